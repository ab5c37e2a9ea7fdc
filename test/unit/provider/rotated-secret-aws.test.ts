import { SecretText } from "../../../src/domain/secret-text.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { createRotator, updateRotator } from "../../support/gateway/by-hand.js";
import { done, errorOf, leftMark, type Stage, stage, takenOver } from "../../support/provider/stage.js";

let at: Stage;
let terraform: TerraformModel;
beforeAll(async () => {
  at = await stage();
  const secret = new SecretText("the-secret-of-a-key");
  const credentials = { kind: "key", keyId: "AKIAIOSFODNN7EXAMPLE", secret } as const;
  for (const name of ["/aws/one", "/aws/two"]) {
    await at.gateway.targets.createAws({ name, description: null, region: null, credentials });
  }
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.gateway.rotators.remove("/rot");
  terraform = await at.terraform("latchkey_rotated_secret_aws");
  at.commands();
});

const bare = { name: "/rot", target: "/aws/one" };
const full = {
  ...bare,
  auto_rotate: false,
  interval_days: 30,
  rotation_hour: 0,
  description: "d",
  tags: ["b", "a"],
};

test.each([bare, full, { ...full, name: "rot", target: "aws/one" }, { ...bare, description: "", tags: [] }])(
  "creates %j with one write and a mark that is taken away, and has nothing to change afterwards",
  async (config) => {
    expect(await terraform.apply(config)).toEqual(done("create"));
    expect(at.commands().filter((command) => command !== "describe-item")).toEqual([
      "rotated-secret-create-aws",
      "update-item",
    ]);
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(at.commands()).toEqual(["describe-item"]);
  },
);

test.each([
  ["auto_rotate", true],
  ["interval_days", 31],
  ["rotation_hour", 5],
  ["rotation_hour", null],
  ["description", "e"],
  ["description", null],
  ["tags", ["a", "c"]],
  ["tags", null],
])("changes %s to %j in place, without touching the key", async (name, value) => {
  await terraform.apply(full);
  at.commands();
  const config = { ...full, [name]: value };
  expect(await terraform.apply(config)).toEqual(done("update"));
  expect(at.commands().filter((command) => command !== "describe-item")).toEqual([
    "rotated-secret-update-aws",
  ]);
  expect(await terraform.apply(config)).toEqual(done("none"));
});

describe("for another target", () => {
  const moved = { ...full, target: "/aws/two" };
  const writes = () => at.commands().filter((command) => !["describe-item", "target-get"].includes(command));
  beforeEach(async () => {
    await terraform.apply(full);
    at.commands();
  });

  test("makes a new rotator in the place of the old one, and tells of it", async () => {
    const outcome = await terraform.apply(moved);
    expect(outcome).toMatchObject({ action: "update", complaints: [] });
    expect(outcome.diagnostics).toEqual([
      expect.objectContaining({ severity: "warning", summary: "Rotator made anew" }),
    ]);
    expect(writes()).toEqual(["rotated-secret-delete", "rotated-secret-create-aws", "update-item"]);
    expect(await at.gateway.rotators.find("/rot")).toMatchObject({ target: "/aws/two", intervalDays: 30 });
    expect(terraform.state).toMatchObject({ item_id: (await at.gateway.rotators.find("/rot"))?.id });
    expect(await terraform.apply(moved)).toEqual(done("none"));
  });

  test("says that the next apply makes it when the gateway refuses to, and it does", async () => {
    at.sandboxGateway.answerNext("rotated-secret-create-aws", { status: 400, body: { error: "not now" } });
    const error = errorOf(await terraform.apply(moved));
    expect(error).toContain("Rotator /rot of target /aws/one was deleted to be made anew for /aws/two");
    expect(await terraform.apply(moved)).toEqual(done("create"));
    expect(await terraform.apply(moved)).toEqual(done("none"));
  });

  test("fails before anything is sent while there is no such target", async () => {
    const error = errorOf(await terraform.apply({ ...full, target: "/aws/three" }));
    expect(error).toContain("GATEWAY_OBJECT_MISSING");
    expect(error).toContain("/aws/three");
    expect(writes()).toEqual([]);
    expect(await terraform.apply(full)).toEqual(done("none"));
  });
});

