import { describedWith } from "../../../src/domain/making-mark.js";
import type { TfObject } from "../../../src/engine/index.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { done, errorOf, leftMark, type Stage, stage, takenOver } from "../../support/provider/stage.js";

const NAME = "/roles/deployers";
const rule = (path: string, capability: readonly string[], rule_type: string | null = null) => ({
  path,
  capability: [...capability],
  rule_type,
});
const CONFIG: TfObject = {
  name: NAME,
  delete_protection: true,
  rules: [rule("/prod/*", ["read", "list"]), rule("/prod/*", ["deny"], "target-rule")],
};

let at: Stage;
let terraform: TerraformModel;
beforeEach(async () => {
  at = await stage();
  terraform = await at.terraform("latchkey_role");
});
afterEach(() => at.close());

/** What the gateway has of the role's rules, in words. */
async function rulesThere(): Promise<string[]> {
  const role = await at.gateway.objects.find({ command: "get-role", doing: "reading role", name: NAME });
  const told = role as unknown as {
    rules: { path_rules: { path: string; type: string; capabilities: string[] }[] };
  };
  const { path_rules } = told.rules;
  return path_rules.map(({ path, type, capabilities }) => `${type} ${path} ${capabilities.join(" ")}`).sort();
}

const WHOLE = ["item-rule /prod/* read list", "target-rule /prod/* deny"];

test("a role whose rules fail is made anew at the next apply, although it is protected from deletion", async () => {
  at.sandboxGateway.answerNext("set-role-rule", { status: 400, body: { error: "invalid request body: no" } });
  expect(errorOf(await terraform.apply(CONFIG))).toContain("GATEWAY_REFUSED");
  expect(terraform.isTainted).toBe(true);

  expect((await terraform.apply(CONFIG)).diagnostics).toEqual([]);
  expect(await rulesThere()).toEqual(WHOLE);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

test("a role whose rules got no answer is whole after the same apply", async () => {
  at.sandboxGateway.answerNext("set-role-rule", { replyLost: true, times: 2 });
  expect(await terraform.apply(CONFIG)).toEqual(done("create"));
  expect(await rulesThere()).toEqual(WHOLE);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

test("a role that a run has left without its rules is taken over, and gets them", async () => {
  await at.gateway.objects.once({
    ...{ command: "create-role", doing: "making a role", name: NAME },
    fields: { description: describedWith(null, leftMark()), delete_protection: "true" },
  });
  expect(await terraform.apply(CONFIG)).toEqual(takenOver);
  expect(await rulesThere()).toEqual(WHOLE);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

test("a protected role that is whole is not destroyed", async () => {
  await terraform.apply(CONFIG);
  const { diagnostics } = await terraform.destroy();
  expect(diagnostics).toMatchObject([{ severity: "error" }]);
  expect(await rulesThere()).toEqual(WHOLE);
});

test("an update deletes what is to go before it sets what is to come, and leaves the rest alone", async () => {
  await terraform.apply(CONFIG);
  at.commands();
  const changed = { ...CONFIG, rules: [rule("/prod/*", ["list", "read"]), rule("/test/*", ["read"])] };
  expect(await terraform.apply(changed)).toEqual(done("update"));
  expect(at.commands().filter((command) => command.includes("rule"))).toEqual([
    "delete-role-rule",
    "set-role-rule",
  ]);
  expect(await rulesThere()).toEqual(["item-rule /prod/* read list", "item-rule /test/* read"]);
});

test("an update of which half fails is finished by the next apply", async () => {
  await terraform.apply(CONFIG);
  const changed = { ...CONFIG, description: "new", rules: [rule("/test/*", ["read"])] };
  at.sandboxGateway.answerNext("set-role-rule", { status: 400, body: { error: "invalid request body: no" } });
  expect(errorOf(await terraform.apply(changed))).toContain("GATEWAY_REFUSED");
  expect(terraform.isTainted).toBe(false);
  expect(await terraform.apply(changed)).toEqual(done("update"));
  expect(await rulesThere()).toEqual(["item-rule /test/* read"]);
  expect(await terraform.apply(changed)).toEqual(done("none"));
});

test("rules of types that are not managed here stay, and settings of their own do not show as rules", async () => {
  await terraform.apply({ ...CONFIG, audit_access: "own" });
  await at.gateway.objects.change({
    ...{ command: "set-role-rule", doing: "setting a rule", name: NAME, field: "role-name" },
    fields: { path: "/k8s/*", "rule-type": "ara-rule", capability: ["read"] },
  });
  expect(await terraform.apply({ ...CONFIG, rules: [], audit_access: "own" })).toEqual(done("update"));
  expect(await rulesThere()).toEqual(["ara-rule /k8s/* read", "search-rule /self read"]);
});
