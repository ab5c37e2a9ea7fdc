import { post, Sandbox } from "./sandbox.js";

// What a dynamic or a rotated secret of a kind does behind which there is nothing here: random text of the right form.

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
  await sandbox.call("TargetCreateDB", {
    name: "/db",
    "db-type": "mysql",
    "user-name": "root",
    pwd: "first-pwd",
  });
  await sandbox.call("TargetCreateAzure", {
    name: "/azure",
    "client-id": "app",
    "client-secret": "first-secret",
  });
  await sandbox.call("TargetCreateWeb", { name: "/web", url: "https://example.invalid" });
});
afterAll(() => sandbox.stop());

interface Value {
  readonly username: string;
  readonly password: string;
}
const valueAt = async (name: string, version?: number) =>
  (await sandbox.call<{ value: Value }>("RotatedSecretGetValue", { name, ...(version && { version }) }))
    .value;
const known = () => sandbox.gateway.issuedSecrets();

describe("a dynamic secret of a database", () => {
  test.each(["MySql", "PostgreSql", "MsSql", "MongoDb"])(
    "%s mints a user that can be taken back",
    async (kind) => {
      const name = `/mint/${kind}`;
      await sandbox.call(`DynamicSecretCreate${kind}`, { name, "target-name": "/db", "user-ttl": "15m" });
      const minted = await sandbox.call<Record<string, string>>("DynamicSecretGetValue", { name });
      expect(minted).toEqual({
        id: minted.user,
        user: expect.stringMatching(/^tmp_p-[a-z0-9]+_[a-z0-9]{6}$/),
        password: expect.stringMatching(/^\S{16}$/),
        ttl_in_minutes: "15",
      });
      expect(known()).toContain(minted.password);
      const again = await sandbox.call<Record<string, string>>("DynamicSecretGetValue", { name });
      expect([again.user, again.password]).not.toContain(minted.user);
      expect(again.password).not.toBe(minted.password);

      await sandbox.call("DynamicSecretTmpCredsDelete", { name, host: "", "tmp-creds-id": minted.id });
      const left = await sandbox.call<readonly { id: string }[]>("DynamicSecretTmpCredsGet", { name });
      expect(left.map(({ id }) => id)).toEqual([again.id]);
      await sandbox.clock.advance(16 * 60);
      expect(await sandbox.call("DynamicSecretTmpCredsGet", { name })).toEqual([]);
    },
  );

  test("names its user by the template and gives the password its length", async () => {
    const settings = { "custom-username-template": "x-{{.DynamicSecretName}}", "password-length": "31" };
    await sandbox.call("DynamicSecretCreateMySql", {
      name: "/mint/named",
      "target-name": "/db",
      ...settings,
    });
    expect(await sandbox.call("DynamicSecretGetValue", { name: "/mint/named" })).toMatchObject({
      user: "x-named",
      password: expect.stringMatching(/^\S{31}$/),
    });
  });

  test("tells its target, and works with no target of another type", async () => {
    await sandbox.call("DynamicSecretCreateMySql", { name: "/mint/of", "target-name": "/db" });
    expect(await sandbox.call("DynamicSecretGet", { name: "/mint/of" })).toMatchObject({
      dynamic_secret_type: "mysql",
      item_targets_assoc: [{ target_name: "/db", target_type: "mysql" }],
    });
    const mistaken = { name: "/mint/web", "target-name": "/web" };
    expect(await sandbox.refused("DynamicSecretCreateMySql", mistaken)).toMatchObject({ status: 400 });
    expect(await sandbox.refused("DynamicSecretCreateAws", mistaken)).toMatchObject({ status: 400 });
  });

  test("forgets what an update leaves out, which its clients send again", async () => {
    const inline = { "mysql-username": "root", "mysql-password": "inline-pwd" };
    await sandbox.call("DynamicSecretCreateMySql", { name: "/mint/inline", ...inline });
    await sandbox.call("DynamicSecretUpdateMySql", { name: "/mint/inline", "mysql-username": "root" });
    const settings = await sandbox.call("DynamicSecretGet", { name: "/mint/inline" });
    expect(settings).toMatchObject({ db_user_name: "root" });
    expect(settings.db_pwd).toBeUndefined();
  });
});

test.each([
  ["token", "token"],
  ["key", "private_key_data"],
])("a dynamic secret of Google with the credential type %s mints a %s", async (type, field) => {
  const name = `/mint/gcp-${type}`;
  await sandbox.call("DynamicSecretCreateGcp", { name, "gcp-key": "e30=", "gcp-cred-type": type });
  const minted = await sandbox.call<Record<string, string>>("DynamicSecretGetValue", { name });
  expect(known()).toContain(minted[field]);
});

test("the roles of a Google service account are given as text and told as what they are", async () => {
  const name = "/mint/bound";
  await sandbox.call("DynamicSecretCreateGcp", { name, "gcp-key": "e30=", "role-binding": '{"a":["b"]}' });
  const { text } = await post(`${sandbox.gateway.url}/dynamic-secret-get`, {
    name,
    token: await sandbox.token(),
  });
  expect(JSON.parse(text)).toMatchObject({ gcp_role_bindings: { a: ["b"] } });
});

