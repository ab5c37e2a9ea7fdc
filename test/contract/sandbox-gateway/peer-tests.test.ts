import { generateKeyPairSync, type JsonWebKey, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { apiAt, post, Sandbox, send } from "./sandbox.js";

// What the acceptance tests of the official provider, which its makers run against the real gateway, hold it to.

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

interface Association {
  readonly auth_method_name: string;
}
const associations = async (role: string) =>
  (await sandbox.call<{ role_auth_methods_assoc: readonly Association[] }>("GetRole", { name: role }))
    .role_auth_methods_assoc;

describe.each([
  ["without a leading slash", "terraform-tests/x"],
  ["with a leading slash", "/terraform-tests/y"],
])("an auth method that is named %s", (_how, name) => {
  test("is told by a role as it was given, found under both spellings, and told anew after a rename", async () => {
    await sandbox.call("AuthMethodCreateApiKey", { name });
    await sandbox.call("CreateRole", { name });
    const { assoc_id } = await sandbox.call("AssocRoleAuthMethod", { "role-name": name, "am-name": name });
    expect(await associations(name)).toMatchObject([{ assoc_id, auth_method_name: name }]);
    expect(await sandbox.call("DescribeAssoc", { "assoc-id": assoc_id })).toMatchObject({
      auth_method_name: name,
    });

    const bare = name.replace(/^\//, "");
    for (const spelling of [bare, `/${bare}`]) {
      expect(await sandbox.call("AuthMethodGet", { name: spelling })).toMatchObject({
        auth_method_name: `/${bare}`,
      });
      expect(await associations(spelling)).toHaveLength(1);
      const twice = { "role-name": spelling, "am-name": spelling };
      expect(await sandbox.refused("AssocRoleAuthMethod", twice)).toMatchObject({ status: 409 });
    }

    await sandbox.call("AuthMethodUpdateApiKey", { name, "new-name": `${name}-renamed` });
    expect(await associations(name)).toMatchObject([{ auth_method_name: `${name}-renamed` }]);
  });
});

test("a rule of the account's is in every new role, and no caller changes it or takes it away", async () => {
  const account = { path: "/vault/*", type: "item-rule", capabilities: ["deny"] };
  const its = await Sandbox.start({ accountRules: [account] });
  try {
    await its.call("CreateRole", { name: "/r", "audit-access": "all" });
    const rule = { "role-name": "/r", path: "vault/*" };
    for (const [command, fields] of [
      ["DeleteRoleRule", rule],
      ["SetRoleRule", { ...rule, capability: ["read"] }],
    ] as const) {
      expect(await its.refused(command, fields)).toMatchObject({ status: 400 });
    }
    await its.call("SetRoleRule", { ...rule, "rule-type": "target-rule", capability: ["read"] });
    const { rules } = await its.call<{ rules: { path_rules: readonly object[] } }>("GetRole", { name: "/r" });
    expect(rules.path_rules).toMatchObject([account, { type: "search-rule" }, { type: "target-rule" }]);
    expect(await its.call("DeleteRole", { name: "/r" })).toBeDefined();
  } finally {
    await its.stop();
  }
});

test("the details of a target leave out a session token that is not there, and a false flag", async () => {
  const key = { "access-key-id": "AKIAPEER00000000", "access-key": "peer-secret" };
  await sandbox.call("TargetCreateAws", { name: "/plain", ...key, "session-token": "", region: "eu-west-1" });
  await sandbox.call("TargetCreateAws", { name: "/session", ...key, "session-token": "peer-token" });
  await sandbox.call("TargetCreateAws", { name: "/both", ...key, "use-gw-cloud-identity": true });
  const details = async (name: string) =>
    (await sandbox.call<{ value: { aws_target_details: object } }>("TargetGetDetails", { name })).value
      .aws_target_details;
  const plain = {
    aws_access_key_id: "AKIAPEER00000000",
    aws_secret_access_key: "peer-secret",
    aws_region: "eu-west-1",
  };
  const token = await sandbox.token();
  const { text } = await post(`${sandbox.gateway.url}/target-get-details`, { name: "/plain", token });
  expect(JSON.parse(text).value.aws_target_details).toEqual(plain);
  expect(await details("/session")).toMatchObject({ aws_session_token: "peer-token" });
  expect(await details("/both")).toMatchObject({ use_gw_cloud_identity: true });
});

test("the description of a password names no empty format, before and after its value changes", async () => {
  const format = async () => {
    const { text } = await post(`${sandbox.gateway.url}/describe-item`, {
      name: "/login",
      token: await sandbox.token(),
    });
    return JSON.parse(text).item_general_info.static_secret_info.format;
  };
  const fields = { name: "/login", username: "ann", password: "correct horse" };
  await sandbox.call("CreateSecret", { ...fields, type: "password", format: "" });
  expect(["text", undefined]).toContain(await format());
  await sandbox.call("UpdateSecretVal", { ...fields, password: "battery staple", format: "" });
  expect(["text", undefined]).toContain(await format());
});

test("an authority's certificates come in base64, even twice, and are told in base64", async () => {
  const pem = "-----BEGIN CERTIFICATE-----\nb25l\n-----END CERTIFICATE-----\n";
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  for (const [name, given] of [
    ["/once", base64(pem)],
    ["/twice", base64(base64(pem))],
  ]) {
    const fields = { name, "unique-identifier": "email", "certificate-data": given };
    await sandbox.call("AuthMethodCreateCert", fields);
    expect(await sandbox.call("AuthMethodGet", { name })).toMatchObject({
      access_info: { cert_access_rules: { certificate: base64(pem) } },
    });
  }
  const none = { name: "/none", "unique-identifier": "email", "certificate-data": base64("none") };
  expect(await sandbox.refused("AuthMethodCreateCert", none)).toMatchObject({ status: 400 });
});

describe("an OAuth2 auth method whose keys are published", () => {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const jwt = () => {
    const content = [{ alg: "RS256" }, { sub: "job-1" }].map(encoded).join(".");
    return `${content}.${sign("sha256", Buffer.from(content), pair.privateKey).toString("base64url")}`;
  };
  let server: Server;
  let url: string;
  let answer: { status: number; text: string };
  beforeAll(async () => {
    server = createServer((_, response) => {
      response.statusCode = answer.status;
      response.end(answer.text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  });
  beforeEach(() => {
    answer = {
      status: 200,
      text: JSON.stringify({ keys: [pair.publicKey.export({ format: "jwk" }) as JsonWebKey] }),
    };
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const fields = (name: string) => ({
    name,
    "unique-identifier": "sub",
    "jwks-uri": url,
    "jwks-json-data": "",
    issuer: "",
  });
  const logIn = (accessId: unknown) =>
    send(apiAt(sandbox.gateway.url), "Auth", { "access-type": "jwt", "access-id": accessId, jwt: jwt() });

  test("is made with empty keys and an empty issuer, tells the place, and lets their holder in", async () => {
    const { access_id } = await sandbox.call("AuthMethodCreateOauth2", fields("/published"));
    expect(await sandbox.call("AuthMethodGet", { name: "/published" })).toMatchObject({
      access_info: { oauth2_access_rules: { jwks_uri: url, issuer: "" } },
    });
    await expect(logIn(access_id)).resolves.toMatchObject({ token: expect.any(String) });
    await sandbox.call("AuthMethodUpdateOauth2", { ...fields("/published"), issuer: "https://other" });
    await expect(logIn(access_id)).rejects.toMatchObject({ status: 401 });
  });

  test.each([
    ["nothing is there", { status: 404, text: "not found" }],
    ["something else is there", { status: 200, text: "<html>" }],
    ["there are no keys", { status: 200, text: "{}" }],
  ])("lets nobody in where %s", async (what, given) => {
    const { access_id } = await sandbox.call("AuthMethodCreateOauth2", fields(`/none/${what}`));
    answer = given;
    await expect(logIn(access_id)).rejects.toMatchObject({ status: 401 });
  });

  test("is refused without keys and without a place", async () => {
    const neither = { ...fields("/neither"), "jwks-uri": "" };
    expect(await sandbox.refused("AuthMethodCreateOauth2", neither)).toMatchObject({ status: 400 });
    const nonsense = { ...fields("/nonsense"), "jwks-uri": "no URL" };
    expect(await sandbox.refused("AuthMethodCreateOauth2", nonsense)).toMatchObject({ status: 400 });
  });
});

test("a lifetime may be a bare number, and is told as it was given", async () => {
  const custom = {
    name: "/custom",
    "create-sync-url": "http://127.0.0.1:1/create",
    "revoke-sync-url": "http://127.0.0.1:1/revoke",
    skip_dry_run: "true",
  };
  const token = await sandbox.token();
  const run = async (command: string, body: object) => {
    const { status, text } = await post(`${sandbox.gateway.url}/${command}`, { ...body, token });
    if (status >= 300) throw new Error(`${command}: ${status} ${text}`);
    return JSON.parse(text);
  };
  await run("gateway-create-producer-custom", { ...custom, "user-ttl": "30m" });
  const updated = await run("gateway-update-producer-custom", { ...custom, "user-ttl": "10" });
  expect(updated.producer_details).toMatchObject({ user_ttl: "10" });
  expect(await run("dynamic-secret-get", { name: "/custom" })).toMatchObject({ user_ttl: "10" });
});

describe("a rotator without a schedule", () => {
  const described = () =>
    sandbox.call<{ auto_rotate: boolean; rotation_interval: number; next_rotation_date: unknown }>(
      "DescribeItem",
      { name: "/bare" },
    );

  test("is told with an interval of 0, and gets one when a schedule is given", async () => {
    const key = { "access-key-id": "AKIABARE00000000", "access-key": "bare-secret" };
    await sandbox.call("TargetCreateAws", { name: "/bare-target", ...key });
    await sandbox.call("RotatedSecretCreateAws", {
      name: "/bare",
      "target-name": "/bare-target",
      "rotator-type": "target",
      "auto-rotate": "",
      "rotation-interval": "",
    });
    expect(await described()).toMatchObject({
      auto_rotate: false,
      rotation_interval: 0,
      next_rotation_date: null,
    });
    await sandbox.call("RotatedSecretUpdateAws", { name: "/bare", description: "still none" });
    expect(await described()).toMatchObject({ auto_rotate: false, rotation_interval: 0 });
    await sandbox.call("RotatedSecretUpdateAws", {
      name: "/bare",
      "auto-rotate": "true",
      "rotation-interval": "7",
    });
    expect(await described()).toMatchObject({ auto_rotate: true, rotation_interval: 7 });
  });

  test.each(["0", "366", "-1"])("is not given %s days", async (days) => {
    const fields = { name: "/bare", "rotation-interval": days };
    expect(await sandbox.refused("RotatedSecretUpdateAws", fields)).toMatchObject({ status: 400 });
  });
});
