import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  ListAccessKeysCommand,
  TagUserCommand,
} from "@aws-sdk/client-iam";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { scanForCanaries } from "../../src/proof/canary/scan.js";
import type { SandboxGateway } from "../../src/sandbox/gateway/sandbox-gateway.js";
import { startSandboxGateway } from "../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../src/sandbox/sandbox-clock.js";
import { freshProvider } from "../support/acceptance/fresh-build.js";
import { Moto } from "../support/acceptance/moto.js";
import { describeIf, motoMissing, terraformMissing } from "../support/acceptance/requirements.js";
import { TerraformProject } from "../support/acceptance/terraform-project.js";
import { SECRETS_SCENARIOS } from "../support/aws/secrets-manager-scenarios.js";

jest.setTimeout(180_000);

const TARGET = "/prod/aws";
/** moto lets anybody in until its IAM is told otherwise. */
const DEPLOYER = {
  accessKeyId: "AKIAMOTODEPLOYER0000",
  secretAccessKey: "deployers-secret-of-the-moto-tests",
};

describeIf(terraformMissing() ?? motoMissing())("the main story, with an IAM and STS by moto", () => {
  let moto: Moto | undefined;
  let gateway: SandboxGateway | undefined;
  let terraform: TerraformProject | undefined;
  let iam: IAMClient;
  const clock = new SandboxClock();

  beforeAll(async () => {
    const provider = freshProvider();
    moto = await Moto.start();
    iam = new IAMClient({ endpoint: moto.url, region: "us-east-1", credentials: DEPLOYER, maxAttempts: 1 });
    gateway = await startSandboxGateway({
      clock,
      aws: { url: moto.url, identity: DEPLOYER },
      foreignKeys: "leave",
    });
    terraform = await TerraformProject.open({
      provider,
      attached: true,
      env: {
        AWS_ENDPOINT_URL: moto.url,
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: DEPLOYER.accessKeyId,
        AWS_SECRET_ACCESS_KEY: DEPLOYER.secretAccessKey,
        AKEYLESS_GATEWAY: gateway.url,
        AKEYLESS_ACCESS_ID: gateway.admin.accessId,
        AKEYLESS_ACCESS_KEY: gateway.admin.accessKey,
        LATCHKEY_KEY_SETTLE_SECONDS: "0",
      },
    });
  });
  afterAll(async () => {
    iam?.destroy();
    terraform?.remove();
    await gateway?.close();
    await moto?.stop();
  });

  async function keys(): Promise<string[]> {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: "gw" }));
    return AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`);
  }
  const held = () => gateway?.heldKeyId(TARGET);

  test("a user with a key of somebody's is refused, then one without the dedication tag, and nothing is done to either", async () => {
    await iam.send(new CreateUserCommand({ UserName: "gw", Path: "/latchkey/" }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "gw" }));
    const arn = `arn:aws:iam::123456789012:user/latchkey/gw`;
    await terraform?.configure(`
      resource "latchkey_target_aws" "it" {
        name          = "${TARGET}"
        seed_user_arn = "${arn}"
      }
      resource "latchkey_rotated_secret_aws" "it" {
        name   = "/prod/rotator"
        target = latchkey_target_aws.it.name
      }
      resource "latchkey_seed_retirement" "it" {
        target               = latchkey_target_aws.it.name
        rotator              = latchkey_rotated_secret_aws.it.name
        seed_user_arn        = "${arn}"
        seed_key_id          = latchkey_target_aws.it.seed_key_id
        quiet_period_seconds = 0
      }`);
    await expect(terraform?.failingApply()).resolves.toContain("[SEED_KEY_NOT_OURS]");
    expect(await keys()).toEqual([`${AccessKey?.AccessKeyId} Active`]);
    await iam.send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId: AccessKey?.AccessKeyId }));
    await expect(terraform?.failingApply()).resolves.toContain("[SEED_USER_NOT_DEDICATED]");
    expect(await keys()).toEqual([]);
  });

  test("the seed is minted, handed over, replaced and retired", async () => {
    await iam.send(new TagUserCommand({ UserName: "gw", Tags: [{ Key: "latchkey:target", Value: TARGET }] }));
    await terraform?.apply();
    expect(await keys()).toEqual([`${held()} Active`]);
    const { seed_key_id: seed, proof } = (await terraform?.state("latchkey_seed_retirement.it")) ?? {};
    expect(seed).not.toBe(held());
    expect(proof).toBe("sts");
  });

  test("the second apply changes nothing, and so does the one after the gateway has rotated", async () => {
    for (const hours of [0, 48]) {
      await clock.advance(hours * 3600);
      const before = await keys();
      await expect(terraform?.plan()).resolves.toEqual({ changes: [], drift: [] });
      await terraform?.apply();
      expect(await keys()).toEqual(before);
      expect(before).toEqual([`${held()} Active`]);
    }
  });

  test("destroy leaves no key, and no secret was written anywhere", async () => {
    await terraform?.destroy();
    expect(await keys()).toEqual([]);
    const canaries = (gateway?.issuedSecrets() ?? []).map((secret, index) => ({
      label: `#${index}`,
      secret,
    }));
    const { findings } = await scanForCanaries([terraform?.folder ?? ""], canaries);
    expect(findings).toEqual([]);
  });
});

/** What the sandbox's Secrets Manager is held to holds for one that others have written. */
describeIf(motoMissing())("Secrets Manager by moto", () => {
  let moto: Moto | undefined;
  let client: SecretsManagerClient;

  beforeAll(async () => {
    moto = await Moto.start();
    client = new SecretsManagerClient({
      endpoint: moto.url,
      region: "us-east-1",
      credentials: DEPLOYER,
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client?.destroy();
    await moto?.stop();
  });

  test.each(SECRETS_SCENARIOS)("$name", async ({ run }) => {
    await run(client, "latchkey");
  });
});