describe("a rotated secret", () => {
  const rotate = (name: string) => sandbox.call("RotateSecret", { name });

  test.each(["Mysql", "Postgresql"])("of a target, %s, gives the target another password", async (kind) => {
    const [name, target] = [`/rotate/${kind}`, `/rotate/db-${kind}`];
    await sandbox.call("TargetCreateDB", {
      name: target,
      "db-type": "mysql",
      "user-name": "root",
      pwd: "old-pwd",
    });
    const fields = { name, "target-name": target, "rotator-type": "target" };
    await sandbox.call(`RotatedSecretCreate${kind}`, fields);
    expect(await valueAt(name)).toEqual({ username: "root", password: "old-pwd" });
    await rotate(name);
    const { password } = await valueAt(name);
    expect(password).not.toBe("old-pwd");
    expect(known()).toContain(password);
    expect(await sandbox.call("TargetGetDetails", { name: target })).toMatchObject({
      target: { last_version: 2 },
      value: { db_target_details: { db_user_name: "root", db_pwd: password } },
    });
    expect(await valueAt(name, 1)).toEqual({ username: "root", password: "old-pwd" });
    expect(await sandbox.call("DescribeItem", { name })).toMatchObject({
      last_version: 2,
      item_general_info: {
        rotated_secret_details: { rotator_type: "target-rotator", rotator_status: "RotationSucceeded" },
      },
    });
  });

  test("of a user of its own leaves the target alone", async () => {
    const pair = { "rotated-username": "app", "rotated-password": "app-pwd" };
    const fields = { name: "/rotate/user", "target-name": "/db", "rotator-type": "password", ...pair };
    await sandbox.call("RotatedSecretCreateMysql", { ...fields, "password-length": "29" });
    await rotate("/rotate/user");
    expect(await valueAt("/rotate/user")).toEqual({
      username: "app",
      password: expect.stringMatching(/^\S{29}$/),
    });
    expect(await sandbox.call("TargetGetDetails", { name: "/db" })).toMatchObject({
      target: { last_version: 1 },
      value: { db_target_details: { db_pwd: "first-pwd" } },
    });
  });

  test("rotates by its schedule, and keeps its secret through an update that does not mention it", async () => {
    const fields = { name: "/rotate/daily", "target-name": "/db", "rotator-type": "password" };
    const pair = { "rotated-username": "daily", "rotated-password": "daily-pwd" };
    await sandbox.call("RotatedSecretCreatePostgresql", { ...fields, ...pair });
    await sandbox.call("RotatedSecretUpdatePostgresql", {
      name: "/rotate/daily",
      "auto-rotate": "true",
      "rotation-interval": "1",
      description: "daily",
    });
    expect(await valueAt("/rotate/daily")).toEqual({ username: "daily", password: "daily-pwd" });
    await sandbox.clock.advance(48 * 3600);
    expect((await valueAt("/rotate/daily")).password).not.toBe("daily-pwd");
    expect(sandbox.gateway.events()).toContainEqual(
      expect.objectContaining({ kind: "rotated", name: "/rotate/daily" }),
    );
  });

  test.each([
    ["target", {}, "target-rotator", { username: "app", password: "first-secret" }],
    ["password", { username: "ann" }, "user-pass-rotator", { username: "ann" }],
    [
      "api-key",
      { "api-id": "id", "api-key": "key-of-app", "application-id": "obj" },
      "api-key-rotator",
      { username: "id", password: "key-of-app", application_id: "obj" },
    ],
    [
      "azure-storage-account",
      { "storage-account-key-name": "key1" },
      "azure-storage-account-rotator",
      { username: "key1" },
    ],
  ])("of Azure rotates a %s", async (type, fields, told, value) => {
    const name = `/rotate/azure-${type}`;
    const common = { name, "target-name": "/azure", "rotator-type": type };
    await sandbox.call("RotatedSecretCreateAzure", { ...common, ...fields });
    expect(await sandbox.call("DescribeItem", { name })).toMatchObject({
      item_targets_assoc: [{ target_name: "/azure", target_type: "azure" }],
      item_general_info: { rotated_secret_details: { rotator_type: told } },
    });
    expect(await valueAt(name)).toMatchObject(value);
    expect((await valueAt(name)).password).toBeTruthy();
  });

  test.each([
    ["a rotator that there is none of", { "rotator-type": "ldap" }],
    ["no name to rotate", { "rotator-type": "password" }],
    ["a target of another type", { "rotator-type": "target", "target-name": "/web" }],
  ])("is not made with %s", async (_, fields) => {
    const refused = { name: "/rotate/none", "target-name": "/db", ...fields };
    expect(await sandbox.refused("RotatedSecretCreateMysql", refused)).toMatchObject({ status: 400 });
  });
});
