import { errorOf, type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
/** Runs a command of the gateway as its administrator, past the provider. */
async function gateway(command: string, fields: object): Promise<void> {
  const { url, admin } = at.sandboxGateway;
  const post = async (name: string, body: object) => {
    const response = await fetch(`${url}/${name}`, { method: "POST", body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { token: string };
  };
  const { token } = await post("auth", { "access-id": admin.accessId, "access-key": admin.accessKey });
  await post(command, { ...fields, token });
}

const KINDS = {
  latchkey_target_aws: { path: "/kinds/target", noun: "a target" },
  latchkey_rotated_secret_aws: { path: "/kinds/rotator", noun: "a rotator" },
  latchkey_dynamic_secret_aws: { path: "/kinds/producer", noun: "a dynamic secret" },
  latchkey_static_secret: { path: "/kinds/secret", noun: "a static secret" },
} as const;
type Type = keyof typeof KINDS;
const types = Object.keys(KINDS) as Type[];

beforeAll(async () => {
  at = await stage();
  const target = {
    name: "/kinds/target",
    "access-key-id": "AKIAIOSFODNN7EXAMPLE",
    "access-key": "not-a-real-one",
  };
  await gateway("target-create-aws", target);
  const of = { "target-name": "/kinds/target" };
  await gateway("rotated-secret-create-aws", { name: "/kinds/rotator", ...of, "rotator-type": "target" });
  await gateway("dynamic-secret-create-aws", { name: "/kinds/producer", ...of, "access-mode": "iam_user" });
  await gateway("create-secret", { name: "/kinds/secret", value: "v" });
});
afterAll(() => at.close());

const pairs = types.flatMap((asked) =>
  types.filter((there) => there !== asked).map((there) => ({ asked, there })),
);

test.each(pairs)(
  "an import of $asked says that the path leads to $there, with the block that imports it",
  async ({ asked, there }) => {
    const terraform = await at.terraform(asked);
    const { path, noun } = KINDS[there];
    const error = errorOf(await terraform.import(path));
    expect(error).toContain(`Importing "${path}" as ${asked}: it is ${noun}. Nothing was imported.`);
    expect(error).toContain(`import {\n  to = ${there}.LABEL\n  id = "${path}"\n}`);
    expect(error).toContain("[GATEWAY_OBJECT_KIND]");
  },
);

/** Objects of the types that share a family, or a tree of names, with others. */
const KIN = {
  latchkey_target_db: {
    create: "target-create-db",
    fields: { "db-type": "mysql", "user-name": "admin", pwd: "a-password" },
    called: "a target",
  },
  latchkey_target_azure: {
    create: "target-create-azure",
    fields: { "client-id": "app", "client-secret": "a-secret" },
    called: "a target",
  },
  latchkey_target_web: {
    create: "target-create-web",
    fields: { url: "https://webhook.example/sync/rotate" },
    called: "a target",
  },
  latchkey_rotated_secret_custom: {
    create: "rotated-secret-create-custom",
    fields: { "target-name": "/kin/latchkey_target_web", "custom-payload": "a-payload" },
    called: "a rotator",
  },
  latchkey_rotated_secret_mysql: {
    create: "rotated-secret-create-mysql",
    fields: { "target-name": "/kin/latchkey_target_db", "rotator-type": "target" },
    called: "a rotator",
  },
  latchkey_rotated_secret_azure: {
    create: "rotated-secret-create-azure",
    fields: { "target-name": "/kin/latchkey_target_azure", "rotator-type": "target" },
    called: "a rotator",
  },
  latchkey_dynamic_secret_gcp: {
    create: "dynamic-secret-create-gcp",
    fields: { "access-type": "sa", "gcp-key": "a-key" },
    called: "a dynamic secret",
  },
  latchkey_group: { create: "create-group", fields: { "group-alias": "kin" }, called: "a group" },
  latchkey_gateway_allowed_access: {
    create: "gateway-create-allowed-access",
    fields: {},
    called: "an allowed access",
  },
} as const;
type Kin = keyof typeof KIN;
const kin = Object.keys(KIN) as Kin[];

describe("among objects that have much in common", () => {
  beforeAll(async () => {
    const login = { "access-id": at.sandboxGateway.admin.accessId };
    for (const [type, { create, fields }] of Object.entries(KIN)) {
      // The gateway has allowed accesses by names without a slash.
      const isPlain = create === "gateway-create-allowed-access";
      const own = isPlain ? { name: `kin/${type}`, ...login } : { name: `/kin/${type}` };
      await gateway(create, { ...fields, ...own });
    }
  });

  const calledOf = (type: Type | Kin) => (type in KIN ? KIN[type as Kin].called : KINDS[type as Type].noun);
  const kinPairs = [...types, ...kin].flatMap((asked) =>
    kin.filter((there) => there !== asked).map((there) => ({ asked, there })),
  );

  test.each(kinPairs)("an import of $asked says that the path leads to $there", async ({ asked, there }) => {
    const terraform = await at.terraform(asked);
    const error = errorOf(await terraform.import(`/kin/${there}`));
    const isOfFamily = calledOf(asked) === calledOf(there);
    expect(error).toMatch(
      isOfFamily
        ? /: the .* (of the type|type is|not mint) /
        : `it is ${calledOf(there)}. Nothing was imported.`,
    );
    expect(error).toContain(`import {\n  to = ${there}.LABEL\n  id = "/kin/${there}"\n}`);
    expect(error).toContain("[GATEWAY_OBJECT_KIND]");
  });

  test.each(kin)("an import of %s finds its own kind", async (asked) => {
    const terraform = await at.terraform(asked);
    expect((await terraform.import(`/kin/${asked}`)).diagnostics).toEqual([]);
    expect(terraform.state).toMatchObject({ name: `/kin/${asked}` });
  });
});

describe("where a dynamic secret is of a kind that this provider does not know", () => {
  let stranger: typeof at;
  beforeAll(async () => {
    stranger = await stage();
    await stranger.gateway.objects.once({
      command: "dynamic-secret-create-custom",
      doing: "making",
      name: "/kinds/unknown",
      fields: {
        "create-sync-url": "http://127.0.0.1:1/sync/create",
        "revoke-sync-url": "http://127.0.0.1:1/sync/revoke",
        skip_dry_run: "true",
      },
    });
    const body = {
      dynamic_secret_name: "/kinds/unknown",
      dynamic_secret_id: 1,
      dynamic_secret_type: "radius",
    };
    stranger.sandboxGateway.answerNext("dynamic-secret-get", { status: 200, body, times: 1_000 });
  });
  afterAll(() => stranger.close());

  test.each(types)("an import of %s says what no type manages", async (asked) => {
    const terraform = await stranger.terraform(asked);
    const error = errorOf(await terraform.import("/kinds/unknown"));
    if (asked === "latchkey_dynamic_secret_aws") expect(error).toContain("does not mint AWS credentials");
    else {
      expect(error).toContain("it is a dynamic secret. Nothing was imported.");
      expect(error).toContain("No resource type of this provider manages it");
    }
    expect(error).toContain("[GATEWAY_OBJECT_KIND]");
  });
});

test.each(types)("an import of %s finds its own kind, and nothing where nothing is", async (asked) => {
  const terraform = await at.terraform(asked);
  expect((await terraform.import(KINDS[asked].path)).diagnostics).toEqual([]);
  expect(terraform.state).toMatchObject({ name: KINDS[asked].path });
  const other = await at.terraform(asked);
  await other.import("/kinds/nothing");
  expect(other.state).toBeNull();
});

test("an import by a path that is a target and a secret finds the one that was asked for", async () => {
  await gateway("create-secret", { name: "/kinds/target", value: "v" });
  for (const asked of ["latchkey_target_aws", "latchkey_static_secret"]) {
    const terraform = await at.terraform(asked);
    expect((await terraform.import("/kinds/target")).diagnostics).toEqual([]);
  }
});

test("a refresh of a target, which is no import, does not ask what else may be under the path", async () => {
  const terraform = await at.terraform("latchkey_target_aws");
  await terraform.apply({ name: "/kinds/lost", use_gateway_identity: true });
  await gateway("target-delete", { name: "/kinds/lost" });
  await gateway("create-secret", { name: "/kinds/lost", value: "v" });
  expect((await terraform.refresh()).diagnostics).toEqual([]);
  expect(terraform.state).toBeNull();
});

test("a refresh, which is no import, does not ask what else may be under the path", async () => {
  const terraform = await at.terraform("latchkey_static_secret");
  await terraform.apply({ name: "/kinds/gone", value_wo: "v", value_wo_version: 1 });
  await gateway("delete-item", { name: "/kinds/gone" });
  await gateway("target-create-aws", { name: "/kinds/gone", "use-gw-cloud-identity": true });
  at.commands();
  expect((await terraform.refresh()).diagnostics).toEqual([]);
  expect(terraform.state).toBeNull();
  expect(at.commands()).not.toContain("target-get");
});
