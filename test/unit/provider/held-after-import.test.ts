import type { TfObject } from "../../../src/engine/index.js";
import { rawAt } from "../../../src/types/wire/index.js";
import { done, type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());

interface Kind {
  readonly type: string;
  /** What the configuration says beside the secrets. */
  readonly config: TfObject;
  /** An update in place. */
  readonly other: TfObject;
  /** The command that reads the object, and where its answer has each secret. */
  readonly read: string;
  readonly secrets: { readonly [attribute: string]: string };
}

const connection = { username: "admin", host: "db.example.com" };
const ofUser = (type: string): Kind => ({
  ...{ type, config: connection, other: { host: "db2.example.com" } },
  ...{ read: "dynamic-secret-get", secrets: { password_wo: "db_pwd" } },
});

const KINDS: readonly Kind[] = [
  {
    type: "auth_method_oidc",
    config: { unique_identifier: "email", issuer: "https://idp.example.com", client_id: "latchkey" },
    other: { description: "Of people." },
    read: "auth-method-get",
    secrets: { client_secret_wo: "access_info.oidc_access_rules.client_secret" },
  },
  {
    type: "target_db",
    config: { db_type: "mysql", user_name: "admin", host: "db.example.com" },
    other: { host: "db2.example.com" },
    read: "target-get-details",
    secrets: { pwd_wo: "value.db_target_details.db_pwd" },
  },
  ofUser("dynamic_secret_mysql"),
  ofUser("dynamic_secret_postgresql"),
  ofUser("dynamic_secret_mssql"),
  {
    type: "dynamic_secret_mongodb",
    config: { username: "admin", host_port: "db.example.com:27017" },
    other: { db_name: "another" },
    read: "dynamic-secret-get",
    secrets: {
      password_wo: "mongodb_password",
      server_uri_wo: "mongodb_uri_connection",
      atlas_api_private_key_wo: "mongodb_atlas_api_private_key",
    },
  },
  {
    type: "dynamic_secret_gcp",
    config: { access_type: "sa", gcp_cred_type: "token" },
    other: { gcp_token_scopes: "a-scope" },
    read: "dynamic-secret-get",
    secrets: { gcp_key_wo: "gcp_service_account_key_base64" },
  },
];

describe.each(KINDS)("$type, imported", ({ type, config, other, read, secrets }) => {
  const name = `/held/${type}`;
  const typeName = `latchkey_${type}`;
  const bare = { name, ...config };
  const secret = (of: string) =>
    Object.fromEntries(
      Object.keys(secrets).flatMap((attribute) => [
        [attribute, Buffer.from(JSON.stringify({ key: `${of} ${attribute}` })).toString("base64")],
        [`${attribute}_version`, 1n],
      ]),
    );
  const held = async (called = name) => {
    const answer = await at.gateway.objects.find({ command: read, doing: "reading", name: called });
    return Object.fromEntries(
      Object.entries(secrets).map(([attribute, path]) => [attribute, rawAt(answer, path)]),
    );
  };
  const theirs = () => {
    const values = secret("theirs");
    return Object.fromEntries(Object.keys(secrets).map((attribute) => [attribute, values[attribute]]));
  };
  const imported = async () => {
    const terraform = await at.terraform(typeName);
    await terraform.import(name);
    return terraform;
  };
  beforeEach(async () => {
    await (await at.terraform(typeName)).apply({ ...bare, ...secret("theirs") });
    expect(await held()).toEqual(theirs());
  });
  afterEach(async () => {
    for (const called of [name, `${name}-2`]) {
      const terraform = await at.terraform(typeName);
      await terraform.import(called);
      if (terraform.state) await terraform.destroy();
    }
  });

  test("keeps its secrets through a change, where the configuration has none", async () => {
    const terraform = await imported();
    expect(await terraform.apply(bare)).toEqual(done("none"));
    expect(await terraform.apply({ ...bare, ...other })).toEqual(done("update"));
    expect(await held()).toEqual(theirs());
  });

  test("keeps them under a new name", async () => {
    const terraform = await imported();
    expect(await terraform.apply({ ...bare, name: `${name}-2` })).toEqual(done("update"));
    expect(await held(`${name}-2`)).toEqual(theirs());
  });

  test("keeps them when their first versions come with another change, as the warning says", async () => {
    const terraform = await imported();
    const outcome = await terraform.apply({ ...bare, ...other, ...secret("an older") });
    expect(outcome.action).toBe("update");
    expect(new Set(outcome.diagnostics.map(({ summary }) => summary))).toEqual(
      new Set(["First version of a secret"]),
    );
    expect(await held()).toEqual(theirs());
    expect(await terraform.apply({ ...bare, ...other, ...secret("an older") })).toEqual(done("none"));
  });

  test("is given them by their first versions where it was made without any", async () => {
    const later = { ...bare, name: `${name}-2` };
    const terraform = await at.terraform(typeName);
    expect(await terraform.apply(later)).toEqual(done("create"));
    const ours = secret("ours");
    const { action, diagnostics } = await terraform.apply({ ...later, ...ours });
    expect(action).toBe("update");
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(await held(later.name)).toEqual(
      Object.fromEntries(Object.keys(secrets).map((attribute) => [attribute, ours[attribute]])),
    );
    expect(await terraform.apply({ ...later, ...ours })).toEqual(done("none"));
  });

  test("is given the next version of each", async () => {
    const terraform = await imported();
    await terraform.apply({ ...bare, ...secret("an older") });
    const next = Object.fromEntries(
      Object.entries(secret("a newer")).map(([key, value]) => [key, typeof value === "bigint" ? 2n : value]),
    );
    expect(await terraform.apply({ ...bare, ...next })).toEqual(done("update"));
    expect(await held()).toEqual(
      Object.fromEntries(Object.keys(secrets).map((attribute) => [attribute, next[attribute]])),
    );
  });
});
