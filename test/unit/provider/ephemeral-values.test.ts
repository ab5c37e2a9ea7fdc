import type { Clock } from "../../../src/domain/clock.js";
import type { ProviderServer } from "../../../src/engine/index.js";
import type { TfObject } from "../../../src/engine/value/value.js";
import { dynamicSecretValueTable, ephemeralTables } from "../../../src/schema/index.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";
import { type Stage, stage } from "../../support/provider/stage.js";

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

let world: Stage;
let admin: GatewayAdministrator;
let clock: InstantClock;
let provider: ProviderServer;

beforeEach(async () => {
  world = await stage();
  admin = new GatewayAdministrator(world.sandboxGateway);
  clock = new InstantClock();
  provider = await configured(clock);
  await admin.run("target-create-aws", { name: "/aws", "use-gw-cloud-identity": true });
});
afterEach(() => world.close());

async function configured(clock: Clock): Promise<ProviderServer> {
  const process = world.provider(clock);
  await world.terraform("latchkey_static_secret", process);
  return process;
}

/** Opens an ephemeral resource of this type with these settings. */
function open(type: string, settings: TfObject, signal?: AbortSignal) {
  const table = ephemeralTables.find((one) => one.type === type);
  const unset = Object.fromEntries(Object.keys(table?.attributes ?? {}).map((name) => [name, null]));
  return provider.openEphemeral({
    typeName: `latchkey_${type}`,
    config: { ...unset, ...settings },
    deferralAllowed: false,
    ...(signal && { unheard: signal }),
  });
}

const producer = (fields: object = {}) =>
  admin.run("dynamic-secret-create-aws", {
    ...{ name: "/producer", "target-name": "/aws", "aws-user-policies": READ_ONLY, "user-ttl": "30m" },
    ...fields,
  });

/** The temporary users that the sandbox's IAM has. */
const temporaryUsers = () =>
  new Set(
    world.sandboxAws.accessKeys().flatMap(({ userName }) => (/^tmp\./.test(userName) ? [userName] : [])),
  );

