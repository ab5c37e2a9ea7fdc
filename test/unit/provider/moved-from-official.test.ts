import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SecretText } from "../../../src/domain/secret-text.js";
import { systemClock } from "../../../src/domain/system-clock.js";
import type { TfObject } from "../../../src/engine/index.js";
import { latchkey } from "../../../src/provider/provider.js";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { officialTypes } from "../../../src/types/mechanism/official-types.js";
import { OFFICIAL, officialState } from "../../support/official/official-state.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";
import { makeTargetsAt } from "../../support/provider/targets-at.js";
import { asConfig } from "../../support/types/as-config.js";
import { type Sample, samplesOf } from "../../support/types/samples.js";

const PROVIDER = "registry.terraform.io/akeyless-community/akeyless";

let at: Stage;
beforeAll(async () => {
  at = await stage();
  await makeTargetsAt(at);
});
afterAll(() => at.close());

const types = gatewayTypes as readonly unknown[] as readonly GatewayType[];
/** Every type that the official provider has, too, in every way in which it is tried. */
const OF_AZURE_ALONE = ["Azure rotated secret of a user", "Azure rotated secret of a storage account"];
const moves = types.flatMap((type) =>
  officialTypes(type.table.type)
    .filter((official) => official in OFFICIAL)
    .flatMap((official) =>
      samplesOf(type)
        // The official provider generates no values.
        .filter(({ full }) => !("generate" in full))
        // Its type of all rotated secrets has no word for Azure's users and storage accounts.
        .filter(({ called }) => official !== "akeyless_rotated_secret" || !OF_AZURE_ALONE.includes(called))
        .map((sample): [string, string, GatewayType, Sample] => [official, sample.called, type, sample]),
    ),
);

const admin = () => at.sandboxGateway.admin.accessId;

test("every type that the guide's table names has a way in", () => {
  const page = readFileSync(join(__dirname, "../../../docs/reference/official-types.md"), "utf8");
  const listed = [...page.matchAll(/^\| \[latchkey_(\w+)\]/gm)].map(([, type]) => type);
  const { resources } = latchkey(process.env, systemClock);
  const movable = resources.filter(({ move, table }) => move && table.deprecated === undefined);
  expect(movable.map(({ table }) => table.type).sort()).toEqual(listed.sort());
});

describe.each(moves)("%s, as a %s", (official, _, type, sample) => {
  const typeName = `latchkey_${type.table.type}`;
  const whole = officialState(type, official, sample.full);
  // What the official provider has no word for, and the gateway does not tell, nobody can know.
  const config = Object.fromEntries(
    Object.entries(sample.full).filter(([name]) => {
      const { mode, tellsNothing, wire } = type.table.attributes[name] ?? {};
      const isVersion = Object.values(type.table.attributes).some(({ versionedBy }) => versionedBy === name);
      return mode === "writeOnly" || whole.told.includes(name) || (wire?.told && !tellsNothing) || isVersion;
    }),
  );
  const source = { ...whole, ...officialState(type, official, config) };
  const versions = Object.values(type.table.attributes).flatMap(({ versionedBy }) => versionedBy ?? []);
  const writes = () => {
    const { read, list } = type.commands;
    const asked = [read, list?.command, ...["target-get", "target-get-details", "describe-item"]];
    return at.commands().filter((command) => !asked.includes(command));
  };

  test("is taken over: nothing is sent, replaced or stored that is secret", async () => {
    const maker = await at.terraform(typeName);
    expect(await maker.apply(asConfig(config, admin()))).toEqual(done("create"));
    at.commands();

    const terraform = await at.terraform(typeName);
    const moved = await terraform.moveFrom({ provider: PROVIDER, type: official, state: source.state });
    expect(moved.complaints).toEqual([]);
    expect(moved.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const shown = JSON.stringify([terraform.state, moved], (_key, one) =>
      typeof one === "bigint" ? String(one) : one,
    );
    for (const secret of source.secrets) expect(shown).not.toContain(secret);
    if (source.secrets.length > 0) {
      expect(moved.diagnostics).toContainEqual(
        expect.objectContaining({
          severity: "warning",
          summary: "Older versions of the state hold secrets",
          detail: expect.stringMatching(/older version.*latchkey audit/),
        }),
      );
    }

    // A version that is given for the first time is recorded, and its secret not sent.
    const isFirst = versions.some((name) => (config[name] ?? null) !== null);
    const taken = terraform.state;
    const { action, complaints, diagnostics } = await terraform.apply(asConfig(config, admin()));
    expect({ action, complaints }).toEqual({ action: isFirst ? "update" : "none", complaints: [] });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const text = (value: unknown) =>
      JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one));
    const differing = Object.keys(taken ?? {}).filter(
      (name) => text(terraform.state?.[name]) !== text(taken?.[name]),
    );
    expect(differing.filter((name) => !versions.includes(name))).toEqual([]);
    expect(await terraform.apply(asConfig(config, admin()))).toEqual(done("none"));
    expect(writes()).toEqual([]);
    await terraform.destroy();
  });

  test("is not taken over from another provider, nor by another type", async () => {
    const terraform = await at.terraform(typeName);
    const { state } = source;
    for (const from of [
      { provider: "registry.terraform.io/other/other", type: official, state },
      { provider: PROVIDER, type: "akeyless_usc", state },
    ]) {
      expect(errorOf(await terraform.moveFrom(from))).toContain("MOVE_UNSUPPORTED");
    }
  });
});

