import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListRolesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { LatchkeyCommand } from "../support/cli/latchkey-command.js";
import { ExampleFolder } from "../support/constructs/example-folder.js";
import { GatewayAdministrator } from "../support/gateway/administrator.js";

jest.setTimeout(400_000);

const withAws = awsProviderOrNotice() ? describe : describe.skip;
const SUCCESS = expect.objectContaining({ code: 0 });
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const A_DAY_SECONDS = 86_400;

/** A credential as `latchkey get` prints it. */
interface Got {
  readonly access_key_id: string;
  readonly secret_access_key: string;
  readonly security_token?: string;
  readonly user?: string;
  readonly password?: string;
}

/** All that a gateway can issue for AWS, by the real cdktf. What `npm start` plays of other examples: quickstart.test.ts. */
withAws("the example dynamic-secrets, deployed with cdktf", () => {
  let sandbox: Sandbox;
  let folder: ExampleFolder;
  let iam: IAMClient;
  let latchkey: LatchkeyCommand;
  let admin: GatewayAdministrator;
  beforeEach(async () => {
    sandbox = await startSandbox();
    const env = { ...sandbox.environment, LATCHKEY_KEY_SETTLE_SECONDS: "0" };
    folder = await ExampleFolder.open(env);
    latchkey = new LatchkeyCommand(env);
    admin = new GatewayAdministrator(sandbox.gateway);
    iam = new IAMClient({
      endpoint: sandbox.aws.url,
      region: "us-east-1",
      credentials: sandbox.aws.deployer,
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    iam.destroy();
    latchkey.close();
    folder.remove();
    await sandbox.close();
  });

  /** What has changed anything at either side since the last look. */
  const seen = { aws: 0, gateway: 0 };
  beforeEach(() => Object.assign(seen, { aws: 0, gateway: 0 }));
  function writes(): string[] {
    const aws = sandbox.aws.calls().slice(seen.aws);
    const gateway = sandbox.gateway.calls().slice(seen.gateway);
    Object.assign(seen, { aws: seen.aws + aws.length, gateway: seen.gateway + gateway.length });
    return [
      ...aws.flatMap(({ write, action }) => (write ? [action] : [])),
      ...gateway.flatMap(({ write, command }) => (write ? [command] : [])),
    ];
  }

  /** A credential, as a person at a shell gets it. */
  async function get(...args: readonly string[]): Promise<Got> {
    const { code, stdout, stderr } = await latchkey.run("get", ...args);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(stdout) as Got;
  }

  /** Who AWS says that a credential is, or the code of its refusal. */
  async function whoIs(got: Got): Promise<string> {
    const sts = new STSClient({
      endpoint: sandbox.aws.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials: {
        accessKeyId: got.access_key_id,
        secretAccessKey: got.secret_access_key,
        ...(got.security_token && { sessionToken: got.security_token }),
      },
    });
    try {
      return (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? "";
    } catch (error) {
      return (error as Error).name;
    } finally {
      sts.destroy();
    }
  }

  /** Users and roles of the account, apart from the sandbox's own two users. */
  async function people(): Promise<string[]> {
    const [{ Users = [] }, { Roles = [] }] = await Promise.all([
      iam.send(new ListUsersCommand({})),
      iam.send(new ListRolesCommand({})),
    ]);
    return [...Users.map(({ UserName = "" }) => UserName), ...Roles.map(({ RoleName = "" }) => RoleName)];
  }

  /** Looks for every secret that either side has ever known in whatever Terraform and cdktf have left. */
  async function expectNoSecretWritten(): Promise<void> {
    const { findings, files } = await folder.search(sandbox.issuedSecrets());
    expect(files).toBeGreaterThan(0);
    expect(findings).toEqual([]);
  }

  test("issues users and sessions in every mode, is protected until it is not, and leaves nothing", async () => {
    const before = await people();
    const EXAMPLE = "dynamic-secrets/main.ts";
    const [operator, session, reader] = ["operator", "session", "reader"].map(
      (name) => `/operations/aws/${name}`,
    ) as [string, string, string];
    // The access key of a dynamic secret's own is a person's to make.
    const person = { UserName: "reader-maker" };
    await iam.send(new CreateUserCommand(person));
    await iam.send(new AttachUserPolicyCommand({ ...person, PolicyArn: ADMINISTRATOR }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand(person));
    const keyId = { TF_VAR_reader_key_id: AccessKey?.AccessKeyId ?? "" };

    expect(
      await folder.cdktf("deploy", EXAMPLE, {
        ...keyId,
        TF_VAR_reader_key: AccessKey?.SecretAccessKey ?? "",
        PROTECTION_KEY: "/operations/fragment",
      }),
    ).toEqual(SUCCESS);
    expect(await admin.run("dynamic-secret-get", { name: operator })).toMatchObject({
      delete_protection: true,
      dynamic_secret_key: "/operations/fragment",
      aws_region: "eu-central-1",
    });

    // A user for the console and for programs, with what was named and nothing else, revocable.
    const user = await get(operator);
    const UserName = user.user ?? "";
    expect(await whoIs(user)).toMatch(/:user\/tmp\./);
    expect(user.password).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9]).{24}$/);
    await iam.send(new GetLoginProfileCommand({ UserName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(AttachedPolicies.map(({ PolicyName }) => PolicyName)).toEqual(["ReadOnlyAccess"]);
    const { Groups = [] } = await iam.send(new ListGroupsForUserCommand({ UserName }));
    expect(Groups.map(({ GroupName }) => GroupName)).toEqual(["operators"]);
    expect(await latchkey.run("sessions", operator, "--revoke", UserName)).toEqual(SUCCESS);
    expect(await whoIs(user)).toBe("InvalidClientTokenId");

    // Sessions of either role, with tags and the external id without which there would be none.
    // Roles are a set, whose first one is the first by the alphabet, in whatever order they were written.
    const audit = await get(session);
    expect(await whoIs(audit)).toMatch(/assumed-role\/operations-audit\//);
    const role = `arn:aws:iam::${sandbox.aws.accountId}:role/operations-deploy`;
    expect(await whoIs(await get(session, "--role-arn", role))).toMatch(/assumed-role\/operations-deploy\//);
    const assumed = sandbox.aws.calls().filter(({ action }) => action === "AssumeRole");
    expect(assumed.at(-1)?.parameters).toMatchObject({
      DurationSeconds: "900",
      ExternalId: "operations",
      "Tags.member.1.Key": "team",
      "Tags.member.1.Value": "operations",
      "TransitiveTagKeys.member.1": "team",
    });

    // A user that is made by the dynamic secret's own key, and ended by the gateway when its time is over.
    const read = await get(reader);
    expect(await whoIs(read)).toMatch(/:user\/tmp\./);
    await sandbox.clock.advance(15 * 60);
    expect(await whoIs(read)).toBe("InvalidClientTokenId");
    // What AWS alone ends has ended as well.
    expect(await whoIs(audit)).toBe("ExpiredToken");

    // A week later both keys are others, and nothing is planned for that; nor is a secret needed to plan it.
    await sandbox.clock.advance(8 * A_DAY_SECONDS);
    expect(sandbox.aws.accessKeys().map(({ id }) => id)).not.toContain(keyId.TF_VAR_reader_key_id);
    expect(await whoIs(await get(reader))).toMatch(/:user\/tmp\./);
    const settings = { ...keyId, PROTECTION_KEY: "/operations/fragment" };
    writes();
    expect(await folder.cdktf("deploy", EXAMPLE, settings)).toEqual(SUCCESS);
    expect(writes()).toEqual([]);
    await expectNoSecretWritten();

    const byHand = admin.run("dynamic-secret-delete", { name: operator });
    await expect(byHand).rejects.toThrow("is protected from deletion");
    const unprotected = { ...settings, DELETE_PROTECTION: "off" };
    expect(await folder.cdktf("deploy", EXAMPLE, unprotected)).toEqual(SUCCESS);
    expect(await folder.cdktf("destroy", EXAMPLE, unprotected)).toEqual(SUCCESS);
    expect((await admin.run("list-items", {})).items ?? []).toEqual([]);
    expect((await admin.run("list-targets", {})).targets ?? []).toEqual([]);
    for (const { id } of sandbox.aws.accessKeys()) {
      await iam.send(new DeleteAccessKeyCommand({ ...person, AccessKeyId: id }));
    }
    await iam.send(new DetachUserPolicyCommand({ ...person, PolicyArn: ADMINISTRATOR }));
    await iam.send(new DeleteUserCommand(person));
    expect(await people()).toEqual(before);
    expect(sandbox.aws.calls().filter(({ error }) => error?.startsWith("AccessDenied"))).toEqual([]);
    await expectNoSecretWritten();
  });
});
