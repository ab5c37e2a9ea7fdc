import fc from "fast-check";
import { formatGoDuration, parseGoDuration } from "../../../src/domain/go-duration.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import { clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";

afterEach(closeServers);

const ROTATOR = {
  item_name: "rot",
  item_type: "ROTATED_SECRET",
  item_metadata: "",
  item_tags: null,
  auto_rotate: "true",
  rotation_interval: "7",
  last_rotation_date: "0001-01-01T00:00:00Z",
  item_targets_assoc: [{ target_name: "aws/t" }],
  item_general_info: { rotated_secret_details: { rotator_type: "target-rotator", rotation_hour: 0 } },
};

const rotator = async (changes: object) => {
  const { gateway } = await clientOf(() => ({ json: { ...ROTATOR, ...changes } }));
  return gateway.rotators.find("/rot");
};

test("reads a rotator in the gateway's habits: slashes, empty texts, texts for numbers, the year 1", async () => {
  expect(await rotator({})).toEqual({
    name: "/rot",
    id: null,
    target: "/aws/t",
    targetId: null,
    description: null,
    tags: [],
    autoRotate: true,
    intervalDays: 7,
    rotationHour: 0,
    lastRotatedAt: null,
    nextRotationAt: null,
    status: null,
    grace: null,
    lastError: null,
  });
});

test("reads a rotator of which the gateway tells next to nothing", async () => {
  const { gateway } = await clientOf(() => ({ json: { item_name: "/rot", item_type: "ROTATED_SECRET" } }));
  expect(await gateway.rotators.find("/rot")).toMatchObject({
    target: null,
    autoRotate: false,
    intervalDays: null,
    rotationHour: null,
  });
});

test.each([
  [{ last_rotation_date: "2026-03-01T10:00:00Z" }, { lastRotatedAt: new Date("2026-03-01T10:00:00Z") }],
  [{ item_targets_assoc: [] }, { target: null }],
  [{ item_targets_assoc: null }, { target: null }],
  [{ auto_rotate: false }, { autoRotate: false }],
  [
    { item_metadata: "text", item_tags: ["a"] },
    { description: "text", tags: ["a"] },
  ],
])("reads %j", async (changes, expected) => {
  expect(await rotator(changes)).toMatchObject(expected);
});

test.each([
  [{ item_type: "STATIC_SECRET" }],
  [{ item_general_info: { rotated_secret_details: { rotator_type: "api-key-rotator" } } }],
])("fails on another kind of object: %j", async (changes) => {
  expect(await thrownBy(rotator(changes))).toMatchObject({ code: "GATEWAY_OBJECT_KIND" });
});

test.each([
  [{ item_tags: "a,b" }, "item_tags"],
  [{ item_tags: [1] }, "item_tags"],
  [{ auto_rotate: 1 }, "auto_rotate"],
  [{ rotation_interval: 1.5 }, "rotation_interval"],
  [{ last_rotation_date: "yesterday" }, "last_rotation_date"],
  [{ item_general_info: "none" }, "item_general_info"],
  [{ item_metadata: 5 }, "item_metadata"],
])("fails on %j and names the field, not the value", async (changes, field) => {
  const error = await thrownBy(rotator(changes));
  expect(error).toMatchObject({ code: "GATEWAY_ANSWER_UNEXPECTED" });
  expect(error.message).toContain(field);
  expect(error.message).not.toContain("yesterday");
});

test("says the format again with each new value, because the gateway would fall back to text", async () => {
  const { gateway, server } = await clientOf(() => ({ json: { name: "/s" } }));
  await gateway.staticSecrets.updateValue("s", "json", new SecretText("{}"));
  expect(server.of("update-secret-val")[0]?.body).toMatchObject({ name: "/s", format: "json", value: "{}" });
});

test("leaves the region of a new object to the gateway, and says its default in an update", async () => {
  const { gateway, server } = await clientOf(() => ({ json: {} }));
  const target = {
    name: "/t",
    description: null,
    region: null,
    credentials: { kind: "gateway-identity" },
  } as const;
  await gateway.targets.createAws(target);
  await gateway.targets.updateAws(target);
  const sent = server.received.slice(1).map(({ command, body }) => [command, body.region, body.description]);
  expect(sent).toEqual([
    ["target-create-aws", undefined, undefined],
    ["target-update-aws", "us-east-2", ""],
  ]);
});

test("fails on an update of something that is gone", async () => {
  const { gateway } = await clientOf(() => ({ status: 404, json: { error: "not found" } }));
  const update = gateway.staticSecrets.updateValue("/s", "text", new SecretText("v"));
  expect(await thrownBy(update)).toMatchObject({ code: "GATEWAY_OBJECT_MISSING" });
});

test.each([
  ["target-get", { target_name: "/t", target_id: 1, target_type: "db" }],
  ["target-get-details", { target: {}, value: { db_target_details: {} } }],
])("fails on a target of another kind (%s)", async (command, json) => {
  const { gateway } = await clientOf(() => ({ json }));
  const read = command === "target-get" ? gateway.targets.find("/t") : gateway.targets.heldKey("/t");
  expect(await thrownBy(read)).toMatchObject({ code: "GATEWAY_OBJECT_KIND" });
});

test("fails as not permitted when the gateway names a key and keeps its secret back", async () => {
  const { gateway } = await clientOf(() => ({
    json: { value: { aws_target_details: { aws_access_key_id: "AKIAIOSFODNN7EXAMPLE" } } },
  }));
  expect(await thrownBy(gateway.targets.heldKey("/t"))).toMatchObject({ code: "GATEWAY_PERMISSION_DENIED" });
});

test.each(["assume_role", "assumed_role"])("reads the access mode %s", async (mode) => {
  const { gateway } = await clientOf(() => ({
    json: { dynamic_secret_name: "d", aws_access_mode: mode, user_ttl: "1h30m", aws_role_arns: " a , b,, " },
  }));
  expect(await gateway.dynamicProducers.find("/d")).toMatchObject({
    accessMode: "assume_role",
    ttlSeconds: 5400,
    roleArns: ["a", "b"],
    target: null,
  });
});

test("fails on a dynamic secret that mints no AWS credentials, and on a lifetime that is none", async () => {
  const other = await clientOf(() => ({ json: { dynamic_secret_name: "d", user_ttl: "60m" } }));
  expect(await thrownBy(other.gateway.dynamicProducers.find("/d"))).toMatchObject({
    code: "GATEWAY_OBJECT_KIND",
  });
  const odd = await clientOf(() => ({
    json: { dynamic_secret_name: "d", aws_access_mode: "iam_user", user_ttl: "an hour" },
  }));
  expect(await thrownBy(odd.gateway.dynamicProducers.find("/d"))).toMatchObject({
    code: "GATEWAY_ANSWER_UNEXPECTED",
  });
});

test("reads back every lifetime that it writes", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (seconds) => {
      expect(parseGoDuration(formatGoDuration(seconds))).toBe(seconds);
    }),
  );
});

test.each([
  ["60m", 3600],
  ["1h", 3600],
  ["1h30m", 5400],
  ["1h0m10s", 3610],
  ["1.5h", 5400],
  ["90s", 90],
  ["", undefined],
  ["60", undefined],
  ["-5m", undefined],
  ["1d", undefined],
])("reads the duration %p as %p seconds", (text, seconds) => {
  expect(parseGoDuration(text)).toBe(seconds);
});
