import type { TfObject } from "../../../src/engine/index.js";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";
import { makeTargetsAt } from "../../support/provider/targets-at.js";
import { asConfig } from "../../support/types/as-config.js";
import { samplesOf } from "../../support/types/samples.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
  await makeTargetsAt(at);
});
afterAll(() => at.close());

const types = (gatewayTypes as readonly unknown[] as readonly GatewayType[])
  .filter(({ table }) => "delete_protection" in table.attributes)
  .map((type) => [type.table.type, type] as const);

function bareOf(type: GatewayType): TfObject {
  return asConfig(samplesOf(type)[0]?.bare ?? {}, at.sandboxGateway.admin.accessId);
}

/** The number of the deletes that the gateway has heard of since it was last asked. */
const deletes = ({ commands }: GatewayType) =>
  at.commands().filter((command) => command === commands.delete).length;

test("every type that can be protected is tried", () => {
  expect(types.length).toBeGreaterThan(25);
});

describe.each(types)("a protected %s", (name, type) => {
  const protectedConfig = (): TfObject => ({ ...bareOf(type), delete_protection: true });

  test("has the plan of its destroy refused, and is destroyed once the protection is off", async () => {
    const terraform = await at.terraform(`latchkey_${name}`);
    expect(await terraform.apply(protectedConfig())).toEqual(done("create"));
    at.commands();
    for (const refresh of [true, false]) {
      const error = errorOf(await terraform.destroy({ refresh }));
      expect(error).toContain("[GATEWAY_OBJECT_PROTECTED]");
      expect(error).toContain("Set delete_protection to false and apply");
      expect(error).toContain(String(protectedConfig().name));
    }
    expect(deletes(type)).toBe(0);

    const open = { ...protectedConfig(), delete_protection: false };
    expect(await terraform.apply(open)).toEqual(done("update"));
    expect(await terraform.destroy()).toEqual(done("delete"));
    expect(deletes(type)).toBe(1);
    expect(terraform.state).toBeNull();
  });
});

describe("a destroy of a role that is stored as protected", () => {
  const NAME = "/own/role";
  const ROLE: TfObject = { name: NAME, delete_protection: true };
  const role = { name: NAME, doing: "changing a role" };
  const setProtection = (is: boolean) =>
    at.gateway.objects.change({
      ...role,
      command: "update-role",
      fields: { delete_protection: String(is) },
    });
  const remove = async () => {
    await setProtection(false);
    await at.gateway.objects.remove({ ...role, command: "delete-role" });
  };

  test("goes through where the gateway has taken the protection away", async () => {
    const terraform = await at.terraform("latchkey_role");
    await terraform.apply(ROLE);
    await setProtection(false);
    expect(await terraform.destroy({ refresh: false })).toEqual(done("delete"));
  });

  test("goes through where the role is gone", async () => {
    const terraform = await at.terraform("latchkey_role");
    await terraform.apply(ROLE);
    await remove();
    expect(await terraform.destroy({ refresh: false })).toEqual(done("delete"));
  });

  test("goes through where its create was never finished", async () => {
    const terraform = await at.terraform("latchkey_role");
    at.sandboxGateway.answerNext("set-role-rule", { status: 400, body: { error: "not now" } });
    await terraform.apply({ ...ROLE, rules: [{ path: "/a/*", capability: ["read"], rule_type: null }] });
    expect(terraform.isTainted).toBe(true);
    expect(terraform.state).toMatchObject({ delete_protection: true });
    expect(await terraform.destroy()).toEqual(done("delete"));
    expect(terraform.state).toBeNull();
  });
});

test("a role that the gateway protects although its state says otherwise is refused by the gateway", async () => {
  const terraform = await at.terraform("latchkey_role");
  const role = { name: "/own/open", doing: "changing a role" };
  await terraform.apply({ name: role.name });
  const fields = { delete_protection: "true" };
  await at.gateway.objects.change({ ...role, command: "update-role", fields });
  expect(errorOf(await terraform.destroy({ refresh: false }))).toContain("[GATEWAY_REFUSED]");
  expect(terraform.state).not.toBeNull();
});
