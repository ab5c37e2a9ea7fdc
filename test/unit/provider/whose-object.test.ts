import { SecretText } from "../../../src/domain/secret-text.js";
import type { TfObject } from "../../../src/engine/index.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { type GatewayType, gatewayTypes } from "../../support/provider/gateway-types.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";
import { whileApplying } from "../../support/provider/while-applying.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
  const secret = new SecretText("the-secret-of-a-key");
  const credentials = { kind: "key", keyId: "AKIAIOSFODNN7EXAMPLE", secret } as const;
  for (const name of ["/aws/one", "/aws/two"]) {
    await at.gateway.targets.createAws({ name, description: null, region: null, credentials });
  }
});
afterAll(() => at.close());

const nameOf = ({ config }: GatewayType) => String(config.name);
const writesOf = (commands: readonly string[]) =>
  commands.filter(
    (command) =>
      !/^(describe-item|target-get|dynamic-secret-get|get-secret|list-items|target-list)/.test(command),
  );

/** Deletes the object and makes another one just like it, as a person does. */
async function replaceByAnother(object: GatewayType, config: TfObject = object.config): Promise<void> {
  await object.drop(at.gateway, nameOf(object));
  await (await at.terraform(object.type)).apply(config);
  at.commands();
}

describe.each(gatewayTypes)("the number of %s", (_, object) => {
  const { type, config, number } = object;
  const find = () => object.find(at.gateway, nameOf(object));
  let terraform: TerraformModel;
  beforeEach(async () => {
    await object.drop(at.gateway, nameOf(object));
    terraform = await at.terraform(type);
    at.commands();
  });

  test("is kept from the create on", async () => {
    expect(await terraform.apply(config)).toEqual(done("create"));
    const id = (await find())?.id;
    expect(typeof id).toBe("number");
    expect(Number(terraform.state?.[number])).toBe(id);
  });

  test("is filled in by a refresh where the state has none, and plans nothing", async () => {
    await terraform.apply(config);
    terraform.state = { ...terraform.state, [number]: null };
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(Number(terraform.state?.[number])).toBe((await find())?.id);
  });

  test("may be lacking in a state that is changed in place", async () => {
    await terraform.apply(config);
    terraform.state = { ...terraform.state, [number]: null };
    expect(await terraform.apply({ ...config, ...object.changed })).toEqual(done("update"));
    expect(await terraform.apply({ ...config, ...object.changed })).toEqual(done("none"));
  });

  test("tells a refresh that another object has taken the place", async () => {
    await terraform.apply(config);
    await replaceByAnother(object);
    const { diagnostics, complaints } = await terraform.refresh();
    expect(complaints).toEqual([]);
    expect(diagnostics.map(({ severity, summary }) => [severity, summary])).toEqual([
      ["warning", "Another object in the place of this one"],
    ]);
    expect(terraform.state).toBeNull();
    expect(writesOf(at.commands())).toEqual([]);
    expect(errorOf(await terraform.apply(config))).toContain("GATEWAY_OBJECT_EXISTS");
  });

  test("tells an update, before it writes anything", async () => {
    await terraform.apply(config);
    const { state } = terraform;
    terraform = await at.terraform(
      type,
      whileApplying(at.provider(), () => replaceByAnother(object)),
    );
    terraform.state = state;
    expect(errorOf(await terraform.apply({ ...config, ...object.changed }))).toContain(
      "[GATEWAY_OBJECT_REPLACED]",
    );
    expect(writesOf(at.commands())).toEqual([]);
  });

  test("tells a destroy, which leaves the other object alone and says so", async () => {
    await terraform.apply(config);
    const { state } = terraform;
    terraform = await at.terraform(
      type,
      whileApplying(at.provider(), () => replaceByAnother(object)),
    );
    terraform.state = state;
    const { diagnostics } = await terraform.destroy();
    expect(diagnostics.map(({ severity, summary }) => [severity, summary])).toEqual([
      ["warning", "Object left alone"],
    ]);
    expect(terraform.state).toBeNull();
    expect(writesOf(at.commands())).toEqual([]);
    expect(await find()).toBeDefined();
  });
});

test("an object of another kind under the path is another object, too", async () => {
  const name = "/own/kind";
  const secret = { name, value_wo: "a-value-of-it", value_wo_version: 1n };
  const terraform = await at.terraform("latchkey_static_secret");
  await terraform.apply(secret);
  await at.gateway.staticSecrets.remove(name);
  const rotator = await at.terraform("latchkey_rotated_secret_aws");
  await rotator.apply({ name, target: "/aws/one" });
  expect((await terraform.destroy()).diagnostics.map(({ summary }) => summary)).toEqual([
    "Another object in the place of this one",
  ]);
  expect(terraform.state).toBeNull();
  expect(await at.gateway.rotators.find(name)).toBeDefined();
  await rotator.destroy();
});
