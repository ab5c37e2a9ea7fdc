import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import { fromOfficial } from "../../../src/types/mechanism/from-official.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { officialBlock, officialTypes } from "../../../src/types/mechanism/official-types.js";
import { OFFICIAL } from "../../support/official/official-state.js";

type Stored = Readonly<Record<string, unknown>>;

/** What the official provider 1.11.4 has stored of objects that it made in the sandbox, by their addresses. */
const STORED: Readonly<Record<string, Stored>> = JSON.parse(
  readFileSync(join(__dirname, "../../support/official/stored-of-every-type.json"), "utf8"),
);
const types = gatewayTypes as readonly unknown[] as readonly GatewayType[];

const says = (value: unknown) => Array.isArray(value) && value.length > 0;

/** Every stored object with the types of ours that it may become. */
const moves = Object.entries(STORED).flatMap(([address, stored]) => {
  const [official = ""] = address.split(".");
  return types
    .filter(({ table }) => officialTypes(table.type).includes(official))
    .map((type) => ({ address, stored, type, block: officialBlock(type.table.type, official) }))
    .filter(({ block }) => block === undefined || says(stored[block]))
    .map((move): [string, string, typeof move] => [address, move.type.table.type, move]);
});

const GENERAL = ["akeyless_auth_method", "akeyless_rotated_secret"];

test("there is a stored object of every type that both providers have", () => {
  const both = types
    .flatMap(({ table }) => officialTypes(table.type))
    .filter((official) => official in OFFICIAL && !GENERAL.includes(official));
  expect(new Set(both)).toEqual(
    new Set(moves.map(([address]) => address.split(".")[0]).filter((one) => !GENERAL.includes(one ?? ""))),
  );
  const blocks = moves.flatMap(([, , { block }]) => block ?? []);
  expect(blocks.sort()).toEqual(["api_key", "aws_iam", "azure_ad", "saml"]);
});

const moved = ({ stored, type, block }: (typeof moves)[number][2]) =>
  fromOfficial(type.table, stored, {
    names: type.officially,
    usually: type.officialDefaults,
    fixed: { ...type.fixed.create, ...type.fixed.update },
    ...(block !== undefined && { block }),
  });

test.each(moves)(
  "%s becomes a %s: nothing is left over, and no secret comes along",
  (_address, _type, move) => {
    const { left, secrets, state } = moved(move);
    expect(left).toEqual([]);
    const held = Object.entries(move.stored).filter(([name, value]) => isSecret(name, value));
    expect(secrets).toEqual(held.map(([name]) => name).sort());
    for (const [, value] of held) expect(Object.values(state)).not.toContainEqual(value);
  },
);

/** The values of these were chosen so that they can be seen, but for the keys that the gateway has made itself. */
const isSecret = (name: string, value: unknown) =>
  /s3cret|czNjcmV0/.test(JSON.stringify(value)) || (/^(access|gcp)_key$/.test(name) && value !== null);

test("what one field of an answer tells of two attributes is the one's that the official provider calls so", () => {
  const target = (stored: Stored) => {
    const type = types.find(({ table }) => table.type === "target_db") as GatewayType;
    return fromOfficial(type.table, { ...STORED["akeyless_target_db.db"], ...stored }).state;
  };
  expect(target({})).toMatchObject({ db_name: "shop", oracle_service_name: null });
  expect(target({ db_type: "oracle", db_name: null, oracle_service_name: "svc" })).toMatchObject({
    db_name: null,
    oracle_service_name: "svc",
  });
});

test.each([
  ["akeyless_auth_method_azure_ad.azure", "issuer"],
  ["akeyless_dynamic_secret_mssql.ds", "revocation_statements"],
  ["akeyless_dynamic_secret_mysql.ds", "revocation_statements"],
  ["akeyless_dynamic_secret_postgresql.ds", "revocation_statements"],
  ["akeyless_producer_mssql.pr", "creation_statements"],
  ["akeyless_producer_postgres.pr", "creation_statements"],
])("of %s, the %s that no deployer has set stays the gateway's choice", (address, attribute) => {
  const [, , move] = moves.find(([one]) => one === address) ?? [];
  if (!move) throw new Error(`nothing is stored at ${address}`);
  expect(moved(move).state).toHaveProperty(attribute, null);
});

test("what a deployer has set in their place is taken over", () => {
  const at = (address: string) => moves.find(([one]) => one === address)?.[2] as (typeof moves)[number][2];
  const { state } = moved(at("akeyless_dynamic_secret_mysql.ds"));
  expect(state).toHaveProperty("creation_statements", "CREATE USER");
});

test("what a block says is taken over under the names that the newer type has", () => {
  const at = (name: string) => moves.find(([one]) => one === `akeyless_auth_method.${name}`)?.[2];
  const state = (name: string) => moved(at(name) as (typeof moves)[number][2]).state;
  expect(state("g_aws")).toMatchObject({
    bound_aws_account_id: ["000000424242"],
    bound_role_name: ["deploy"],
    bound_arn: null,
  });
  expect(state("g_azure")).toMatchObject({
    ...{ bound_tenant_id: "t-1", bound_spid: ["s-1"], issuer: "https://sts.windows.net/" },
    // The gateway's own.
    ...{ audience: null, jwks_uri: null },
  });
  expect(state("g_saml")).toMatchObject({ unique_identifier: "email", idp_metadata_xml_data: null });
  expect(state("g_api")).toMatchObject({ name: "/m/g-api", key_secret: null });
});
