import { SecretText } from "../../../src/domain/secret-text.js";
import type { ProviderServer, TfObject } from "../../../src/engine/index.js";
import { TerraformModel } from "../../support/engine/terraform-model.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { describeSecret } from "../../support/gateway/by-hand.js";
import { done, leftMark, type Stage, stage } from "../../support/provider/stage.js";

const SECRET = "latchkey_static_secret";
const names = (folder: string, count: number) =>
  Array.from({ length: count }, (_, number) => `/${folder}/${number}`);

let at: Stage;
const stored = new Map<string, TfObject>();

async function fill(folder: string, count: number): Promise<void> {
  const left = names(folder, count);
  const one = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) await makeSecret(name);
  };
  await Promise.all(Array.from({ length: 10 }, one));
}

async function makeSecret(name: string, mark?: string): Promise<void> {
  const shape = { name, format: "json", description: "d", tags: ["a"] };
  await at.gateway.staticSecrets.create(shape, new SecretText('"v"'), mark === undefined ? {} : { mark });
}

/** What these secrets do not say. */
const UNSET = [
  ...["password_wo", "custom_fields_wo", "generate", "over_version", "keep_prev_version", "username"],
  ...["inject_url", "protection_key", "max_versions", "item_custom_fields"],
];

/** What the states of all secrets below a folder would say. */
async function remember(folder: string): Promise<void> {
  const listed = at.gateway.objects.list("list-items", { path: folder }, "items", "listing");
  for await (const { item_name, item_id } of listed) {
    stored.set(String(item_name), {
      ...{ name: String(item_name), value_wo: null, value_wo_version: 1n, format: "json" },
      ...{ description: "d", tags: ["a"], item_id: BigInt(Number(item_id)) },
      ...{ type: "generic", version: 1n, written_version: 1n, change_event: false, delete_protection: false },
      ...Object.fromEntries(UNSET.map((attribute) => [attribute, null])),
    });
  }
  at.commands();
}

beforeAll(async () => {
  at = await stage();
  await fill("many", 1_050);
  await fill("few", 40);
  await remember("/many");
});
afterAll(() => at.close());
beforeEach(() => remember("/few"));

interface Refreshed {
  readonly states: readonly (TfObject | null)[];
  /** How often each command was called. */
  readonly calls: Readonly<Record<string, number>>;
  readonly diagnostics: readonly unknown[];
}

async function configured(): Promise<ProviderServer> {
  const provider = at.provider();
  await new TerraformModel(provider, SECRET).configure();
  return provider;
}

/** Reads all of these, ten at a time, as Terraform refreshes. */
async function refresh(wanted: readonly string[], on?: ProviderServer, type = SECRET): Promise<Refreshed> {
  const provider = on ?? (await configured());
  at.commands();
  const states: (TfObject | null)[] = wanted.map(() => null);
  const diagnostics: unknown[] = [];
  let next = 0;
  const one = async () => {
    for (let i = next++; i < wanted.length; i = next++) {
      const model = new TerraformModel(provider, type);
      model.state = stored.get(wanted[i] ?? "") ?? null;
      const outcome = await model.refresh();
      expect(outcome.complaints).toEqual([]);
      diagnostics.push(...outcome.diagnostics);
      states[i] = model.state;
    }
  };
  await Promise.all(Array.from({ length: 10 }, one));
  return { states, calls: counted(at.commands()), diagnostics };
}

function counted(commands: readonly string[]): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const command of commands) calls[command] = (calls[command] ?? 0) + 1;
  return calls;
}

const statesOf = (wanted: readonly string[]) => wanted.map((name) => stored.get(name));
const sum = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((a, b) => a + b, 0);

test("a thousand secrets are read with at most 5 % of the calls, and as they are", async () => {
  const wanted = names("many", 1_050).slice(-1_000);
  const { states, calls, diagnostics } = await refresh(wanted);
  expect(states).toEqual(statesOf(wanted));
  expect(diagnostics).toEqual([]);
  expect(sum(calls)).toBeLessThanOrEqual(50);
  expect(Object.keys(calls).sort()).toEqual(["describe-item", "list-items"]);
});

test("a data source of the items of a large account asks page by page", async () => {
  const provider = await configured();
  at.commands();
  const { state } = await provider.readDataSource({
    typeName: "latchkey_items",
    config: { path: "/many", types: null, tags: null },
    deferralAllowed: false,
  });
  expect(state?.names).toHaveLength(1_050);
  expect(counted(at.commands())).toMatchObject({ "list-items": 2 });
});

test("a secret that was renamed in a large account is looked for page by page", async () => {
  const wanted = new TerraformModel(await configured(), SECRET);
  wanted.state = { ...stored.get("/many/999"), name: "/many/before" } as TfObject;
  at.commands();
  await wanted.refresh();
  expect(wanted.state).toMatchObject({ name: "/many/999" });
  expect(counted(at.commands())).toMatchObject({ "list-items": 2 });
});

test("three secrets among many stay three calls", async () => {
  const wanted = names("many", 3);
  const { states, calls } = await refresh(wanted);
  expect(states).toEqual(statesOf(wanted));
  expect(calls).toEqual({ "describe-item": 3 });
});

