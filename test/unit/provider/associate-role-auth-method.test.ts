import { systemClock } from "../../../src/domain/system-clock.js";
import type { TfObject } from "../../../src/engine/index.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";

const TYPE = "latchkey_associate_role_auth_method";
const CONFIG: TfObject = {
  role_name: "/roles/deployers",
  am_name: "/logins/ci",
  sub_claims: { group: "admins,owners" },
};

let at: Stage;
let terraform: TerraformModel;
beforeEach(async () => {
  at = await stage();
  for (const name of ["/roles/deployers", "/roles/readers"]) await send("create-role", name);
  for (const name of ["/logins/ci", "/logins/people"]) await send("auth-method-create-api-key", name);
  terraform = await at.terraform(TYPE);
});
afterEach(() => at.close());

const send = (command: string, name: string, fields = {}) =>
  at.gateway.objects.once({ command, doing: "preparing", name, fields });
const there = async (role = "/roles/deployers") => (await at.gateway.roleAssociations.ofRole(role)) ?? [];
const WRITES = ["assoc-role-am", "update-assoc", "delete-assoc"];
const writes = () => at.commands().filter((command) => WRITES.includes(command));
const another = async (id: string) => {
  const other = await at.terraform(TYPE);
  return { other, outcome: await other.import(id) };
};