describe("a dynamic secret of temporary users", () => {
  test("is opened with a key that works, and its user is gone when it is closed", async () => {
    await producer();
    const opened = await open("dynamic_secret", { name: "producer" });
    expect(opened.diagnostics).toEqual([]);
    expect(opened.result).toMatchObject({ session_token: null, ttl_seconds: 1800 });
    expect(temporaryUsers()).toEqual(new Set([opened.result?.credential_id]));
    expect(JSON.parse(String(opened.result?.json))).toMatchObject({
      access_key_id: opened.result?.access_key_id,
      secret_access_key: opened.result?.secret_access_key,
    });
    const closed = await provider.closeEphemeral({
      typeName: "latchkey_dynamic_secret",
      private: opened.private,
    });
    expect(closed.diagnostics).toEqual([]);
    expect(temporaryUsers()).toEqual(new Set());
  });

  test("waits until AWS honours the key, and tells so in the log, without the secret", async () => {
    await producer();
    world.sandboxAws.setPropagation({ delayMs: 8_000, flapping: true });
    // The sandbox's clock goes with the provider's.
    clock.onSleep = async (ms) => world.time.advance(ms / 1000);
    const opened = await open("dynamic_secret", { name: "/producer" });
    expect(opened.diagnostics).toEqual([]);
    // By the sandbox's clock, which goes on by itself, too, on a machine with other work.
    const key = world.sandboxAws.accessKeys().find(({ userName }) => userName === opened.result?.username);
    expect(world.time.now().getTime() - Number(key?.createdAt)).toBeGreaterThanOrEqual(8_000);
    expect(clock.waits.length).toBeGreaterThan(0);
    const log = JSON.stringify(world.log);
    expect(log).toContain("waiting until AWS honours access key");
    expect(log).not.toContain(String(opened.result?.secret_access_key));
  });

  test("whose key never works is revoked, and the opening fails", async () => {
    await producer();
    world.sandboxAws.setPropagation({ delayMs: 3_600_000 });
    const opened = await open("dynamic_secret", { name: "/producer", ready_timeout_seconds: 30 });
    expect(opened.result).toBeNull();
    expect(opened.diagnostics).toMatchObject([
      {
        severity: "error",
        detail: expect.stringMatching(
          /within 30 seconds[\s\S]*The credential that was issued is revoked[\s\S]*ISSUED_KEY_UNUSABLE/,
        ),
      },
    ]);
    expect(temporaryUsers()).toEqual(new Set());
  });

  test("is not waited for where that is not wanted", async () => {
    await producer();
    world.sandboxAws.setPropagation({ delayMs: 3_600_000 });
    const opened = await open("dynamic_secret", { name: "/producer", ready_timeout_seconds: 0 });
    expect(opened.diagnostics).toEqual([]);
    expect(clock.waits).toEqual([]);
  });

  test("of less than a minute is opened, and never extended: the gateway tells its life as 0", async () => {
    await producer({ "user-ttl": "30s" });
    const opened = await open("dynamic_secret", { name: "/producer", ready_timeout_seconds: 0 });
    expect(opened.diagnostics).toEqual([]);
    expect(opened.result).toMatchObject({ ttl_seconds: 0 });
    expect(opened.renewAt ?? null).toBeNull();
    expect(temporaryUsers().size).toBe(1);
  });

  test("is extended at half of its life, and lives through a run that takes longer", async () => {
    await producer();
    const opened = await open("dynamic_secret", { name: "/producer" });
    expect(opened.renewAt).toEqual(new Date(clock.now().getTime() + 15 * 60_000));
    let held = opened.private;
    for (let turn = 0; turn < 4; turn++) {
      await world.time.advance(15 * 60);
      await clock.sleep(15 * 60_000);
      const renewed = await provider.renewEphemeral({ typeName: "latchkey_dynamic_secret", private: held });
      expect(renewed.diagnostics).toEqual([]);
      expect(renewed.renewAt).toEqual(new Date(clock.now().getTime() + 15 * 60_000));
      held = renewed.private;
    }
    expect(temporaryUsers().size).toBe(1);
    expect(await provider.closeEphemeral({ typeName: "latchkey_dynamic_secret", private: held })).toEqual({
      diagnostics: [],
    });
    expect(temporaryUsers().size).toBe(0);
  });

  test("is ended by the gateway where the provider is killed before the end", async () => {
    await producer();
    await open("dynamic_secret", { name: "/producer" });
    await world.time.advance(30 * 60 - 1);
    expect(temporaryUsers().size).toBe(1);
    await world.time.advance(1);
    expect(temporaryUsers().size).toBe(0);
  });

  test("closes without an error where the dynamic secret is gone meanwhile", async () => {
    await producer();
    const { private: held } = await open("dynamic_secret", { name: "/producer" });
    await admin.run("dynamic-secret-delete", { name: "/producer" });
    expect(await provider.closeEphemeral({ typeName: "latchkey_dynamic_secret", private: held })).toEqual({
      diagnostics: [],
    });
  });

  test("leaves no user where Terraform is gone before it could be handed over", async () => {
    await producer();
    const gone = new AbortController();
    clock.onSleep = () => gone.abort();
    await open("dynamic_secret", { name: "/producer" }, gone.signal);
    expect(temporaryUsers()).toEqual(new Set());
    expect(world.commands()).toContain("dynamic-secret-tmp-creds-delete");
  });

  test("is not issued twice where the reply was lost, and says what that means", async () => {
    await producer();
    world.sandboxGateway.answerNext("dynamic-secret-get-value", { replyLost: true });
    const { diagnostics } = await open("dynamic_secret", { name: "/producer" });
    expect(diagnostics[0]?.detail).toContain("the gateway ends it when its time is over");
    expect(temporaryUsers().size).toBe(1);
  });

  test("of which a password for the console is all gives no key", async () => {
    await producer({ "aws-user-programmatic-access": false, "aws-user-console-access": true });
    const { result, diagnostics } = await open("dynamic_secret", { name: "/producer" });
    expect(diagnostics).toEqual([]);
    expect(result).toMatchObject({ access_key_id: null, secret_access_key: null });
    const { user, password } = JSON.parse(String(result?.json));
    expect({ user, password }).toEqual({ user: expect.any(String), password: expect.any(String) });
    expect(result).toMatchObject({ username: user, password });
  });

  test("that have a key and a password gives both, and its user is gone when it is closed", async () => {
    await producer({ "aws-user-console-access": true });
    const { result, ...opened } = await open("dynamic_secret", { name: "/producer" });
    expect(result).toMatchObject({
      access_key_id: expect.any(String),
      username: result?.credential_id,
      password: expect.stringMatching(/^.{16}$/),
    });
    await provider.closeEphemeral({ typeName: "latchkey_dynamic_secret", private: opened.private });
    expect(temporaryUsers()).toEqual(new Set());
  });
});

