import { SecretText } from "../../../src/domain/secret-text.js";
import type { ProviderServer, TfObject } from "../../../src/engine/index.js";
import { listTables } from "../../../src/schema/index.js";
import { TerraformModel } from "../../support/engine/terraform-model.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { FOLDER, type MadeObject, makeOneOfEach } from "../../support/provider/one-of-each.js";
import { type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
let made: readonly MadeObject[];
let provider: ProviderServer;
beforeAll(async () => {
  at = await stage();
  made = await makeOneOfEach(at);
  provider = at.provider();
  await new TerraformModel(provider, "latchkey_role").configure();
});
afterAll(() => at.close());
beforeEach(() => at.commands());

interface Wish {
  readonly path?: string;
  readonly tags?: readonly string[];
  readonly limit?: number;
  readonly wantsObject?: boolean;
  readonly on?: ProviderServer;
}

async function query(typeName: string, { path, tags, limit, wantsObject = false, on = provider }: Wish = {}) {
  const table = listTables.find(({ type }) => `latchkey_${type}` === typeName);
  const given: TfObject = { path: path ?? null, tags: tags ?? null };
  const names = Object.keys(table?.attributes ?? {});
  const config = Object.fromEntries(names.map((name) => [name, given[name] ?? null]));
  const found: { identity: TfObject; displayName: string; object?: TfObject }[] = [];
  const signal = new AbortController().signal;
  const request = { typeName, config, wantsObject, signal, ...(limit !== undefined && { limit }) };
  const { diagnostics } = await on.listResource(request, (one) => found.push(one));
  const identified = found.map(({ identity }) => Object.values(identity)[0]);
  return { found, diagnostics, identified, commands: at.commands() };
}

const listed = listTables.map(({ type }) => `latchkey_${type}`);
const ofType = (typeName: string) => made.filter((one) => one.typeName === typeName).map(({ name }) => name);

test("every type that is made can be listed, but those of which the gateway has no list", () => {
  const unlisted = new Set(made.map(({ typeName }) => typeName).filter((type) => !listed.includes(type)));
  expect([...unlisted].sort()).toEqual(["latchkey_folder", "latchkey_gateway_allowed_access"]);
});

describe.each(listed)("list %j", (typeName) => {
  test("finds the objects of the type and no others, and asks for none of them by its name", async () => {
    const { identified, diagnostics, commands } = await query(typeName, { path: FOLDER });
    const others = identified.filter((name) => !ofType(typeName).includes(String(name)));
    // Targets that the others work through, and the secret that keeps a key.
    expect(others.filter((name) => !/^.types.(target-|key-one$)/.test(String(name)))).toEqual([]);
    expect(identified).toEqual(expect.arrayContaining(ofType(typeName)));
    expect(diagnostics).toEqual([]);
    expect(new Set(commands).size).toBe(1);
    expect(commands[0]).toMatch(/list/);
  });

  if (listTables.some(({ type, attributes }) => `latchkey_${type}` === typeName && "tags" in attributes)) {
    test("finds those that bear the tags it asks for, and no others", async () => {
      const [name = ""] = ofType(typeName);
      await new GatewayAdministrator(at.sandboxGateway).run("update-item", { name, "add-tag": ["sought"] });
      expect((await query(typeName, { tags: ["sought"] })).identified).toEqual([name]);
      expect((await query(typeName, { tags: ["sought", "none"] })).identified).toEqual([]);
    });
  }

  test("gives whole objects as an import by their path would have them", async () => {
    const { found, diagnostics, commands } = await query(typeName, { path: FOLDER, wantsObject: true });
    expect(diagnostics).toEqual([]);
    expect(commands.filter((command) => /value|secret-get-value|get-secret/.test(command))).toEqual([]);
    for (const { identity, object } of found) {
      const terraform = await at.terraform(typeName, provider);
      await terraform.import(String(Object.values(identity)[0]));
      expect(object).toEqual(terraform.state);
      // What is generated of it plans nothing, with every secret left out.
      expect(await terraform.plan(configurationOf(terraform, object ?? {}))).toMatchObject({
        ...{ action: "none", diagnostics: [], complaints: [] },
      });
    }
  });
});

/** What Terraform generates of an object: all that a configuration may say. */
function configurationOf({ schema }: TerraformModel, object: TfObject): TfObject {
  const may = schema.attributes.filter(({ required, optional }) => required || optional);
  return Object.fromEntries(may.map(({ name }) => [name, object[name] ?? null]));
}

describe("a list", () => {
  const SECRET = "latchkey_static_secret";
  const make = (name: string, ...tags: readonly string[]) =>
    at.gateway.staticSecrets.create(
      { name, format: "text", description: null, tags },
      new SecretText("the-value-of-the-secret"),
    );
  beforeAll(async () => {
    await make("/folder/a", "x");
    await make("/folder/deep/b", "x", "y");
    await make("/folder-two/c", "x");
    for (let number = 10; number < 40; number++) await make(`/many/${number}`);
  });

  test.each(["/folder", "/folder/", "folder"])("of %j has what is below the folder alone", async (path) => {
    expect((await query(SECRET, { path })).identified).toEqual(["/folder/a", "/folder/deep/b"]);
  });

  test("has only what bears all tags", async () => {
    expect((await query(SECRET, { path: "/", tags: ["x", "y"] })).identified).toEqual(["/folder/deep/b"]);
    expect((await query(SECRET, { tags: ["x"] })).identified).toHaveLength(3);
  });

  test("of whole objects is told by the pages of the list alone, where an entry tells everything", async () => {
    const { found, commands } = await query("latchkey_role", { path: FOLDER, wantsObject: true });
    expect(found.length).toBeGreaterThan(0);
    expect(commands).toEqual(["list-roles"]);
  });

  test("of whole secrets has the fields of the account's own, which an entry does not tell", async () => {
    const fields = { "item-custom-fields": { owner: "ours" } };
    const one = { command: "update-item", doing: "changing it", name: "/many/30" };
    await at.gateway.objects.once({ ...one, fields });
    const { found } = await query(SECRET, { path: "/many", wantsObject: true });
    const owned = found.filter(({ object }) => (object?.item_custom_fields ?? null) !== null);
    expect(owned.map(({ object }) => [object?.name, object?.item_custom_fields])).toEqual([
      ["/many/30", { owner: "ours" }],
    ]);
  });

  test("reads no more objects by name than are wanted", async () => {
    const { found, commands } = await query("latchkey_target_db", { limit: 2, wantsObject: true });
    expect(found).toHaveLength(2);
    expect(commands.filter((command) => command === "target-get-details").length).toBeLessThanOrEqual(2);
  });

  test("leaves out, and names, what the login may list and not read, where the whole object is wanted", async () => {
    const lister = await new GatewayAdministrator(at.sandboxGateway).limited("/lister", [
      { path: "/types/*", type: "target-rule", may: ["list"] },
      { path: "/types/target_db-0", type: "target-rule", may: ["list", "read"] },
    ]);
    const theirs = at.provider();
    const login = { access_id: lister.accessId, access_key: lister.accessKey };
    await new TerraformModel(theirs, "latchkey_role").configure(login);
    const wish = { path: "/types", on: theirs };

    expect((await query("latchkey_target_db", wish)).identified).toContain("/types/target_db-1");
    const { identified, diagnostics } = await query("latchkey_target_db", { ...wish, wantsObject: true });
    expect(identified).toEqual(["/types/target_db-0"]);
    expect(diagnostics).toMatchObject([
      { severity: "warning", detail: expect.stringContaining('"/types/target_db-1"') },
    ]);
  });
});