describe("whatever the type", () => {
  const state = {
    id: "/one/secret",
    path: "/one/secret",
    value: "s3cret-of-old",
    tags: ["a"],
    inject_url: [],
  };
  const type = "akeyless_static_secret";
  const config = { name: "/one/secret", tags: ["a"] };
  beforeEach(async () => {
    const maker = await at.terraform("latchkey_static_secret");
    await maker.apply({ ...config, value_wo: "it", value_wo_version: 1n });
  });
  afterEach(() => at.gateway.staticSecrets.remove("/one/secret"));

  test.each([
    PROVIDER,
    "registry.opentofu.org/akeyless-community/akeyless",
    "tf.example.com/mirrored/akeyless",
  ])("the official provider is known under the address %s", async (provider) => {
    const terraform = await at.terraform("latchkey_static_secret");
    await terraform.moveFrom({ provider, type, state });
    expect(await terraform.apply(config)).toEqual(done("none"));
  });

  test("what is not carried over is told by its names, and never by a value", async () => {
    const terraform = await at.terraform("latchkey_static_secret");
    const more = {
      ...state,
      secure_access_ssh_user: "a-user-of-theirs",
      delete_protection: "false",
      type: "generic",
      version: 3,
    };
    const { diagnostics } = await terraform.moveFrom({ provider: PROVIDER, type, state: more });
    expect(diagnostics).toEqual([
      {
        severity: "warning",
        summary: "Older versions of the state hold secrets",
        detail: expect.stringMatching(
          /^The official provider has stored value of akeyless_static_secret "\/one\/secret" in clear/,
        ),
      },
      {
        severity: "warning",
        summary: "Not all of the object is managed from now on",
        detail: expect.stringMatching(
          /^latchkey_static_secret has no attribute for what .* says of secure_access_ssh_user\. /,
        ),
      },
    ]);
    expect(JSON.stringify(diagnostics)).not.toMatch(/s3cret|a-user-of-theirs/);
  });

  test("an object without secrets, and without anything else, is taken over in silence", async () => {
    const terraform = await at.terraform("latchkey_static_secret");
    const bare = { ...state, value: "", custom_field: {}, password: null };
    expect(await terraform.moveFrom({ provider: PROVIDER, type, state: bare })).toMatchObject({
      diagnostics: [],
    });
  });

  test("a state that tells no path is refused", async () => {
    const terraform = await at.terraform("latchkey_static_secret");
    const error = errorOf(
      await terraform.moveFrom({ provider: PROVIDER, type, state: { value: "s3cret-of-old" } }),
    );
    expect(error).toContain("STORED_STATE_UNFIT");
    expect(error).toContain("Nothing was moved");
  });

  test("an object that the gateway does not have any more leaves the state, as with every refresh", async () => {
    const terraform = await at.terraform("latchkey_static_secret");
    const gone = { ...state, path: "/one/gone", id: "/one/gone" };
    await terraform.moveFrom({ provider: PROVIDER, type, state: gone });
    expect(terraform.state).toBeNull();
  });
});

