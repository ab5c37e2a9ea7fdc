import { post, Sandbox } from "./sandbox.js";

// What the official provider's acceptance tests expect to the letter of the details of a target and of its kin.

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

/** The answer itself, for the SDK's models add what is not there. */
async function answer(command: string, fields: object): Promise<Record<string, unknown>> {
  const { text } = await post(`${sandbox.gateway.url}/${command}`, {
    ...fields,
    token: await sandbox.token(),
  });
  return JSON.parse(text);
}
const details = async (name: string) => (await answer("target-get-details", { name })).value;
const encoded = (text: string) => Buffer.from(text).toString("base64");

describe("the details of a target hold what was given, and nothing empty,", () => {
  test("for a database", async () => {
    const fields = { name: "t/db", "db-type": "mysql", "user-name": "user1", pwd: "1234", host: "127.0.0.1" };
    const more = {
      port: "5678",
      "db-name": "abcd",
      ssl: true,
      "ssl-certificate": "YmxhYmxh",
      "snowflake-account": "",
    };
    await sandbox.call("CreateDBTarget", { ...fields, ...more });
    expect(await details("t/db")).toEqual({
      db_target_details: {
        connection_type: "credentials",
        db_user_name: "user1",
        db_pwd: "1234",
        db_host_name: "127.0.0.1",
        db_port: "5678",
        db_name: "abcd",
        ssl_connection_mode: true,
        ssl_connection_certificate: "YmxhYmxh",
      },
    });
  });

  test("for MongoDB, which has details of its own", async () => {
    const fields = {
      name: "t/mongo",
      "db-type": "mongodb",
      "user-name": "bbbb",
      pwd: "1234",
      host: "127.0.0.1",
    };
    const own = { "mongodb-uri-options": "cccc", "mongodb-default-auth-db": "admin", "mongodb-atlas": false };
    await sandbox.call("CreateDBTarget", { ...fields, port: "1234", "db-name": "aaaa", ...own });
    expect(await answer("target-get-details", { name: "t/mongo" })).toMatchObject({
      target: { target_type: "mongodb" },
    });
    expect(await details("t/mongo")).toMatchObject({
      mongo_db_target_details: {
        mongodb_db_name: "aaaa",
        mongodb_username: "bbbb",
        mongodb_password: "1234",
        mongodb_host_port: "127.0.0.1:1234",
        mongodb_default_auth_db: "admin",
        mongodb_uri_options: "cccc",
      },
    });
    const { mongo_db_target_details } = (await details("t/mongo")) as { mongo_db_target_details: object };
    expect(Object.keys(mongo_db_target_details)).toHaveLength(6);
  });

  test("for Oracle, whose service is told as the database", async () => {
    const fields = { name: "t/oracle", "db-type": "oracle", "db-name": "", "oracle-service-name": "db1" };
    await sandbox.call("TargetCreateDB", fields);
    expect(await answer("target-get-details", { name: "t/oracle" })).toMatchObject({
      target: { target_type: "oracle" },
      value: { db_target_details: { db_name: "db1" } },
    });
  });

  test("for SSH", async () => {
    const fields = {
      name: "t/ssh",
      "ssh-username": "user1",
      "ssh-password": "1234",
      host: "127.0.0.1",
      port: "22",
    };
    await sandbox.call("CreateSSHTarget", { ...fields, "private-key-password": "9090" });
    expect(await details("t/ssh")).toEqual({
      ssh_target_details: {
        username: "user1",
        password: "1234",
        host: "127.0.0.1",
        port: "22",
        private_key_password: "9090",
      },
    });
  });

  test("for Azure, but for the name of a resource, which is told although it is empty", async () => {
    const fields = { name: "t/azure", "client-id": "aaaa", "tenant-id": "bbbb", "client-secret": "cccc" };
    const more = { "subscription-id": "dddd", "resource-group-name": "eeee", "resource-name": "" };
    await sandbox.call("CreateAzureTarget", { ...fields, ...more, "use-gw-cloud-identity": false });
    expect(await details("t/azure")).toEqual({
      azure_target_details: {
        azure_client_id: "aaaa",
        azure_tenant_id: "bbbb",
        azure_client_secret: "cccc",
        azure_subscription_id: "dddd",
        azure_resource_group_name: "eeee",
        azure_resource_name: "",
        azure_cloud: "AzureCloud",
        connection_type: "credentials",
      },
    });
  });

  test.each([
    ["plain", "blabla", "blabla"],
    ["as base64", encoded("blabla"), "blabla"],
    ["as base64 of JSON", encoded('{"client_email":"a@b.invalid"}'), '{"client_email":"a@b.invalid"}'],
    ["as letters that are the base64 of no text", "XXXXXXXX", "XXXXXXXX"],
  ])("for Google, with a key that was given %s, in both forms", async (form, given, plain) => {
    const name = `t/gcp ${form}`;
    await sandbox.call("CreateGcpTarget", { name, "gcp-key": given });
    expect(await details(name)).toEqual({
      gcp_target_details: {
        gcp_service_account_key: plain,
        gcp_service_account_key_base64: encoded(plain),
        ...(plain.startsWith("{") && { gcp_service_account_email: "a@b.invalid" }),
      },
    });
  });

  test("for GitHub and for the web", async () => {
    await sandbox.call("CreateGithubTarget", {
      name: "t/github",
      "github-app-id": 1234,
      "github-app-private-key": "YmxhYmxh",
      "github-base-url": "http://www.test.com",
    });
    expect(await details("t/github")).toEqual({
      github_target_details: {
        github_app_id: 1234,
        github_app_private_key: "YmxhYmxh",
        github_base_url: "http://www.test.com",
      },
    });
    await sandbox.call("CreateWebTarget", { name: "t/web", url: "https://www.test.com" });
    expect(await details("t/web")).toEqual({ web_target_details: { url: "https://www.test.com" } });
  });
});

