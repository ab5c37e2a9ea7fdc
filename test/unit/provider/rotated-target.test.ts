import type { TfObject } from "../../../src/engine/index.js";
import { rawAt } from "../../../src/types/wire/index.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { done, type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
beforeEach(async () => {
  at = await stage();
});
afterEach(() => at.close());

const NAME = "/rotated/target";
const ROTATOR = "/rotated/of-target";
const about = (command: string, name = NAME) => ({ command, doing: "asking for", name });
const ask = (command: string, name?: string) => at.gateway.objects.find(about(command, name));
const heldAt = async (path: string, name?: string) =>
  rawAt(await ask("target-get-details", name), `value.${path}`);

const BEFORE = "as-it-was-before-the-rotation";
const DB = { name: NAME, db_type: "mysql", user_name: "admin", host: "db.example.com", port: "3306" };
const GIVEN = { ...DB, pwd_wo: BEFORE, pwd_wo_version: 1n };
const password = (name?: string) => heldAt("db_target_details.db_pwd", name);

/** A rotated secret that rotates what the target itself holds. */
const makeRotator = (kind: "mysql" | "azure") =>
  at.gateway.objects.once({
    ...about(`rotated-secret-create-${kind}`, ROTATOR),
    fields: { "target-name": NAME, "rotator-type": "target" },
  });

async function rotated(kind: "mysql" | "azure", path: string): Promise<unknown> {
  await makeRotator(kind);
  await ask("gateway-rotate-secret", ROTATOR);
  const secret = await heldAt(path);
  expect(secret).not.toBe(BEFORE);
  return secret;
}

const stateText = ({ state }: TerraformModel) =>
  JSON.stringify(state, (_, one) => (typeof one === "bigint" ? Number(one) : one));

describe("a change of something else, of a target whose secret the gateway has rotated", () => {
  test.each<[string, TfObject]>([
    ["its port", { port: "3307" }],
    ["how many versions are kept", { max_versions: 7n }],
    ["its protection", { delete_protection: true }],
  ])("leaves a database's password: %s", async (_, other) => {
    const terraform = await at.terraform("latchkey_target_db");
    expect(await terraform.apply(GIVEN)).toEqual(done("create"));
    const secret = await rotated("mysql", "db_target_details.db_pwd");
    expect(await terraform.apply(GIVEN)).toEqual(done("none"));

    expect(await terraform.apply({ ...GIVEN, ...other })).toEqual(done("update"));
    expect(await password()).toBe(secret);
    expect(stateText(terraform)).not.toContain(secret);
  });

  test("leaves a database's password where the configuration has none at hand", async () => {
    const terraform = await at.terraform("latchkey_target_db");
    await terraform.apply(GIVEN);
    const secret = await rotated("mysql", "db_target_details.db_pwd");
    const { pwd_wo: _, ...absent } = GIVEN;

    expect(await terraform.apply({ ...absent, port: "3307" })).toEqual(done("update"));
    expect(await password()).toBe(secret);
  });

  test("leaves a database's password with a new name", async () => {
    const terraform = await at.terraform("latchkey_target_db");
    await terraform.apply(GIVEN);
    const secret = await rotated("mysql", "db_target_details.db_pwd");

    expect(await terraform.apply({ ...GIVEN, name: `${NAME}-2`, port: "3307" })).toEqual(done("update"));
    expect(await password(`${NAME}-2`)).toBe(secret);
  });

  test("leaves the secret of an application of Azure", async () => {
    const terraform = await at.terraform("latchkey_target_azure");
    const config = { name: NAME, client_id: "an-application", tenant_id: "a-tenant" };
    const given = { ...config, client_secret_wo: BEFORE, client_secret_wo_version: 1n };
    await terraform.apply(given);
    const secret = await rotated("azure", "azure_target_details.azure_client_secret");

    expect(await terraform.apply({ ...given, subscription_id: "another" })).toEqual(done("update"));
    expect(await heldAt("azure_target_details.azure_client_secret")).toBe(secret);
  });
});

const GCP_KEY = (of: string) => Buffer.from(JSON.stringify({ client_email: of })).toString("base64");

/** Every secret that a target holds: its attribute, its field in requests, and where the details have it. */
const HELD: readonly [
  type: string,
  config: TfObject,
  change: TfObject,
  secrets: Record<string, [string, string]>,
][] = [
  [
    "db",
    { db_type: "mongodb" },
    { port: "3307" },
    {
      pwd_wo: ["pwd", "db_target_details.db_pwd"],
      azure_client_secret_wo: ["azure-client-secret", "db_target_details.db_client_secret"],
      mongodb_atlas_api_private_key_wo: [
        "mongodb-atlas-api-private-key",
        "mongo_db_target_details.mongodb_atlas_api_private_key",
      ],
      oracle_wallet_p12_file_data_wo: [
        "oracle-wallet-p12-file-data",
        "db_target_details.oracle_wallet_details.p12_data_base64",
      ],
      oracle_wallet_sso_file_data_wo: [
        "oracle-wallet-sso-file-data",
        "db_target_details.oracle_wallet_details.sso_data_base64",
      ],
      snowflake_api_private_key_wo: ["snowflake-api-private-key", "db_target_details.db_private_key"],
      snowflake_api_private_key_password_wo: [
        "snowflake-api-private-key-password",
        "db_target_details.db_private_key_passphrase",
      ],
    },
  ],
  [
    "azure",
    {},
    { client_id: "i" },
    { client_secret_wo: ["client-secret", "azure_target_details.azure_client_secret"] },
  ],
  [
    "gcp",
    {},
    { max_versions: 4n },
    { gcp_key_wo: ["gcp-key", "gcp_target_details.gcp_service_account_key_base64"] },
  ],
  [
    "github",
    { github_app_id: 5n },
    { github_app_id: 6n },
    { github_app_private_key_wo: ["github-app-private-key", "github_target_details.github_app_private_key"] },
  ],
  [
    "ssh",
    {},
    { host: "h" },
    {
      ssh_password_wo: ["ssh-password", "ssh_target_details.password"],
      private_key_wo: ["private-key", "ssh_target_details.private_key"],
      private_key_password_wo: ["private-key-password", "ssh_target_details.private_key_password"],
    },
  ],
];