describe("an association of a role with an auth method", () => {
  const official = "akeyless_associate_role_auth_method";
  const made = async (typeName: string, config: TfObject) => {
    const terraform = await at.terraform(typeName);
    expect(await terraform.apply(config)).toMatchObject({ action: "create", complaints: [] });
    return terraform;
  };

  test.each([
    ["with claims", { sub_claims: { group: "admins,developers" }, case_sensitive: false }, "false"],
    ["without any", {}, "true"],
  ])("is taken over by its id, %s", async (_, given, case_sensitive) => {
    const role = await made("latchkey_role", { name: "/assoc/role" });
    const method = await made("latchkey_auth_method_api_key", { name: "/assoc/key" });
    const config = { role_name: "/assoc/role", am_name: "/assoc/key", ...given };
    const { state } = await made("latchkey_associate_role_auth_method", config);
    at.commands();

    const terraform = await at.terraform("latchkey_associate_role_auth_method");
    const { role_name, am_name, assoc_id } = state ?? {};
    const stored = { id: assoc_id, role_name, am_name, case_sensitive, sub_claims: {}, ...given };
    expect(
      await terraform.moveFrom({ provider: PROVIDER, type: official, state: { ...stored, case_sensitive } }),
    ).toMatchObject({ diagnostics: [], complaints: [] });
    expect(terraform.state).toEqual(state);
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(at.commands().filter((command) => /assoc-|update|delete/.test(command))).toEqual([]);
    for (const one of [terraform, method, role]) await one.destroy();
  });
});

test("an auth method of the general type is taken over with what its block says, which the gateway tells", async () => {
  const maker = await at.terraform("latchkey_auth_method_aws_iam");
  const config = {
    name: "moved/general",
    bound_aws_account_id: ["000000424242"],
    bound_role_name: ["deploy"],
  };
  await maker.apply(config);
  const terraform = await at.terraform("latchkey_auth_method_aws_iam");
  const state = {
    ...{ id: "moved/general", path: "moved/general", access_id: "p-1", access_key: null, access_expires: 0 },
    ...{ api_key: [], saml: [], gcp: [], azure_ad: [], bound_ips: null },
    aws_iam: [{ bound_aws_account_id: ["000000424242"], bound_role_name: ["deploy"], bound_arn: null }],
  };
  const official = { provider: PROVIDER, type: "akeyless_auth_method" };
  expect(await terraform.moveFrom({ ...official, state })).toMatchObject({ diagnostics: [], complaints: [] });
  expect(await terraform.apply(config)).toEqual(done("none"));
  await terraform.destroy();
});

test.each([
  ["of the official provider's own", "DROP LOGIN [{{name}}];", null],
  ["of the deployer's", "DROP LOGIN [{{name}}]; -- audited", "DROP LOGIN [{{name}}]; -- audited"],
])("after a move, and after an import, statements %s are told from others", async (_, said, stored) => {
  const name = "/moved/mssql";
  const fields = { "mssql-username": "admin", "mssql-revocation-statements": said };
  await at.gateway.objects.once({ command: "dynamic-secret-create-mssql", doing: "making it", name, fields });
  const moved = await at.terraform("latchkey_dynamic_secret_mssql");
  const state = { id: name, name, mssql_username: "admin", mssql_revocation_statements: said };
  await moved.moveFrom({ provider: PROVIDER, type: "akeyless_dynamic_secret_mssql", state });
  const imported = await at.terraform("latchkey_dynamic_secret_mssql");
  await imported.import(name);
  for (const { state } of [moved, imported]) expect(state).toHaveProperty("revocation_statements", stored);
  expect(await moved.apply({ name, username: "admin", revocation_statements: stored })).toEqual(done("none"));
  await moved.destroy();
});

test.each([
  ["mysql", "/types/target-db-one"],
  ["postgresql", "/types/target-postgres-one"],
  ["azure", "/types/target-azure-one"],
])(
  "after a move, and after an import, a %s rotated secret has our word for the official one",
  async (kind, target) => {
    const name = `/moved/rotated-${kind}`;
    const said = { "rotator-type": "target", "authentication-credentials": "use-self-creds" };
    const schedule = { "auto-rotate": "true", "rotation-interval": "30" };
    const fields = { "target-name": target, ...said, ...schedule };
    await at.gateway.objects.once({
      command: `rotated-secret-create-${kind}`,
      doing: "making it",
      name,
      fields,
    });
    const moved = await at.terraform(`latchkey_rotated_secret_${kind}`);
    const state = { id: name, name, rotator_type: "target", authentication_credentials: "use-self-creds" };
    await moved.moveFrom({ provider: PROVIDER, type: `akeyless_rotated_secret_${kind}`, state });
    const imported = await at.terraform(`latchkey_rotated_secret_${kind}`);
    await imported.import(name);
    for (const { state } of [moved, imported])
      expect(state).toHaveProperty("authentication_credentials", "use-user-creds");
    const config = { name, target, rotator_type: "target", interval_days: 30n };
    for (const one of [moved, imported]) expect(await one.apply(config)).toEqual(done("none"));
    await moved.destroy();
  },
);