test("ten reads at once share a page", async () => {
  const { calls } = await refresh(names("few", 10));
  expect(calls).toEqual({ "describe-item": 3, "list-items": 1 });
});

test("sees in the list what has changed, and marks of an unfinished create are no tags", async () => {
  const wanted = names("few", 40);
  const changed = wanted[30] ?? "";
  await describeSecret(at.gateway, changed, "another", ["a", "b", leftMark()]);
  const { states } = await refresh([...names("many", 3), ...wanted]);
  expect(states[33]).toEqual({ ...stored.get(changed), description: "another", tags: ["a", "b"] });
  await describeSecret(at.gateway, changed, "d", ["a"]);
});

test("the first write of the provider ends the use of the list, whatever it writes", async () => {
  const provider = await configured();
  expect((await refresh(names("few", 20), provider)).calls).toEqual({ "describe-item": 3, "list-items": 1 });
  const made = new TerraformModel(provider, "latchkey_target_aws");
  expect(await made.apply({ name: "/written", use_gateway_identity: true })).toEqual(done("create"));
  const wanted = names("few", 30).slice(20);
  expect((await refresh(wanted, provider)).calls).toEqual({ "describe-item": 10 });
  await made.destroy();
});

test("what is missing from the list is asked for by name before it is called gone", async () => {
  const wanted = names("few", 40);
  const gone = "/few/new";
  await makeSecret(gone);
  await remember("/few");
  await at.gateway.staticSecrets.remove(gone);
  at.sandboxGateway.answerNext("list-items", { status: 200, body: { items: [], next_page: "" } });
  const { states, calls, diagnostics } = await refresh([...wanted, gone]);
  expect(states).toEqual([...statesOf(wanted), null]);
  expect(diagnostics).toEqual([]);
  // The second look, through both pages of all items, is for the number of the one that is gone: it may have been renamed.
  expect(calls).toEqual({ "describe-item": 41, "list-items": 3 });
});

test("another object in the place of one is asked for by name before that is told", async () => {
  const wanted = names("few", 40);
  stored.set("/few/39", { ...stored.get("/few/39"), item_id: 999_999n });
  const { states, calls, diagnostics } = await refresh(wanted);
  expect(states[39]).toBeNull();
  expect(calls["describe-item"]).toBeGreaterThanOrEqual(4);
  expect(diagnostics).toEqual([
    expect.objectContaining({ summary: "Another object in the place of this one" }),
  ]);
});

describe("entries that tell less than the answer by name", () => {
  /** The first page, as it is and with each entry changed. */
  async function page(change: (entry: Record<string, unknown>) => unknown): Promise<void> {
    const items: unknown[] = [];
    const fields = { path: "/few" };
    for await (const entry of at.gateway.objects.list("list-items", fields, "items", "listing")) {
      items.push(change({ ...entry }));
    }
    at.sandboxGateway.answerNext("list-items", { status: 200, body: { items, next_page: "" } });
  }
  const without = (...fields: string[]) =>
    page((entry) => Object.fromEntries(Object.entries(entry).filter(([field]) => !fields.includes(field))));

  test.each([["item_id"], ["item_tags"], ["item_metadata"], ["item_general_info"]])(
    "%s lacking: all of the type are read by name",
    async (field) => {
      await without(field);
      const wanted = names("few", 40);
      const { states, calls, diagnostics } = await refresh(wanted);
      expect(states).toEqual(statesOf(wanted));
      expect(diagnostics).toEqual([]);
      expect(calls).toEqual({ "describe-item": 40, "list-items": 1 });
    },
  );

  test("a field that is null is told", async () => {
    await page((entry) => ({ ...entry, item_tags: null, item_metadata: "" }));
    const { states, calls } = await refresh(names("few", 10));
    expect(states[9]).toEqual({ ...stored.get("/few/9"), tags: null, description: null });
    expect(calls).toEqual({ "describe-item": 3, "list-items": 1 });
  });

  test("an entry of another kind, or that cannot be understood, leaves the others to the list", async () => {
    await page((entry) => {
      if (entry.item_name === "/few/5") return { ...entry, item_type: "CLASSIC_KEY" };
      return entry.item_name === "/few/6" ? { ...entry, item_tags: 7 } : entry;
    });
    const wanted = names("few", 10);
    const { states, calls } = await refresh(wanted);
    expect(states).toEqual(statesOf(wanted));
    expect(calls).toEqual({ "describe-item": 5, "list-items": 1 });
  });
});