test.each([
  [{ autoRotate: true }, { auto_rotate: true }],
  [{ intervalDays: 2 }, { interval_days: 2 }],
  [{ rotationHour: 9 }, { rotation_hour: 9 }],
  [{ description: "other" }, { description: "other" }],
  [{ description: null }, { description: null }],
  [{ tags: ["z"] }, { tags: ["z"] }],
  [{ tags: [] }, { tags: null }],
])("notices that somebody set %j in the gateway, and sets it back", async (change, seen) => {
  await terraform.apply(full);
  const { rotators } = at.gateway;
  const shape = {
    name: "/rot",
    target: "/aws/one",
    autoRotate: false,
    intervalDays: 30,
    rotationHour: 0,
    description: "d",
    tags: ["a", "b"],
  };
  await updateRotator(at.gateway, { ...shape, ...change });
  await terraform.refresh();
  expect(terraform.state).toMatchObject(seen);
  expect(await terraform.apply(full)).toEqual(done("update"));
  expect(await rotators.find("/rot")).toMatchObject({ ...shape, tags: expect.arrayContaining(["a", "b"]) });
  expect(await terraform.apply(full)).toEqual(done("none"));
});

test("does not take the gateway's own choice of the hour for drift", async () => {
  await terraform.apply(bare);
  await updateRotator(at.gateway, {
    name: "/rot",
    target: "/aws/one",
    autoRotate: true,
    intervalDays: 1,
    rotationHour: 17,
    description: null,
    tags: [],
  });
  expect(await terraform.apply(bare)).toEqual(done("none"));
});

describe("a rotator without a schedule, which the gateway tells with an interval of 0", () => {
  const off = { ...bare, auto_rotate: false };
  const answer = async (changes: object) => {
    const token = await at.gateway.rotators.find("/rot");
    return {
      status: 200,
      body: {
        item_name: "rot",
        item_id: token?.id,
        item_type: "ROTATED_SECRET",
        auto_rotate: false,
        rotation_interval: 0,
        item_targets_assoc: [{ target_name: "aws/one" }],
        item_general_info: { rotated_secret_details: { rotator_type: "target-rotator", rotation_hour: 14 } },
        ...changes,
      },
    };
  };

  test.each([off, { ...off, interval_days: 30 }])("is as %j wants it", async (config) => {
    await terraform.apply(config);
    at.sandboxGateway.answerNext("describe-item", await answer({}));
    expect(await terraform.apply(config)).toEqual(done("none"));
  });

  test("that somebody else has made is imported with nothing to change, and gets its schedule by one update", async () => {
    const administrator = new GatewayAdministrator(at.sandboxGateway);
    await administrator.run("rotated-secret-create-aws", {
      name: "rot",
      "target-name": "aws/one",
      "rotator-type": "target",
      "auto-rotate": "",
      "rotation-interval": "",
    });
    expect(await at.gateway.rotators.find("/rot")).toMatchObject({ autoRotate: false, intervalDays: null });
    expect(await terraform.import("/rot")).toEqual(done(null));
    expect(terraform.state).toMatchObject({ auto_rotate: false, interval_days: 1 });
    expect(await terraform.apply(off)).toEqual(done("none"));
    expect(await terraform.apply(bare)).toEqual(done("update"));
    expect(await at.gateway.rotators.find("/rot")).toMatchObject({ autoRotate: true, intervalDays: 1 });
    expect(await terraform.apply(bare)).toEqual(done("none"));
  });

  test("is given the interval that is wanted where its schedule is on all the same", async () => {
    await terraform.apply(bare);
    at.sandboxGateway.answerNext("describe-item", await answer({ auto_rotate: true }));
    expect(await terraform.apply(bare)).toEqual(done("update"));
    expect(await terraform.apply(bare)).toEqual(done("none"));
  });
});

test("makes a rotator anew that was deleted behind Terraform's back", async () => {
  await terraform.apply(full);
  await at.gateway.rotators.remove("/rot");
  expect(await terraform.apply(full)).toEqual(done("create"));
});

test("destroys, also what is gone already", async () => {
  await terraform.apply(full);
  expect(await terraform.destroy()).toEqual(done("delete"));
  expect(await at.gateway.rotators.find("/rot")).toBeUndefined();

  await terraform.apply(full);
  at.sandboxGateway.answerNext("rotated-secret-delete", { status: 404, body: { error: "not found" } });
  expect(await terraform.destroy()).toEqual(done("delete"));
});

test.each([bare, full])("imports %j so that the next apply has nothing to change", async (config) => {
  await terraform.apply(config);
  const other = await at.terraform("latchkey_rotated_secret_aws");
  expect(await other.import("rot")).toEqual(done(null));
  expect(await other.apply(config)).toEqual(done("none"));
});

test("fails on a rotator that exists already, changes nothing and gives the block that imports it", async () => {
  await terraform.apply(full);
  const other = await at.terraform("latchkey_rotated_secret_aws");
  at.commands();
  const text = errorOf(await other.apply({ ...full, description: "mine" }));
  expect(text).toContain("GATEWAY_OBJECT_EXISTS");
  expect(text).toContain('import {\n  to = latchkey_rotated_secret_aws.LABEL\n  id = "/rot"\n}');
  expect(at.commands()).toEqual(["describe-item"]);
  expect(other.state).toBeNull();
});