test("a path without its leading slash is told as it is, for it is no secret", async () => {
  const maker = await at.terraform("latchkey_static_secret");
  await maker.apply({ name: "moved/plain", value_wo: "it", value_wo_version: 1n });
  const terraform = await at.terraform("latchkey_static_secret");
  const state = { id: "moved/plain", path: "moved/plain", value: "s3cret-of-old" };
  const { diagnostics } = await terraform.moveFrom({
    provider: PROVIDER,
    type: "akeyless_static_secret",
    state,
  });
  expect(diagnostics).toEqual([expect.objectContaining({ detail: expect.stringContaining('moved/plain"') })]);
  await terraform.destroy();
});

describe("a role", () => {
  test("is taken over with its rules, which the gateway tells; what it associates itself is named", async () => {
    const rules = [{ path: "/prod/*", capability: ["read"], rule_type: "item-rule" }];
    const maker = await at.terraform("latchkey_role");
    await maker.apply({ name: "/moved/role", rules });
    at.commands();
    const terraform = await at.terraform("latchkey_role");
    const { diagnostics } = await terraform.moveFrom({
      provider: PROVIDER,
      type: "akeyless_role",
      state: {
        ...{ id: "/moved/role", name: "/moved/role", rules, description: "", delete_protection: "" },
        assoc_auth_method: [
          { am_name: "/a", case_sensitive: "true", sub_claims: {}, access_id: "", assoc_id: "ass-1" },
        ],
      },
    });
    expect(diagnostics).toEqual([
      expect.objectContaining({ detail: expect.stringMatching(/ says of assoc_auth_method\. /) }),
    ]);
    expect(await terraform.apply({ name: "/moved/role", rules })).toEqual(done("none"));
    expect(at.commands().filter((command) => !["get-role", "list-roles"].includes(command))).toEqual([]);
    await terraform.destroy();
  });
});

describe("an AWS target", () => {
  const KEY = { keyId: "AKIAIOSFODNN7EXAMPLE", secret: "s3cret-of-the-key" };
  const state = {
    ...{ id: "/moved/aws", name: "/moved/aws", description: "d", key: "", use_gw_cloud_identity: false },
    ...{ access_key_id: KEY.keyId, access_key: KEY.secret, session_token: null },
  };
  const move = async (given: object) => {
    const terraform = await at.terraform("latchkey_target_aws");
    const moved = await terraform.moveFrom({
      provider: PROVIDER,
      type: "akeyless_target_aws",
      state: { ...state, ...given },
    });
    expect(moved.complaints).toEqual([]);
    expect(
      JSON.stringify([terraform.state, moved], (_, one) => (typeof one === "bigint" ? String(one) : one)),
    ).not.toContain("s3cret");
    at.commands();
    return terraform;
  };
  const writes = () => at.commands().filter((command) => !command.startsWith("target-get"));
  const make = (region: string, credentials: object) =>
    at.gateway.targets.createAws({ name: "/moved/aws", description: "d", region, credentials } as never);
  afterEach(() => at.gateway.targets.remove("/moved/aws"));
  const held = { kind: "key", keyId: KEY.keyId, secret: new SecretText(KEY.secret) };

  test.each([
    ["us-east-2", {}],
    ["eu-west-1", { region: "eu-west-1" }],
  ])("keeps the key that it holds, in %s, when the configuration names none", async (region, given) => {
    await make(region, held);
    const terraform = await move({ region });
    expect(await terraform.apply({ name: "/moved/aws", description: "d", ...given })).toEqual(done("none"));
    expect(writes()).toEqual([]);
  });

  test("keeps the key that it holds when the configuration names one: that is recorded", async () => {
    await make("us-east-2", held);
    const terraform = await move({ region: "us-east-2" });
    const key = {
      access_key_id: KEY.keyId,
      secret_access_key_wo: "another",
      secret_access_key_wo_version: 1n,
    };
    const config = { name: "/moved/aws", description: "d", ...key };
    expect(await terraform.apply(config)).toMatchObject({ action: "update", complaints: [] });
    expect((await terraform.apply(config)).action).toBe("none");
    expect(writes()).toEqual([]);
  });

  test("goes on with the gateway's own identity", async () => {
    await make("eu-west-1", { kind: "gateway-identity" });
    const identity = { access_key_id: "", access_key: "", use_gw_cloud_identity: true, region: "eu-west-1" };
    const terraform = await move(identity);
    const config = { name: "/moved/aws", description: "d", region: "eu-west-1", use_gateway_identity: true };
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(writes()).toEqual([]);
  });
});
