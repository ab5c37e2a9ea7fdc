import { SecretText } from "../../../src/domain/secret-text.js";
import type { Gateway } from "../../../src/gateway/index.js";
import { clientAt, clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import { Sandbox } from "../sandbox-gateway/sandbox.js";

let sandbox: Sandbox;
let gateway: Gateway;

beforeAll(async () => {
  sandbox = await Sandbox.start();
  const { accessId, accessKey } = sandbox.gateway.admin;
  gateway = clientAt(sandbox.gateway.url, {
    login: { kind: "access_key", accessId, accessKey: new SecretText(accessKey) },
  });
});
afterEach(closeServers);
afterAll(() => sandbox.stop());

const calledSince = (count: number) =>
  sandbox.gateway
    .calls()
    .slice(count)
    .map(({ command }) => command);

describe("a static secret", () => {
  test.each([
    ["text", { value: "  line 1\nline 2 \u00fc" }],
    ["json", { value: '{"a": 1}', format: "json" }],
    ["key-value", { value: '{"user":"u","password":"p"}', format: "key-value" }],
  ])("of the format %s is told as the official SDK tells it", async (format, fields) => {
    const name = `/values/${format}`;
    await sandbox.call("CreateSecret", { name, ...fields });
    const told = await gateway.secretValues.ofStatic(`values/${format}`);
    expect(told.reveal()).toBe(fields.value);
    expect(await sandbox.call("GetSecretValue", { names: [name] })).toEqual({ [name]: told.reveal() });
  });

  test("of the type password is told with its parts", async () => {
    await sandbox.call("CreateSecret", {
      ...{ name: "/values/login", type: "password", value: "" },
      ...{ username: "u", password: "a-password" },
    });
    const told = await gateway.secretValues.ofStatic("/values/login");
    expect(JSON.parse(told.reveal())).toEqual({ username: "u", password: "a-password" });
  });

  test("is told at a version, and the newest where none is named", async () => {
    await sandbox.call("CreateSecret", { name: "/values/versions", value: "one" });
    await sandbox.call("UpdateSecretVal", {
      ...{ name: "/values/versions", value: "two" },
      "keep-prev-version": "true",
    });
    const at = async (version?: number) =>
      (await gateway.secretValues.ofStatic("/values/versions", { ...(version && { version }) })).reveal();
    expect([await at(1), await at(2), await at()]).toEqual(["one", "two", "two"]);
    expect(await thrownBy(at(3))).toMatchObject({ code: "GATEWAY_OBJECT_MISSING" });
  });

  test("that is absent is told as missing", async () => {
    expect(await thrownBy(gateway.secretValues.ofStatic("/values/none"))).toMatchObject({
      code: "GATEWAY_OBJECT_MISSING",
    });
  });

  test("is not taken from an answer that is about another path", async () => {
    const { gateway: scripted } = await clientOf(() => ({ json: { "/other": "x" } }));
    expect(await thrownBy(scripted.secretValues.ofStatic("/mine"))).toMatchObject({
      code: "GATEWAY_ANSWER_UNEXPECTED",
    });
  });
});

describe("a rotated secret", () => {
  test("that rotates a key of its own is told as the official SDK tells it", async () => {
    const keys = await sandbox.user("rotated");
    await sandbox.target("/values/of-another", await sandbox.user("another"));
    await sandbox.call("RotatedSecretCreateAws", {
      ...{ name: "/values/api-key", "target-name": "/values/of-another", "rotator-type": "api-key" },
      ...{ "api-id": keys.accessKeyId, "api-key": keys.secretAccessKey },
    });
    const told = await gateway.secretValues.ofRotated("/values/api-key");
    expect(told.fields.username?.reveal()).toBe(keys.accessKeyId);
    expect(told.fields.password?.reveal()).toBe(keys.secretAccessKey);
    expect(await sandbox.call("RotatedSecretGetValue", { name: "/values/api-key" })).toEqual({
      value: JSON.parse(told.json.reveal()),
    });
    expect(JSON.stringify(told)).not.toContain(keys.secretAccessKey);
  });

  test("that rotates the key of a target is refused, and its value is not even asked for", async () => {
    await sandbox.target("/values/target", await sandbox.user("working"));
    await sandbox.call("RotatedSecretCreateAws", {
      ...{ name: "/values/rotator", "target-name": "/values/target", "rotator-type": "target" },
    });
    const before = sandbox.gateway.calls().length;
    expect(await thrownBy(gateway.secretValues.ofRotated("/values/rotator"))).toMatchObject({
      code: "WORKING_KEY_KEPT",
    });
    expect(calledSince(before)).toEqual(["describe-item"]);
  });

  test("of which the gateway does not tell what it rotates is refused", async () => {
    const { gateway: scripted, server } = await clientOf(() => ({
      json: { item_name: "/x", item_type: "ROTATED_SECRET" },
    }));
    expect(await thrownBy(scripted.secretValues.ofRotated("/x"))).toMatchObject({ code: "WORKING_KEY_KEPT" });
    expect(server.of("rotated-secret-get-value")).toHaveLength(0);
  });

  test("that is absent is told as missing", async () => {
    expect(await thrownBy(gateway.secretValues.ofRotated("/values/none"))).toMatchObject({
      code: "GATEWAY_OBJECT_MISSING",
    });
  });

  test("is not what a static secret is", async () => {
    await sandbox.call("CreateSecret", { name: "/values/static", value: "v" });
    expect(await thrownBy(gateway.secretValues.ofRotated("/values/static"))).toMatchObject({
      code: "GATEWAY_OBJECT_KIND",
    });
  });
});