test("adopts a rotator that a killed run has left just as it is to be made", async () => {
  const left = {
    name: "/rot",
    target: "/aws/one",
    autoRotate: false,
    intervalDays: 30,
    rotationHour: 0,
    description: "d",
    tags: ["a", "b"],
  };
  await createRotator(at.gateway, left, { mark: leftMark() });
  const afterwards = await at.terraform("latchkey_rotated_secret_aws");
  at.commands();
  expect(await afterwards.apply(full)).toEqual(takenOver);
  expect(at.commands().filter((command) => command.includes("rotated"))).toEqual([]);
  expect(await afterwards.apply(full)).toEqual(done("none"));
});

test("finds the rotator again when the reply to its create is lost, and does not create twice", async () => {
  at.sandboxGateway.answerNext("rotated-secret-create-aws", { replyLost: true });
  expect(await terraform.apply(full)).toEqual(done("create"));
  expect(at.commands().filter((command) => command.includes("create"))).toHaveLength(1);
  expect(await terraform.apply(full)).toEqual(done("none"));
});

test("fails when another rotator appears while the reply is lost, and leaves that alone", async () => {
  await (await at.terraform("latchkey_rotated_secret_aws")).apply({ ...full, description: "theirs" });
  at.sandboxGateway.answerNext("describe-item", { status: 404, body: { error: "not found" } });
  at.sandboxGateway.answerNext("rotated-secret-create-aws", {
    status: 502,
    html: "<html>bad gateway</html>",
  });
  expect(errorOf(await terraform.apply(full))).toContain("GATEWAY_OBJECT_EXISTS");
  expect(terraform.state).toBeNull();
  expect(await at.gateway.rotators.find("/rot")).toMatchObject({ description: "theirs" });
});

test("keeps what may exist in the state when nobody can tell, and the next apply settles it", async () => {
  at.sandboxGateway.answerNext("rotated-secret-create-aws", { replyLost: true });
  at.sandboxGateway.answerNext("describe-item", { status: 404, body: { error: "not found" } });
  at.sandboxGateway.answerNext("describe-item", { status: 503, times: 5, body: { error: "down" } });
  expect(errorOf(await terraform.apply(full))).toContain("GATEWAY_REPLY_LOST");
  expect(terraform.isTainted).toBe(true);
  expect(await terraform.apply(full)).toEqual(done("replace"));
  expect(await terraform.apply(full)).toEqual(done("none"));
});

test("leaves nothing in the state when the create did not happen after all", async () => {
  at.sandboxGateway.answerNext("rotated-secret-create-aws", { refused: true });
  expect(errorOf(await terraform.apply(full))).toContain("GATEWAY_REPLY_LOST");
  expect(await terraform.apply(full)).toEqual(done("create"));
  expect(await terraform.apply(full)).toEqual(done("none"));
});

test("looks the rotator up after an empty answer to its create, and says what came", async () => {
  at.sandboxGateway.answerNext("rotated-secret-create-aws", { status: 200, text: "" });
  const text = errorOf(await terraform.apply(full));
  expect(text).toContain("answered with 200 and an empty body");
  expect(text).toContain("Whether it exists is not known.");
  expect(at.commands().slice(-2)).toEqual(["rotated-secret-create-aws", "describe-item"]);
  expect(await terraform.apply(full)).toEqual(done("create"));
  expect(await terraform.apply(full)).toEqual(done("none"));
});

test.each([0, 366])("fails on %d days between rotations before anything is sent", async (interval_days) => {
  expect(errorOf(await terraform.apply({ ...full, interval_days }))).toContain("VALUE_NOT_ALLOWED");
  expect(at.commands()).toEqual([]);
});

test.each(["/a//b", " /a", "/a/", ""])("fails on the name %p before anything is sent", async (name) => {
  expect(errorOf(await terraform.apply({ ...full, name }))).toContain("PATH_MALFORMED");
  expect(at.commands()).toEqual([]);
});