describe.each(HELD)("a %s target", (type, config, other, secrets) => {
  const value = (of: string, name: string) => (type === "gcp" ? GCP_KEY(`${of} ${name}`) : `${of} ${name}`);
  const given = {
    name: NAME,
    ...config,
    ...Object.fromEntries(
      Object.keys(secrets).flatMap((name) => [
        [name, value("configured", name)],
        [`${name}_version`, 1n],
      ]),
    ),
  };
  /** Has another caller put other secrets into the target. */
  const replace = async () => {
    const asked = at.sandboxGateway.calls().findLast(({ command }) => command === `target-create-${type}`);
    expect(asked).toBeDefined();
    await at.gateway.objects.change({
      ...about(`target-update-${type}`),
      fields: {
        ...Object.fromEntries(
          Object.entries(config).map(([name, one]) => [name.replaceAll("_", "-"), String(one)]),
        ),
        ...Object.fromEntries(Object.entries(secrets).map(([name, [wire]]) => [wire, value("theirs", name)])),
      },
    });
  };
  const held = async () => {
    const answer = await ask("target-get-details");
    return Object.fromEntries(
      Object.entries(secrets).map(([name, [, path]]) => [name, rawAt(answer, `value.${path}`)]),
    );
  };
  const theirs = () => Object.fromEntries(Object.keys(secrets).map((name) => [name, value("theirs", name)]));

  test("keeps every secret that it holds by now when something else is changed", async () => {
    const terraform = await at.terraform(`latchkey_target_${type}`);
    await terraform.apply(given);
    await replace();
    expect(await terraform.apply({ ...given, ...other })).toEqual(done("update"));
    expect(await held()).toEqual(theirs());
  });

  test("keeps them all when it is imported without any, and changed", async () => {
    const first = await at.terraform(`latchkey_target_${type}`);
    await first.apply(given);
    await replace();
    const terraform = await at.terraform(`latchkey_target_${type}`);
    await terraform.import(NAME);
    expect(await terraform.apply({ name: NAME, ...config, ...other })).toEqual(done("update"));
    expect(await held()).toEqual(theirs());
  });
});

describe("a target whose own password a rotated secret replaces", () => {
  const { pwd_wo: _, pwd_wo_version: __, ...without } = GIVEN;

  test.each<[string, TfObject]>([
    ["is refused the next version of it", { ...GIVEN, port: "3307", pwd_wo_version: 2n }],
    ["does not lose it with its version", without],
  ])("%s", async (_, config) => {
    const terraform = await at.terraform("latchkey_target_db");
    await terraform.apply(GIVEN);
    const secret = await rotated("mysql", "db_target_details.db_pwd");
    at.commands();

    const outcome = await terraform.apply(config);
    const [error] = outcome.diagnostics.filter(({ severity }) => severity === "error");
    expect(error?.detail).toContain("[GIVEN_SECRET_ROTATED]");
    expect(error?.detail).toContain(`"${ROTATOR}"`);
    expect(error?.detail).toContain("Nothing was changed.");
    expect(at.commands().filter((command) => command.includes("update"))).toEqual([]);
    expect(await password()).toBe(secret);
    expect(await terraform.apply(GIVEN)).toEqual(done("none"));
  });

  test("takes the next version where the rotated secret is another user's", async () => {
    const terraform = await at.terraform("latchkey_target_db");
    await terraform.apply(GIVEN);
    await at.gateway.objects.once({
      ...about("rotated-secret-create-mysql", ROTATOR),
      fields: {
        ...{ "target-name": NAME, "rotator-type": "password", "rotated-username": "reader" },
        "rotated-password": "of-the-reader",
      },
    });
    const next = { ...GIVEN, pwd_wo: "the next", pwd_wo_version: 2n };
    expect(await terraform.apply(next)).toEqual(done("update"));
    expect(await password()).toBe("the next");
  });
});

describe("a secret whose version is not set any more", () => {
  const { pwd_wo: _, pwd_wo_version: __, ...without } = GIVEN;

  test.each<[string, TfObject]>([
    ["alone", {}],
    ["with another change", { port: "3307" }],
  ])("is taken away, %s, and the plan says so", async (_, other) => {
    const terraform = await at.terraform("latchkey_target_db");
    await terraform.apply(GIVEN);
    const planned = await terraform.plan({ ...without, ...other });
    expect(planned.diagnostics).toMatchObject([
      { severity: "warning", summary: "Secret to be taken away", path: [{ attribute: "pwd_wo_version" }] },
    ]);
    expect((await terraform.apply({ ...without, ...other })).action).toBe("update");
    expect(await password()).toBeUndefined();
    expect(await terraform.apply({ ...without, ...other })).toEqual(done("none"));
  });

  test("is kept where the target is of no use without it", async () => {
    const terraform = await at.terraform("latchkey_target_github");
    const bare = { name: NAME, github_app_id: 5n };
    const given = { github_app_private_key_wo: BEFORE, github_app_private_key_wo_version: 1n };
    await terraform.apply({ ...bare, ...given });
    expect(await terraform.apply({ ...bare, github_app_id: 6n })).toEqual(done("update"));
    expect(await heldAt("github_target_details.github_app_private_key")).toBe(BEFORE);
  });
});
