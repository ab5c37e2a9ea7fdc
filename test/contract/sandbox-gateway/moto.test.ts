import {
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { V2Api } from "akeyless";
import { main } from "../../../src/cli/main.js";
import { masked } from "../../../src/domain/masked.js";
import type { SandboxGateway } from "../../../src/sandbox/gateway/sandbox-gateway.js";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { Moto } from "../../support/acceptance/moto.js";
import { describeIf, motoMissing } from "../../support/acceptance/requirements.js";
import { watchedWorld } from "../../support/cli/watched-world.js";
import { apiAt, type Keys, send } from "./sandbox.js";

// A program of others to be started, on a machine with other work.
jest.setTimeout(90_000);

/** moto lets anybody in until its IAM is told otherwise. */
const ADMIN = { accessKeyId: "AKIAMOTODEPLOYER0000", secretAccessKey: "deployers-secret-of-the-moto-tests" };
const DAY_SECONDS = 86_400;

interface Issued {
  readonly id: string;
  readonly user: string;
  readonly access_key_id: string;
  readonly secret_access_key: string;
  readonly security_token: string;
  readonly password?: string;
}

/**
 * What the local gateway and our commands do in AWS is done in an IAM and STS that others have written: the official
 * SDKs ask for it, and tell what came of it.
 */
describeIf(motoMissing())("the gateway, with an IAM and STS by moto", () => {
  let moto: Moto;
  let iam: IAMClient;
  let gateway: SandboxGateway;
  let clock: SandboxClock;
  let api: V2Api;
  let token: string;
  let names = 0;

  beforeAll(async () => {
    moto = await Moto.start();
    iam = clientOf(ADMIN);
  });
  afterAll(async () => {
    iam?.destroy();
    await moto?.stop();
  });
  beforeEach(async () => {
    clock = new SandboxClock();
    gateway = await startSandboxGateway({
      clock,
      aws: { url: moto.url, identity: ADMIN },
      tokenTtlMinutes: 60 * 24 * 365,
      sleep: () => Promise.resolve(),
    });
    api = apiAt(gateway.url);
    const { accessId, accessKey } = gateway.admin;
    const login = { "access-id": accessId, "access-key": accessKey };
    ({ token } = await send<{ token: string }>(api, "Auth", login));
    names += 1;
  });
  afterEach(() => gateway?.close());

  const clientOf = (credentials: Keys) =>
    new IAMClient({ endpoint: moto.url, region: "us-east-1", credentials, maxAttempts: 1 });
  const call = <T = unknown>(model: string, fields: Record<string, unknown>) =>
    send<T>(api, model, { token, ...fields });

  /** A user of this test alone, with a key. */
  async function user(kind: string): Promise<Keys & { readonly name: string }> {
    const name = `${kind}-${names}`;
    await iam.send(new CreateUserCommand({ UserName: name }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
    return { name, accessKeyId, secretAccessKey };
  }

  /** A target that holds a key of a user of this test. */
  async function target() {
    const keys = await user("gw");
    const held = { "access-key-id": keys.accessKeyId, "access-key": keys.secretAccessKey };
    await call("TargetCreateAws", { name: "/aws", ...held });
    return keys;
  }

  async function producer(fields: Record<string, unknown>): Promise<void> {
    await call("DynamicSecretCreateAws", { name: "/producer", "target-name": "/aws", ...fields });
  }

  const issue = () => call<Issued>("DynamicSecretGetValue", { name: "/producer" });

  async function whoIs({ access_key_id, secret_access_key, security_token }: Issued): Promise<string> {
    const credentials = {
      accessKeyId: access_key_id,
      secretAccessKey: secret_access_key,
      ...(security_token && { sessionToken: security_token }),
    };
    const sts = new STSClient({ endpoint: moto.url, region: "us-east-1", credentials, maxAttempts: 1 });
    try {
      return (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? "";
    } finally {
      sts.destroy();
    }
  }

  const exists = (UserName: string) =>
    iam.send(new GetUserCommand({ UserName })).then(
      () => true,
      (error: Error) => (error.name === "NoSuchEntityException" ? false : Promise.reject(error)),
    );

  async function keyIds(UserName: string): Promise<string[]> {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
    return AccessKeyMetadata.flatMap(({ AccessKeyId }) => AccessKeyId ?? []);
  }

  test("makes a temporary user with policy, group, key and console password, and takes all of it back", async () => {
    await target();
    const group = `operators-${names}`;
    await iam.send(new CreateGroupCommand({ GroupName: group }));
    // moto knows AWS's own policies only where it is told to load them.
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: `readers-${names}`,
        PolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }],
        }),
      }),
    );
    await producer({
      "aws-user-policies": Policy?.Arn,
      "aws-user-groups": group,
      "aws-user-console-access": true,
      "user-ttl": "30m",
    });
    const issued = await issue();
    const UserName = issued.user;
    expect(await whoIs(issued)).toMatch(new RegExp(`:user/${UserName.replaceAll(".", "\\.")}$`));
    expect(issued.password).toMatch(/./);
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
    expect(LoginProfile).toMatchObject({ UserName, PasswordResetRequired: false });
    const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([Policy?.Arn]);
    const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual([group]);

    await clock.advance(30 * 60);
    expect(await exists(UserName)).toBe(false);
    const second = await issue();
    await call("DynamicSecretTmpCredsDelete", { name: "/producer", "tmp-creds-id": second.id });
    expect(await exists(second.user)).toBe(false);
    expect(gateway.events().map(({ kind }) => kind)).toEqual(["issued", "expired", "issued", "revoked"]);
  });

  test("assumes a role with external id, session tags and a transitive one", async () => {
    await target();
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: `readers-${names}`,
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
      }),
    );
    await producer({
      "access-mode": "assume_role",
      "aws-role-arns": Role?.Arn,
      "user-ttl": "15m",
      "aws-external-id": "operations",
      "session-tags": "team=operations",
      "transitive-tag-keys": "team",
    });
    const issued = await issue();
    expect(issued.security_token).toMatch(/./);
    expect(await whoIs(issued)).toMatch(new RegExp(`:assumed-role/readers-${names}/`));
  });

  test("works by an access key of the dynamic secret's own, and rotates it", async () => {
    const own = await user("maker");
    await call("DynamicSecretCreateAws", {
      name: "/producer",
      "aws-access-key-id": own.accessKeyId,
      "aws-access-secret-key": own.secretAccessKey,
      "enable-admin-rotation": true,
      "admin-rotation-interval-days": 7,
    });
    await clock.advance(8 * DAY_SECONDS);
    const [rotated, ...more] = await keyIds(own.name);
    expect(more).toEqual([]);
    expect(rotated).not.toBe(own.accessKeyId);
    const issued = await issue();
    expect(await exists(issued.user)).toBe(true);
    await call("DynamicSecretDelete", { name: "/producer" });
    expect(await exists(issued.user)).toBe(false);
  });

  describe("with a grace", () => {
    const GRACE = { "grace-rotation": "true", "grace-rotation-interval": "2" };

    /** Our command, for a person who may ask AWS, too; the credentials are those of this process. */
    async function rotateNow(...flags: readonly string[]) {
      const env = {
        AKEYLESS_GATEWAY: gateway.url,
        AKEYLESS_ACCESS_ID: gateway.admin.accessId,
        AKEYLESS_ACCESS_KEY: gateway.admin.accessKey,
        AWS_ENDPOINT_URL: moto.url,
        AWS_REGION: "us-east-1",
      };
      const before = { ...process.env };
      process.env.AWS_ACCESS_KEY_ID = ADMIN.accessKeyId;
      process.env.AWS_SECRET_ACCESS_KEY = ADMIN.secretAccessKey;
      const world = watchedWorld({ ...before, ...env });
      try {
        const code = await main(["rotate", "/rotator", ...flags], world);
        return { code, ...world.printed };
      } finally {
        process.env = before;
      }
    }

    test.each([
      ["a target's key", "target"],
      ["a key that it holds itself", "api-key"],
    ])(
      "keeps %s beside the one that follows, rotates on request, and ends it afterwards",
      async (_, type) => {
        const gw = await target();
        const held = type === "target" ? gw : await user("app");
        await call("RotatedSecretCreateAws", {
          name: "/rotator",
          "target-name": "/aws",
          "rotator-type": type,
          ...(type === "target"
            ? { "authentication-credentials": "use-self-creds" }
            : {
                "authentication-credentials": "use-user-creds",
                "api-id": held.accessKeyId,
                "api-key": held.secretAccessKey,
              }),
          ...GRACE,
        });
        expect(await rotateNow()).toMatchObject({
          code: 0,
          stdout: expect.stringMatching(/what was before stays until .* UTC, the end of its grace/),
        });
        const [first, second = "", ...more] = await keyIds(held.name);
        expect([first, more]).toEqual([held.accessKeyId, []]);

        // Both of AWS's slots are full until the grace is over, and the command finds that out before it asks.
        const refused = await rotateNow("--json");
        const { error } = JSON.parse(refused.stdout) as { error: { code: string; detail: string } };
        expect([refused.code, error.code]).toEqual([1, "KEY_SLOTS_IN_GRACE"]);
        // Whose key a secret of its own holds, the gateway does not tell: then its dates decide.
        expect(error.detail).toContain(
          type === "target"
            ? `${masked(second)} works, and ${masked(held.accessKeyId)}`
            : "That is what the gateway's dates tell",
        );
        expect(await keyIds(held.name)).toEqual([held.accessKeyId, second]);

        expect(await rotateNow("--end-grace")).toMatchObject({ code: 0 });
        const [before, third, ...none] = await keyIds(held.name);
        expect([before, none]).toEqual([second, []]);
        await clock.advance(4 * DAY_SECONDS);
        expect(await keyIds(held.name)).toEqual([third]);
      },
    );
  });
});