describe("of a key of its own", () => {
  const own = {
    ...bare,
    rotator_type: "api-key",
    api_id: "AKIAIOSFODNN7EXAMPLE",
    api_key_wo: "the-secret-of-a-key",
    api_key_wo_version: 1,
  };
  let administrator: GatewayAdministrator;
  beforeAll(() => {
    administrator = new GatewayAdministrator(at.sandboxGateway);
  });
  const held = () => administrator.run("rotated-secret-get-value", { name: "/rot" });
  const given = { value: { username: own.api_id, password: own.api_key_wo } };
  const made = { value: { username: "AKIAMADEBYTHEGATEWAY", password: "the-secret-that-it-made" } };
  /** What a rotation leaves, as far as this provider can tell it from one. */
  const gatewayReplacesIt = () =>
    administrator.run("rotated-secret-update-aws", {
      name: "/rot",
      "api-id": made.value.username,
      "api-key": made.value.password,
    });

  test("is made with it, and no state has its secret", async () => {
    expect(await terraform.apply(own)).toEqual(done("create"));
    expect(await held()).toMatchObject(given);
    expect(terraform.state).toMatchObject({
      api_id: own.api_id,
      authentication_credentials: "use-target-creds",
    });
    expect(Object.values(terraform.state ?? {})).not.toContain(own.api_key_wo);
    expect(await terraform.apply(own)).toEqual(done("none"));
  });

  test("keeps the key that the gateway has made since, whatever else changes, until a new version is given", async () => {
    await terraform.apply(own);
    await gatewayReplacesIt();
    expect(await terraform.apply(own)).toEqual(done("none"));
    const changed = { ...own, description: "d", grace_rotation: true, grace_interval_days: 2 };
    expect(await terraform.apply(changed)).toEqual(done("update"));
    expect(await held()).toMatchObject(made);
    expect(await terraform.apply({ ...changed, api_key_wo_version: 2 })).toEqual(done("update"));
    expect(await held()).toMatchObject(given);
  });

  test.each([
    [
      "without the key",
      { api_id: null, api_key_wo: null, api_key_wo_version: null },
      "a second key of the target's own user",
    ],
    ["without its id", { api_id: null }, "a second key of the target's own user"],
    ["for the target's key", { rotator_type: "target" }, "the target holds the key"],
  ])("is refused %s, before anything is written", async (_, changes, seen) => {
    expect(errorOf(await terraform.apply({ ...own, ...changes }))).toContain(seen);
    expect(at.commands()).not.toContain("rotated-secret-create-aws");
  });

  test("takes another id with a new version alone", async () => {
    await terraform.apply(own);
    const other = { ...own, api_id: "AKIAOTHEROTHEROTHERO" };
    expect(errorOf(await terraform.apply(other))).toContain(
      "api_id changes, and api_key_wo_version does not",
    );
    expect(await terraform.apply({ ...other, api_key_wo_version: 2 })).toEqual(done("update"));
    expect(await held()).toMatchObject({ value: { username: other.api_id } });
  });

  test("is made anew for another target with a new version alone, since the key that is configured may be dead", async () => {
    await terraform.apply(own);
    at.commands();
    const moved = { ...own, target: "/aws/two" };
    expect(errorOf(await terraform.apply(moved))).toContain("may have replaced since");
    expect(at.commands()).not.toContain("rotated-secret-delete");
    expect(await terraform.apply({ ...moved, api_key_wo_version: 2 })).toMatchObject({ action: "update" });
    expect(await held()).toMatchObject(given);
  });

  test("is no rotator of its target's key, which a refresh of the target does not mistake it for", async () => {
    await terraform.apply(own);
    await expect(at.gateway.rotators.find("/rot")).rejects.toMatchObject({ code: "GATEWAY_OBJECT_KIND" });
    expect(await at.gateway.rotators.targetIdOf("/rot")).toBe(
      (await at.gateway.targets.find("/aws/one"))?.id,
    );
  });
});

test("changes the grace, its days, hour and timing in place, and sees a change behind its back", async () => {
  const graced = {
    ...full,
    grace_rotation: true,
    grace_interval_days: 3,
    grace_hour: 6,
    grace_timing: "before",
  };
  expect(await terraform.apply(graced)).toEqual(done("create"));
  expect(await at.gateway.rotators.find("/rot")).toMatchObject({ grace: { intervalDays: 3, hour: 6 } });
  expect(await terraform.apply(graced)).toEqual(done("none"));
  const administrator = new GatewayAdministrator(at.sandboxGateway);
  await administrator.run("rotated-secret-update-aws", { name: "/rot", "grace-rotation-interval": "4" });
  expect(await terraform.apply(graced)).toEqual(done("update"));
  expect(await at.gateway.rotators.find("/rot")).toMatchObject({ grace: { intervalDays: 3, hour: 6 } });
  expect(await terraform.apply(full)).toEqual(done("update"));
  expect(await at.gateway.rotators.find("/rot")).toMatchObject({ grace: null });
  expect(await terraform.apply(full)).toEqual(done("none"));
});