describe("a dynamic secret of roles", () => {
  const ROLE = "arn:aws:iam::000000424242:role";
  async function roles(): Promise<void> {
    const statement = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: `arn:aws:iam::${world.sandboxAws.accountId}:root` },
    };
    const { IAMClient, CreateRoleCommand } = await import("@aws-sdk/client-iam");
    const { url, deployer } = world.sandboxAws;
    const iam = new IAMClient({ region: "us-east-1", endpoint: url, credentials: deployer });
    for (const RoleName of ["reader", "writer"]) {
      const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    }
    iam.destroy();
    await producer({
      ...{ "access-mode": "assume_role", "aws-user-policies": "" },
      "aws-role-arns": `${ROLE}/reader,${ROLE}/writer`,
    });
  }

  test("assumes the one that is asked for, and is neither waited for, extended nor revoked", async () => {
    await roles();
    world.commands();
    const opened = await open("dynamic_secret", { name: "/producer", role_arn: `${ROLE}/writer` });
    expect(opened.diagnostics).toEqual([]);
    expect(opened.renewAt).toBeUndefined();
    expect(opened.result?.session_token).toEqual(expect.any(String));
    expect(opened.result?.password).toBeNull();
    expect(String(opened.result?.json)).toContain("assumed-role/writer");
    const closed = await provider.closeEphemeral({
      typeName: "latchkey_dynamic_secret",
      private: opened.private,
    });
    expect(closed.diagnostics).toEqual([]);
    expect(world.commands()).toEqual(["dynamic-secret-get-value"]);
  });

  test("warns at the end of a run that has outlived it", async () => {
    await roles();
    const { private: held } = await open("dynamic_secret", { name: "/producer" });
    await clock.sleep(30 * 60_000 + 1);
    const { diagnostics } = await provider.closeEphemeral({
      typeName: "latchkey_dynamic_secret",
      private: held,
    });
    expect(diagnostics).toMatchObject([
      { severity: "warning", detail: expect.stringContaining("before this run did") },
    ]);
  });

  test("refuses what is no role, before anything is issued", async () => {
    const table = Object.keys(dynamicSecretValueTable.attributes);
    const unset = Object.fromEntries(table.map((name) => [name, null]));
    const { diagnostics } = await provider.validateEphemeralConfig({
      typeName: "latchkey_dynamic_secret",
      config: { ...unset, name: "/producer", role_arn: "writer" },
    });
    expect(diagnostics).toMatchObject([{ detail: expect.stringContaining("ARN_MALFORMED") }]);
  });
});

describe("a static secret", () => {
  test("is read at a version, and the newest where none is named", async () => {
    await admin.run("create-secret", { name: "/s", value: "one" });
    await admin.run("update-secret-val", { name: "/s", value: "two" });
    expect((await open("static_secret", { name: "s" })).result).toMatchObject({ value: "two" });
    expect((await open("static_secret", { name: "/s", version: 1 })).result).toMatchObject({ value: "one" });
    const { diagnostics } = await open("static_secret", { name: "/none" });
    expect(diagnostics[0]?.detail).toContain("GATEWAY_OBJECT_MISSING");
  });
});

