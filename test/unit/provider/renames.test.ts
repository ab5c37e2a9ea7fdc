import { SecretText } from "../../../src/domain/secret-text.js";
import type { TfObject } from "../../../src/engine/index.js";
import type { Gateway } from "../../../src/gateway/index.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { removeProducer, renameItem } from "../../support/gateway/by-hand.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";

const KEY = { kind: "key", keyId: "AKIAIOSFODNN7EXAMPLE", secret: new SecretText("a-secret") } as const;
const ROLE = "arn:aws:iam::000000424242:role/any";
const PLACE = { description: null, region: null };

interface Kind {
  readonly type: string;
  readonly shelf: keyof Gateway & ("targets" | "rotators" | "dynamicProducers" | "staticSecrets");
  readonly rename: "update-target" | "update-item";
  readonly number: "target_id" | "item_id";
  readonly config: TfObject;
  /** A change of something else than the name, and the command that carries it out. */
  readonly change: TfObject;
  readonly changing: string;
}

/** Every type that has a path of its own in the gateway. */
const kinds: readonly Kind[] = [
  {
    ...{ type: "latchkey_target_aws", shelf: "targets", rename: "update-target", number: "target_id" },
    config: { use_gateway_identity: true, description: "d" },
    ...{ change: { region: "eu-west-1" }, changing: "target-update-aws" },
  },
  {
    ...{ type: "latchkey_rotated_secret_aws", shelf: "rotators", rename: "update-item", number: "item_id" },
    config: { target: "/aws/one", interval_days: 30, description: "d", tags: ["t"] },
    ...{ change: { interval_days: 31 }, changing: "rotated-secret-update-aws" },
  },
  {
    type: "latchkey_dynamic_secret_aws",
    ...{ shelf: "dynamicProducers", rename: "update-item", number: "item_id" },
    config: {
      ...{ target: "/aws/one", access_mode: "assume_role", role_arns: [ROLE], description: "d" },
      tags: ["t"],
    },
    ...{ change: { ttl_seconds: 1800 }, changing: "dynamic-secret-update-aws" },
  },
  {
    ...{ type: "latchkey_static_secret", shelf: "staticSecrets", rename: "update-item", number: "item_id" },
    config: { value_wo: "v", value_wo_version: 1, description: "d", tags: ["t"] },
    ...{ change: { value_wo_version: 2 }, changing: "update-secret-val" },
  },
];

const READS = [
  ...["target-get", "target-get-details", "describe-item", "dynamic-secret-get"],
  ...["target-list", "list-items"],
];

let at: Stage;
beforeAll(async () => {
  at = await stage();
  await at.gateway.targets.createAws({ name: "/aws/one", ...PLACE, credentials: KEY });
});
afterAll(() => at.close());

const writes = () => at.commands().filter((command) => !READS.includes(command));