test("is made, tells its id, and has nothing to change afterwards", async () => {
  expect(await terraform.apply(CONFIG)).toEqual(done("create"));
  const [made, ...others] = await there();
  expect(others).toEqual([]);
  expect(made).toMatchObject({ authMethod: "/logins/ci", subClaims: { group: "admins,owners" } });
  expect(made?.caseSensitive).toBe(true);
  expect(terraform.state?.assoc_id).toBe(made?.id);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

test.each([
  ["no slash at the beginning of a path", { role_name: "roles/deployers", am_name: "logins/ci" }],
  ["the values of a claim in another order, with spaces", { sub_claims: { group: "owners, admins" } }],
])("has nothing to change for %s", async (_, spelling) => {
  await terraform.apply(CONFIG);
  expect(await terraform.apply({ ...CONFIG, ...spelling })).toEqual(done("none"));
});

test.each([
  ["sub_claims", { group: "admins", team: "ours" }],
  ["sub_claims", null],
  ["case_sensitive", false],
])("changes %s to %j in place, and back", async (name, value) => {
  await terraform.apply(CONFIG);
  const [before] = await there();
  at.commands();
  for (const config of [{ ...CONFIG, [name]: value }, CONFIG]) {
    expect(await terraform.apply(config)).toEqual(done("update"));
    expect(await terraform.apply(config)).toEqual(done("none"));
  }
  expect(writes()).toEqual(["update-assoc", "update-assoc"]);
  expect(await there()).toEqual([before]);
});

test("sees what was changed behind its back, and sets it right", async () => {
  await terraform.apply(CONFIG);
  const id = String(terraform.state?.assoc_id);
  await at.gateway.roleAssociations.update(id, { subClaims: null, caseSensitive: false });
  const { planned, action } = await terraform.plan(CONFIG);
  expect(action).toBe("update");
  expect(planned).toMatchObject({ assoc_id: id });
  expect(await terraform.apply(CONFIG)).toEqual(done("update"));
  expect(await there()).toMatchObject([{ id, subClaims: { group: "admins,owners" }, caseSensitive: true }]);
});

test("stays where its role and its auth method are renamed in the same apply", async () => {
  await terraform.apply(CONFIG);
  const before = terraform.state?.assoc_id;
  at.commands();
  const renamed = { ...CONFIG, role_name: "/roles/new", am_name: "/logins/new" };
  const outcome = await terraform.apply(renamed, async () => {
    await send("update-role", "/roles/deployers", { "new-name": "/roles/new" });
    await send("auth-method-update-api-key", "/logins/ci", { "new-name": "/logins/new" });
  });
  expect(outcome).toEqual(done("update"));
  expect(terraform.state?.assoc_id).toBe(before);
  expect(writes()).toEqual([]);
  expect(await terraform.apply(renamed)).toEqual(done("none"));
});

test("shows the new name of a role that was renamed behind its back, and is not made twice", async () => {
  await terraform.apply(CONFIG);
  await send("update-role", "/roles/deployers", { "new-name": "/roles/new" });
  await terraform.refresh();
  expect(terraform.state).toMatchObject({ role_name: "/roles/new" });
  expect(await there("/roles/new")).toHaveLength(1);
});

test("is deleted and made anew for another role", async () => {
  await terraform.apply(CONFIG);
  at.commands();
  const moved = { ...CONFIG, role_name: "/roles/readers" };
  expect(await terraform.apply(moved)).toEqual(done("update"));
  expect(writes()).toEqual(["delete-assoc", "assoc-role-am"]);
  expect(await there()).toEqual([]);
  expect(await there("/roles/readers")).toMatchObject([{ id: terraform.state?.assoc_id }]);
  expect(await terraform.apply(moved)).toEqual(done("none"));
});

test("is made by the next apply when making it anew fails", async () => {
  await terraform.apply(CONFIG);
  const moved = { ...CONFIG, role_name: "/roles/readers" };
  at.sandboxGateway.answerNext("assoc-role-am", { status: 400, body: { error: "invalid request body: no" } });
  const [former] = await there();
  const refused = errorOf(await terraform.apply(moved));
  expect(refused).toContain("GATEWAY_REFUSED");
  expect(refused).toContain(
    `The former association ${former?.id} is deleted; the next apply makes the new one.`,
  );
  expect((await terraform.apply(moved)).diagnostics).toEqual([]);
  expect(await there()).toEqual([]);
  expect(await there("/roles/readers")).toHaveLength(1);
  expect(await terraform.apply(moved)).toEqual(done("none"));
});

test.each<[string, TfObject, string]>([
  ["another caller has associated the two", { am_name: "/logins/people" }, "GATEWAY_OBJECT_EXISTS"],
  ["the new auth method is not there", { am_name: "/logins/none" }, "GATEWAY_OBJECT_MISSING"],
  ["the new role is not there", { role_name: "/roles/none" }, "GATEWAY_OBJECT_MISSING"],
])("is left as it is where %s", async (_, change, code) => {
  await terraform.apply(CONFIG);
  const anothers = { role: "/roles/deployers", authMethod: "/logins/people" };
  await at.gateway.roleAssociations.create({ ...anothers, subClaims: null, caseSensitive: true });
  const before = await there();
  at.commands();
  const refused = errorOf(await terraform.apply({ ...CONFIG, ...change }));
  expect(refused).toContain(code);
  expect(refused).toContain("Nothing was changed.");
  expect(writes()).toEqual([]);
  expect(await there()).toEqual(before);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

describe("associations that want each other's place", () => {
  const OURS = { ...CONFIG, sub_claims: { group: "ours" } };
  const THEIRS = { ...CONFIG, am_name: "/logins/people", sub_claims: null };
  const OTHERS = { ...CONFIG, role_name: "/roles/readers", am_name: "/logins/people" };
  const swapped = [
    { ...OURS, am_name: "/logins/people" },
    { ...THEIRS, am_name: "/logins/ci" },
  ];
  const roles = async () => {
    const all = [...(await there()), ...(await there("/roles/readers"))];
    return all.map(({ role, authMethod, subClaims }) => [role, authMethod, subClaims?.group ?? null]).sort();
  };
  /** Resources of one configuration, each made as it says, whose provider has the time that it takes. */
  const made = async (...configs: readonly TfObject[]) => {
    const ours = at.provider(systemClock);
    const all: TerraformModel[] = [];
    for (const config of configs) {
      const one = await at.terraform(TYPE, ours);
      expect(await one.apply(config)).toEqual(done("create"));
      all.push(one);
    }
    at.commands();
    return all;
  };
  const together = (all: readonly TerraformModel[], configs: readonly TfObject[]) =>
    Promise.all(all.map((one, place) => one.apply(configs[place] ?? {})));
  const settled = async (all: readonly TerraformModel[], configs: readonly TfObject[]) =>
    expect(await together(all, configs)).toEqual(configs.map(() => done("none")));

  test("change places in one run, with their claims, so that no login is without its role meanwhile", async () => {
    const all = await made(OURS, THEIRS);
    expect(await together(all, swapped)).toEqual([done("update"), done("update")]);
    expect(writes()).toEqual(["update-assoc", "update-assoc"]);
    expect(await roles()).toEqual([
      ["/roles/deployers", "/logins/ci", null],
      ["/roles/deployers", "/logins/people", "ours"],
    ]);
    await settled(all, swapped);
    expect(new Set(all.map(({ state }) => state?.assoc_id)).size).toBe(2);
  });

  test("change places in a circle of three, of which nothing is written where the claims are the same", async () => {
    const [one, two, three] = [
      OURS,
      { ...OURS, am_name: "/logins/people" },
      { ...OTHERS, sub_claims: OURS.sub_claims },
    ];
    const all = await made(one, two, three);
    const before = await roles();
    const turned = [two, three, one];
    expect(await together(all, turned)).toEqual(turned.map(() => done("update")));
    expect(writes()).toEqual([]);
    expect(await roles()).toEqual(before);
    await settled(all, turned);
  });

  test("follow one that goes where there is none", async () => {
    const all = await made(OURS, THEIRS);
    const moved = [{ ...OURS, am_name: "/logins/people" }, OTHERS];
    expect(await together(all, moved)).toEqual([done("update"), done("update")]);
    expect(await roles()).toEqual([
      ["/roles/deployers", "/logins/people", "ours"],
      ["/roles/readers", "/logins/people", "admins,owners"],
    ]);
    await settled(all, moved);
  });

  test("keep what they have where Terraform has one go after the other, and change places in the next run", async () => {
    const all = await made(OURS, THEIRS);
    const before = await roles();
    for (const [place, { state }] of all.entries()) {
      const alone = await at.terraform(TYPE);
      alone.state = state;
      const refused = errorOf(await alone.apply(swapped[place] ?? {}));
      expect(refused).toContain("GATEWAY_OBJECT_EXISTS");
      expect(refused).toContain("apply again, with a -parallelism");
    }
    expect(writes()).toEqual([]);
    expect(await roles()).toEqual(before);
    expect(await together(all, swapped)).toEqual([done("update"), done("update")]);
    await settled(all, swapped);
  });

  test("keep the places that they have changed where new claims fail, which the next run sets", async () => {
    const all = await made(OURS, THEIRS);
    at.sandboxGateway.answerNext("update-assoc", {
      status: 400,
      body: { error: "invalid request body: no" },
      times: 2,
    });
    for (const outcome of await together(all, swapped))
      expect(errorOf(outcome)).toContain("which another resource had");
    expect(await together(all, swapped)).toEqual([done("update"), done("update")]);
    expect(writes()).toEqual(["update-assoc", "update-assoc", "update-assoc", "update-assoc"]);
    expect(await roles()).toEqual([
      ["/roles/deployers", "/logins/ci", null],
      ["/roles/deployers", "/logins/people", "ours"],
    ]);
    await settled(all, swapped);
  });
});

test.each<[string, () => Promise<unknown>]>([
  [
    "its role was made and its own create was refused",
    async () => {
      at.sandboxGateway.answerNext("assoc-role-am", {
        status: 400,
        body: { error: "invalid request body: no" },
      });
      expect(errorOf(await terraform.apply(CONFIG))).toContain("GATEWAY_REFUSED");
      expect(terraform.state).toBeNull();
    },
  ],
  [
    "another caller has deleted it",
    async () => {
      await terraform.apply(CONFIG);
      await at.gateway.roleAssociations.remove(String(terraform.state?.assoc_id));
    },
  ],
])("is made by the next apply where %s", async (_, happens) => {
  await happens();
  expect(await there()).toEqual([]);
  at.commands();
  expect(await terraform.apply(CONFIG)).toEqual(done("create"));
  expect(writes()).toEqual(["assoc-role-am"]);
  expect(await there()).toMatchObject([{ subClaims: { group: "admins,owners" } }]);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

test("is found again when the reply to its create is lost, and is not made twice", async () => {
  at.sandboxGateway.answerNext("assoc-role-am", { replyLost: true });
  expect(await terraform.apply(CONFIG)).toEqual(done("create"));
  expect(writes()).toEqual(["assoc-role-am"]);
  expect(await there()).toMatchObject([{ id: terraform.state?.assoc_id }]);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

test.each([
  ["the same one", CONFIG, []],
  ["one with other claims", { ...CONFIG, sub_claims: null }, ["assoc-role-am"]],
])("that exists already, as %s, is refused with the block that imports it", async (_, config, sent) => {
  await terraform.apply(CONFIG);
  const [first] = await there();
  at.commands();
  const refused = errorOf(await (await at.terraform(TYPE)).apply(config));
  expect(refused).toContain("GATEWAY_OBJECT_EXISTS");
  expect(refused).toContain(`to = ${TYPE}.LABEL\n  id = "${first?.id}"`);
  expect(writes()).toEqual(sent);
  expect(await there()).toEqual([first]);
});

test("a role that is not there is told, and nothing is kept in the state", async () => {
  expect(errorOf(await terraform.apply({ ...CONFIG, role_name: "/roles/none" }))).toContain(
    "GATEWAY_OBJECT_MISSING",
  );
  expect(terraform.state).toBeNull();
});

test.each([
  ["its id", (id: string) => id],
  ["role and id", (id: string) => `roles/deployers:${id}`],
  ["role and auth method", () => "roles/deployers:logins/ci"],
])("is imported by %s so that no later run has anything to change", async (_, idOf) => {
  await terraform.apply(CONFIG);
  const { other, outcome } = await another(idOf(String(terraform.state?.assoc_id)));
  expect(outcome.diagnostics).toEqual([]);
  expect(await other.apply(CONFIG)).toEqual(done("none"));
});

test.each([
  ["nothing that parts", "/roles/deployers"],
  ["two colons that may", "/roles/a:/b:/logins/ci"],
  ["no auth method", "/roles/a:"],
])("an import id with %s is refused", async (_, id) => {
  const { outcome } = await another(id);
  expect(outcome.diagnostics).toMatchObject([{ summary: "Import id malformed" }]);
});

test("a colon in a path parts nothing where only one is followed by a slash", async () => {
  await send("create-role", "/roles/a:b");
  await terraform.apply({ ...CONFIG, role_name: "/roles/a:b" });
  const { other } = await another("/roles/a:b:/logins/ci");
  expect(other.state).toMatchObject({ role_name: "/roles/a:b", am_name: "/logins/ci" });
});

test.each([
  ["itself", () => at.gateway.roleAssociations.remove(String(terraform.state?.assoc_id))],
  ["its auth method", () => send("auth-method-delete", "/logins/ci")],
  ["its role", () => send("delete-role", "/roles/deployers")],
])("leaves the state, and is destroyed without a complaint, when %s is gone", async (_, remove) => {
  await terraform.apply(CONFIG);
  const before = terraform.state;
  await remove();
  await terraform.refresh();
  expect(terraform.state).toBeNull();
  terraform.state = before;
  expect((await terraform.destroy({ refresh: false })).diagnostics).toEqual([]);
});

test("is destroyed under whatever name its role has", async () => {
  await terraform.apply(CONFIG);
  await send("update-role", "/roles/deployers", { "new-name": "/roles/new" });
  expect((await terraform.destroy({ refresh: false })).diagnostics).toEqual([]);
  expect(await there("/roles/new")).toEqual([]);
});