test("an update without a secret leaves the target without one", async () => {
  await sandbox.call("TargetCreateSsh", { name: "/t/blank", host: "h", "ssh-password": "to be gone" });
  await sandbox.call("TargetUpdateSsh", { name: "/t/blank", host: "h", description: "second" });
  expect(await details("/t/blank")).toEqual({ ssh_target_details: { host: "h", port: "22" } });
});

test("a database's type is needed", async () => {
  const { error } = await answer("target-create-db", { name: "/t/none" });
  expect(error).toContain("Missing required parameter - db-type");
});

test("Kubernetes without a public key gets a pair, whose private key is told once", async () => {
  const made = await sandbox.call<{ prv_key: string }>("AuthMethodCreateK8s", { name: "/k8s" });
  expect(Buffer.from(made.prv_key, "base64").toString()).toContain("BEGIN PRIVATE KEY");
  const method = await sandbox.call("AuthMethodGet", { name: "/k8s" });
  expect(method).toMatchObject({
    access_info: { k8s_access_rules: { pub_key: expect.stringMatching(/^\S+$/) } },
  });
  expect(JSON.stringify(method)).not.toContain(made.prv_key);
  expect(sandbox.gateway.issuedSecrets()).toContain(made.prv_key);
});

test("remote access is told of an item only where something was said about it", async () => {
  const unset = { "secure-access-enable": "", "secure-access-host": [], "secure-access-web": false };
  await sandbox.call("DynamicSecretCreateMySql", { name: "/sra/none", "mysql-username": "root", ...unset });
  expect(await answer("dynamic-secret-get", { name: "/sra/none" })).not.toHaveProperty(
    "secure_remote_access_details",
  );
  await sandbox.call("CreateSecret", {
    name: "/sra/some",
    value: "v",
    "secure-access-enable": "false",
    "secure-access-url": "http://abc.com",
  });
  const item = await answer("describe-item", { name: "/sra/some" });
  expect(item.item_general_info).toMatchObject({
    secure_remote_access_details: { enable: false, url: "http://abc.com" },
  });
});