describe("a list that cannot be had", () => {
  const wanted = names("few", 40);
  const denied = { error: "Unauthorized: the access id is not permitted to list items" };

  test.each([
    ["not permitted", { status: 403, body: denied }, 1],
    ["a command that the gateway does not know", { status: 404, body: { error: "unknown command" } }, 1],
    ["rate limited to the end", { status: 429, body: { error: "too many requests" }, times: 5 }, 5],
    ["no list in the answer", { status: 200, body: { items: "none" } }, 1],
  ] as const)("%s: all are read by name, and none fails", async (_, answer, lists) => {
    at.sandboxGateway.answerNext("list-items", answer);
    const { states, calls, diagnostics } = await refresh(wanted);
    expect(states).toEqual(statesOf(wanted));
    expect(diagnostics).toEqual([]);
    expect(calls).toEqual({ "describe-item": 40, "list-items": lists });
  });

  test("rate limited for a moment: the list is asked for again, and used", async () => {
    at.sandboxGateway.answerNext("list-items", {
      status: 429,
      body: { error: "too many requests" },
      times: 2,
    });
    expect((await refresh(names("few", 20))).calls).toEqual({ "describe-item": 3, "list-items": 3 });
  });
});

test("a refresh logs in once, and opens no more connections than there are reads at a time", async () => {
  const { sandboxGateway } = at;
  const [calls, connections] = [sandboxGateway.calls().length, sandboxGateway.connections()];
  sandboxGateway.answerNext("list-items", { status: 403, body: { error: "not permitted" } });
  await refresh(names("few", 40));
  const commands = sandboxGateway.calls().slice(calls);
  expect(counted(commands.map(({ command }) => command))).toEqual({
    ...{ auth: 1, "describe-item": 40, "list-items": 1 },
  });
  expect(sandboxGateway.connections() - connections).toBeLessThanOrEqual(10);
});

test("a secret with fields of the account's own, which no list tells, is asked for by name, and it alone", async () => {
  const wanted = names("few", 40);
  const name = "/few/30";
  const fields = { "item-custom-fields": { owner: "ours" } };
  await at.gateway.objects.once({ command: "update-item", doing: "changing it", name, fields });
  const owned = { ...stored.get(name), item_custom_fields: { owner: "ours" } };
  stored.set(name, owned);
  const { states, calls } = await refresh(wanted);
  expect(states).toEqual(statesOf(wanted));
  expect(calls).toEqual({ "describe-item": 4, "list-items": 1 });
});

test("imports look by name", async () => {
  const provider = await configured();
  at.commands();
  for (const name of names("few", 10)) {
    const model = new TerraformModel(provider, SECRET);
    expect((await model.import(name)).diagnostics).toEqual([]);
  }
  expect(counted(at.commands())).toEqual({ "describe-item": 10 });
});

test("one list serves rotators and secrets; groups, roles and auth methods have their own", async () => {
  const administrator = new GatewayAdministrator(at.sandboxGateway);
  await administrator.run("target-create-aws", {
    ...{ name: "/t", "access-key-id": "AKIAEXAMPLEEXAMPLE11", "access-key": "the-secret-of-the-key" },
  });
  for (const name of names("rotators", 8)) {
    await administrator.run("rotated-secret-create-aws", {
      ...{ name, "target-name": "/t", "rotator-type": "target", "auto-rotate": "true" },
      ...{ "authentication-credentials": "use-target-creds", "rotation-interval": "7", "rotation-hour": 3 },
    });
  }
  for (const name of names("groups", 8)) {
    await administrator.run("create-group", { name, "group-alias": `alias-${name.slice(-1)}` });
  }
  const rule = { path: "/*", capability: ["read"], "rule-type": "item-rule" };
  for (const name of names("roles", 8)) {
    await administrator.run("create-role", { name, "audit-access": "own" });
    await administrator.run("set-role-rule", { "role-name": name, ...rule });
  }
  for (const name of names("logins", 8)) {
    await administrator.run("auth-method-create-api-key", { name, "bound-ips": ["192.0.2.0/24"] });
  }
  const importing = await configured();
  const types = {
    ...{ rotators: "latchkey_rotated_secret_aws", groups: "latchkey_group", roles: "latchkey_role" },
    logins: "latchkey_auth_method_api_key",
  };
  for (const [folder, type] of Object.entries(types)) {
    for (const name of names(folder, 8)) {
      const model = new TerraformModel(importing, type);
      expect((await model.import(name)).diagnostics).toEqual([]);
      if (model.state) stored.set(name, model.state);
    }
  }
  const provider = await configured();
  const groups = await refresh(names("groups", 8), provider, types.groups);
  expect(groups.states).toEqual(statesOf(names("groups", 8)));
  expect(groups.calls).toEqual({ "get-group": 3, "list-group": 1 });
  const roles = await refresh(names("roles", 8), provider, types.roles);
  expect(roles.states).toEqual(statesOf(names("roles", 8)));
  expect(roles.calls).toEqual({ "get-role": 3, "list-roles": 1 });
  const logins = await refresh(names("logins", 8), provider, types.logins);
  expect(logins.states).toEqual(statesOf(names("logins", 8)));
  expect(logins.calls).toEqual({ "auth-method-get": 3, "auth-method-list": 1 });
  const rotators = await refresh(names("rotators", 8), provider, types.rotators);
  expect(rotators.states).toEqual(statesOf(names("rotators", 8)));
  // The first page has none of them.
  expect(rotators.calls).toEqual({ "describe-item": 6, "list-items": 2 });
  expect((await refresh(names("few", 40), provider)).calls).toEqual({});
});