describe.each(kinds)("$type", ({ type, shelf, rename, number, config, change, changing }) => {
  const [OLD, NEW] = [`/${shelf}/old`, `/${shelf}/new`];
  const old = { ...config, name: OLD };
  const renamed = { ...config, name: NEW };
  const find = (name: string) => at.gateway[shelf].find(name);
  const remove = (name: string) =>
    shelf === "dynamicProducers" ? removeProducer(at.gateway, name) : at.gateway[shelf].remove(name);
  const renameByHand = () =>
    shelf === "targets" ? at.gateway.targets.rename(OLD, NEW) : renameItem(at.gateway, OLD, NEW);
  let terraform: TerraformModel;
  let id: unknown;
  beforeEach(async () => {
    for (const name of [OLD, NEW]) await remove(name);
    terraform = await at.terraform(type);
    await terraform.apply(old);
    id = terraform.state?.[number];
    at.commands();
  });

  test("is renamed in place by one request, and is the object that it was", async () => {
    const before = await find(OLD);
    at.commands();
    expect(await terraform.apply(renamed)).toEqual(done("update"));
    expect(writes()).toEqual([rename]);
    expect(terraform.state).toMatchObject({ name: NEW, [number]: id });
    expect({ ...(await find(NEW)), modifiedAt: 0 }).toEqual({
      ...{ ...before, id, name: NEW, modifiedAt: 0 },
    });
    expect(await find(OLD)).toBeUndefined();
    expect(await terraform.apply(renamed)).toEqual(done("none"));
  });

  test("is renamed and changed in one apply", async () => {
    expect(await terraform.apply({ ...renamed, ...change })).toEqual(done("update"));
    expect(writes()).toEqual([rename, changing]);
    expect(await terraform.apply({ ...renamed, ...change })).toEqual(done("none"));
  });

  test("keeps its new name in the state when the rest of the apply fails", async () => {
    at.sandboxGateway.answerNext(changing, { status: 400, body: { error: "not now" } });
    const error = errorOf(await terraform.apply({ ...renamed, ...change }));
    expect(error).toContain(`Its name is "${NEW}" now.`);
    expect(terraform.state).toMatchObject({ name: NEW, [number]: id });
    expect(await terraform.apply({ ...renamed, ...change })).toEqual(done("update"));
    expect(await terraform.apply({ ...renamed, ...change })).toEqual(done("none"));
    expect(await find(NEW)).toMatchObject({ id });
  });

  test("is found by its number when the reply to the rename is lost", async () => {
    at.sandboxGateway.answerNext(rename, { replyLost: true });
    expect(await terraform.apply(renamed)).toEqual(done("update"));
    expect(writes()).toEqual([rename]);
    expect(await find(NEW)).toMatchObject({ id });
    expect(await terraform.apply(renamed)).toEqual(done("none"));
  });

  test("is renamed by a second request when the first one was not carried out", async () => {
    at.sandboxGateway.answerNext(rename, { status: 500, body: { error: "down" } });
    expect(await terraform.apply(renamed)).toEqual(done("update"));
    expect(writes()).toEqual([rename, rename]);
    expect(await find(NEW)).toMatchObject({ id });
  });

  test("is found under its new name by the run after one that was killed, and nothing is changed", async () => {
    await renameByHand();
    at.commands();
    expect(await terraform.apply(renamed)).toEqual(done("none"));
    expect(writes()).toEqual([]);
    expect(terraform.state).toMatchObject({ name: NEW, [number]: id });
  });

  test("has nothing to send when it has its new name by the time that the plan is carried out", async () => {
    const outcome = await terraform.apply(renamed, async () => {
      await renameByHand();
      at.commands();
    });
    expect(outcome).toEqual(done("update"));
    expect(writes()).toEqual([]);
    expect(await find(NEW)).toMatchObject({ id });
  });

  test("gets back the name of the configuration when somebody has renamed it", async () => {
    await renameByHand();
    at.commands();
    expect(await terraform.apply(old)).toEqual(done("update"));
    expect(writes()).toEqual([rename]);
    expect(await find(OLD)).toMatchObject({ id });
    expect(await find(NEW)).toBeUndefined();
  });

  test("fails on a name that another object has before anything is sent, and leaves both", async () => {
    const other = await at.terraform(type);
    await other.apply(renamed);
    at.commands();
    const error = errorOf(await terraform.apply(renamed));
    expect(error).toContain("GATEWAY_OBJECT_EXISTS");
    expect(error).toContain(`the name "${NEW}" belongs to another object`);
    expect(writes()).toEqual([]);
    expect(terraform.state).toMatchObject({ name: OLD, [number]: id });
    expect(await find(NEW)).toMatchObject({ id: other.state?.[number] });
  });

  test("fails when it is gone by the time that the plan is carried out, and the next apply makes it", async () => {
    const outcome = await terraform.apply(renamed, () => remove(OLD));
    expect(errorOf(outcome)).toContain("GATEWAY_OBJECT_MISSING");
    expect(await terraform.apply(renamed)).toEqual(done("create"));
  });

  test("is destroyed under the name that a killed run has given it", async () => {
    await renameByHand();
    expect(await terraform.destroy()).toEqual(done("delete"));
    expect(await find(NEW)).toBeUndefined();
  });

  test("is not renamed by another spelling of its name", async () => {
    expect(await terraform.apply({ ...config, name: OLD.slice(1) })).toEqual(done("none"));
  });
});

describe("of what works through a target that is renamed", () => {
  const through = [
    ["latchkey_rotated_secret_aws", "rotators", { name: "/refers/rot", target: "/refers/one" }],
    [
      "latchkey_dynamic_secret_aws",
      "dynamicProducers",
      { name: "/refers/prod", target: "/refers/one", access_mode: "assume_role", role_arns: [ROLE] },
    ],
  ] as const;
  /** The target is renamed after the plan was made, and before the rest of it is carried out. */
  const targetRenamed = async () => {
    await at.gateway.targets.rename("/refers/one", "/refers/two");
    at.commands();
  };
  beforeEach(async () => {
    for (const name of ["/refers/one", "/refers/two"]) await at.gateway.targets.remove(name);
    await at.gateway.targets.createAws({ name: "/refers/one", ...PLACE, credentials: KEY });
  });

  test.each(through)("%s has nothing to send", async (type, shelf, config) => {
    const terraform = await at.terraform(type);
    await terraform.apply(config);
    const id = terraform.state?.item_id;
    const changed = { ...config, target: "/refers/two" };
    expect(await terraform.apply(changed, targetRenamed)).toEqual(done("update"));
    expect(writes()).toEqual([]);
    expect(terraform.state).toMatchObject({ target: "/refers/two", item_id: id });
    expect(await terraform.apply(changed)).toEqual(done("none"));
    expect(await at.gateway[shelf].find(config.name)).toMatchObject({ id, target: "/refers/two" });
    await terraform.destroy();
  });

  test.each(through)("%s is renamed with it, and changed", async (type, shelf, config) => {
    const terraform = await at.terraform(type);
    await terraform.apply(config);
    const id = terraform.state?.item_id;
    const changed = { ...config, name: `${config.name}-2`, target: "/refers/two", description: "d" };
    expect(await terraform.apply(changed, targetRenamed)).toEqual(done("update"));
    expect(await at.gateway[shelf].find(changed.name)).toMatchObject({
      ...{ id, target: "/refers/two", description: "d" },
    });
    expect(await terraform.apply(changed)).toEqual(done("none"));
    await terraform.destroy();
  });
});
