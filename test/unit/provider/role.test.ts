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
async function rulesThere(there = at): Promise<string[]> {
  const role = await there.gateway.objects.find({ command: "get-role", doing: "reading role", name: NAME });
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

describe("a role with rules for single paths of what may be seen", () => {
  const scoped = {
    ...CONFIG,
    audit_access: "scoped",
    analytics_access: "scoped",
    gw_analytics_access: "scoped",
    sra_reports_access: "scoped",
    usage_reports_access: "scoped",
    event_center_access: "scoped",
    event_forwarders_access: "scoped",
  };
  const types = [
    ...["search-rule", "reports-rule", "gw-reports-rule", "sra-reports-rule", "usage-reports-rule"],
    ...["event-rule", "event-forwarder-rule"],
  ];
  const SEEN = types.map((type) => `${type} /prod/* read`).sort();
  const scope = async () => {
    for (const type of types) {
      await at.gateway.objects.change({
        ...{ command: "set-role-rule", doing: "setting a rule", name: NAME, field: "role-name" },
        fields: { path: "/prod/*", "rule-type": type, capability: ["read"] },
      });
    }
  };
  const seen = async () => (await rulesThere()).filter((text) => !WHOLE.includes(text));

  test("is imported with them, and keeps them through every change", async () => {
    await terraform.apply(CONFIG);
    await scope();
    const second = await at.terraform("latchkey_role");
    await second.import(NAME);
    expect(await second.apply(scoped)).toEqual(done("none"));

    const changed = { ...scoped, description: "changed" };
    expect(await second.apply(changed)).toEqual(done("update"));
    expect(await seen()).toEqual(SEEN);
    expect(await second.apply({ ...scoped, name: `${NAME}-2` })).toEqual(done("update"));
    expect(await second.apply(scoped)).toEqual(done("update"));
    expect(await seen()).toEqual(SEEN);
  });

  test("loses those of which a setting says otherwise", async () => {
    await terraform.apply(CONFIG);
    await scope();
    const all = { ...scoped, audit_access: "all", event_center_access: "own" };
    expect(await terraform.apply(all)).toEqual(done("update"));
    const left = SEEN.filter((text) => !/^(search|event)-rule/.test(text));
    expect(await seen()).toEqual([...left, "search-rule /* read", "event-rule /self read"].sort());
    expect(await terraform.apply(CONFIG)).toEqual(done("update"));
    expect(await seen()).toEqual([]);
  });

  test("is not made, and not found to have any, by a configuration that only leaves them alone", async () => {
    at.commands();
    const refused = errorOf(await terraform.apply({ ...CONFIG, audit_access: "scoped" }));
    expect(refused).toContain("the role is to be made");
    expect(at.commands().filter((command) => command.startsWith("create"))).toEqual([]);
    await terraform.apply(CONFIG);
    expect(errorOf(await terraform.apply({ ...CONFIG, audit_access: "scoped" }))).toContain(
      'the role has "none" there',
    );
    expect(await terraform.apply(CONFIG)).toEqual(done("none"));
  });
});

describe("where the account's owner has a rule in every role", () => {
  const ACCOUNTS = "item-rule /vault/* deny";
  const denied = rule("/vault/*", ["deny"], "item-rule");
  let own: Stage;
  let its: TerraformModel;
  beforeEach(async () => {
    own = await stage({ accountRules: [{ path: "/vault/*", type: "item-rule", capabilities: ["deny"] }] });
    its = await own.terraform("latchkey_role");
  });
  afterEach(() => own.close());

  test("a new role leaves it alone, tells it apart, and shows no drift by it", async () => {
    expect(await its.apply(CONFIG)).toEqual(done("create"));
    expect(its.state).toMatchObject({ account_rules: [denied] });
    expect(await rulesThere(own)).toEqual([...WHOLE, ACCOUNTS].sort());
    expect(await its.apply(CONFIG)).toEqual(done("none"));

    expect(await its.apply({ ...CONFIG, rules: [] })).toEqual(done("update"));
    expect(await rulesThere(own)).toEqual([ACCOUNTS]);
    expect(its.state).toMatchObject({ account_rules: [denied] });
    expect(await its.apply({ ...CONFIG, rules: [] })).toEqual(done("none"));
  });

  test("another caller's rule is drift, and goes, all the same", async () => {
    await its.apply(CONFIG);
    await own.gateway.objects.change({
      ...{ command: "set-role-rule", doing: "setting a rule", name: NAME, field: "role-name" },
      fields: { path: "/vault/*", "rule-type": "target-rule", capability: ["read"] },
    });
    expect(await its.apply(CONFIG)).toEqual(done("update"));
    expect(await rulesThere(own)).toEqual([...WHOLE, ACCOUNTS].sort());
  });

  test("a role that lists it has it among its rules", async () => {
    const listing = { ...CONFIG, rules: [denied] };
    expect(await its.apply(listing)).toEqual(done("create"));
    expect(its.state).toMatchObject({ account_rules: null });
    expect(await its.apply(listing)).toEqual(done("none"));
  });

  test("a role of the official provider's comes with it, and its settings are none of them", async () => {
    await its.apply(CONFIG);
    const restricted_rules = [denied, { path: "/*", rule_type: "search-rule", capability: ["read"] }];
    const stored = { id: NAME, name: NAME, rules: CONFIG.rules, restricted_rules, delete_protection: "true" };
    const moved = await own.terraform("latchkey_role");
    own.commands();
    const official = { provider: "registry.terraform.io/akeyless-community/akeyless", type: "akeyless_role" };
    expect(await moved.moveFrom({ ...official, state: stored })).toMatchObject({ diagnostics: [] });
    expect(moved.state).toMatchObject({ account_rules: [denied] });
    expect(await moved.apply(CONFIG)).toEqual(done("none"));
    expect(own.commands().filter((command) => command.includes("rule"))).toEqual([]);
  });

  test("a role that is imported is told to list it", async () => {
    await its.apply({ ...CONFIG, delete_protection: false });
    const second = await own.terraform("latchkey_role");
    await second.import(NAME);
    const without = { ...CONFIG, delete_protection: false };
    expect(errorOf(await second.apply(without))).toContain("list it in `rules` as it is");
    const listing = { ...without, rules: [...(CONFIG.rules as TfObject[]), denied] };
    expect(await second.apply(listing)).toEqual(done("none"));
  });
});