describe("a rotated secret", () => {
  test("with a key of its own is read, and the working key of a target is refused", async () => {
    const { id, secret } = await userWithKey("own");
    const held = await userWithKey("held");
    await admin.run("target-create-aws", {
      ...{ name: "/held", "access-key-id": held.id, "access-key": held.secret.reveal() },
    });
    await admin.run("rotated-secret-create-aws", {
      ...{ name: "/own", "target-name": "/held", "rotator-type": "api-key" },
      ...{ "api-id": id, "api-key": secret.reveal() },
    });
    await admin.run("rotated-secret-create-aws", {
      ...{ name: "/rotator", "target-name": "/held", "rotator-type": "target" },
    });
    expect((await open("rotated_secret", { name: "/own" })).result).toMatchObject({
      username: id,
      password: secret.reveal(),
    });
    const { result: own } = await open("rotated_secret", { name: "/own", version: 1 });
    expect(JSON.parse(String(own?.json))).toMatchObject({ username: id });
    expect((await open("rotated_secret", { name: "/own", version: 9 })).diagnostics).toHaveLength(1);
    world.commands();
    const { result, diagnostics } = await open("rotated_secret", { name: "/rotator" });
    expect(result).toBeNull();
    expect(diagnostics[0]?.detail).toContain("WORKING_KEY_KEPT");
    expect(world.commands()).toEqual(["describe-item"]);
  });

  async function userWithKey(name: string) {
    const { CreateUserCommand, IAMClient } = await import("@aws-sdk/client-iam");
    const { url, deployer } = world.sandboxAws;
    const iam = new IAMClient({ region: "us-east-1", endpoint: url, credentials: deployer });
    await iam.send(new CreateUserCommand({ UserName: name }));
    iam.destroy();
    return world.aws.iam.createKey(name);
  }
});

describe("a token", () => {
  const accepts = async (token: unknown) => {
    const answer = await fetch(`${world.sandboxGateway.url}/describe-item`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "/s", token }),
    });
    return answer.ok;
  };

  test("works while it is open and not after that, and the provider goes on without it", async () => {
    await admin.run("create-secret", { name: "/s", value: "one" });
    const opened = await open("token", {});
    expect(opened.diagnostics).toEqual([]);
    expect(opened.result?.expires_at).toMatch(/^\d{4}-.*Z$/);
    expect(await accepts(opened.result?.token)).toBe(true);
    await open("static_secret", { name: "/s" });
    const closed = await provider.closeEphemeral({ typeName: "latchkey_token", private: opened.private });
    expect(closed.diagnostics).toEqual([]);
    expect(await accepts(opened.result?.token)).toBe(false);
    expect((await open("static_secret", { name: "/s" })).result).toMatchObject({ value: "one" });
  });

  test("is revoked where it cannot be told when it ends, because Terraform closes nothing that did not open", async () => {
    world.sandboxGateway.answerNext("validate-token", { status: 400, body: { error: "not now" } });
    world.commands();
    const { result, diagnostics } = await open("token", {});
    expect(result).toBeNull();
    expect(diagnostics[0]?.detail).toContain("GATEWAY_REFUSED");
    expect(world.commands().slice(-2)).toEqual(["validate-token", "revoke-creds"]);
  });

  test("that has ended meanwhile closes without an error, and warns of that", async () => {
    const { private: held } = await open("token", {});
    world.sandboxGateway.expireTokens();
    await clock.sleep(61 * 60_000);
    const { diagnostics } = await provider.closeEphemeral({ typeName: "latchkey_token", private: held });
    expect(diagnostics).toMatchObject([{ severity: "warning" }]);
  });
});
