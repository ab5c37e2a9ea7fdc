import { ListAccessKeysCommand } from "@aws-sdk/client-iam";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { startSandboxGateway } from "../../src/sandbox/gateway/start.js";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { freshProvider } from "../support/acceptance/fresh-build.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { TerraformProject } from "../support/acceptance/terraform-project.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { AwsBench } from "../support/aws-sandbox.js";
import { GatewayConsole } from "../support/machine/gateway-console.js";

jest.setTimeout(300_000);

const REGION = "eu-west-1";

interface Names {
  readonly user: string;
  readonly secret: string;
}

const userOf = ({ user, secret }: Names) => `
  resource "aws_iam_user" "it" {
    name = "${user}"
    path = "/machines/"
    tags = { "latchkey:secret" = "${secret}" }
  }`;
const inAws = (names: Names) => `${userOf(names)}
  resource "aws_secretsmanager_secret" "it" {
    name                    = "${names.secret}"
    recovery_window_in_days = 0
  }
  resource "latchkey_machine_key" "it" {
    secret_id            = aws_secretsmanager_secret.it.arn
    user_arn             = aws_iam_user.it.arn
    quiet_period_seconds = 0
  }`;
const inGateway = (names: Names) => `${userOf(names)}
  resource "latchkey_machine_key" "it" {
    secret_id            = "${names.secret}"
    secret_store         = "gateway"
    user_arn             = aws_iam_user.it.arn
    quiet_period_seconds = 0
  }`;

const provider = awsProviderOrNotice()
  ? undefined
  : "the rename of a machine user. There is no hashicorp/aws here.";

describeIf(terraformMissing() ?? provider)(
  "I6: with the real Terraform and AWS provider one key is left after the rename of",
  () => {
    let bench: AwsBench;
    let console: GatewayConsole;
    let terraform: TerraformProject;

    beforeEach(async () => {
      const built = freshProvider();
      bench = await AwsBench.open();
      const { clock, sandbox } = bench;
      const aws = { url: sandbox.url, identity: sandbox.gatewayIdentity };
      console = new GatewayConsole(await startSandboxGateway({ clock, aws }));
      const { url, admin } = console.gateway;
      terraform = await TerraformProject.open({
        provider: built,
        attached: true,
        aws: await chooseAwsProviderSource({ env: process.env }),
        env: {
          AWS_ENDPOINT_URL: sandbox.url,
          AWS_REGION: REGION,
          AWS_ACCESS_KEY_ID: sandbox.deployer.accessKeyId,
          AWS_SECRET_ACCESS_KEY: sandbox.deployer.secretAccessKey,
          AKEYLESS_GATEWAY: url,
          AKEYLESS_ACCESS_ID: admin.accessId,
          AKEYLESS_ACCESS_KEY: admin.accessKey,
          LATCHKEY_KEY_SETTLE_SECONDS: "0",
        },
      });
    });
    afterEach(async () => {
      terraform?.remove();
      await console?.gateway.close();
      await bench?.close();
    });

    async function readKey({ secret }: Names): Promise<string | undefined> {
      if (secret.startsWith("/")) return (await console.value(secret)).AWS_ACCESS_KEY_ID;
      const secrets = bench.secrets(undefined, { region: REGION });
      const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: secret }));
      return JSON.parse(SecretString ?? "{}").AWS_ACCESS_KEY_ID;
    }
    async function keys({ user }: Names): Promise<string[]> {
      const { AccessKeyMetadata = [] } = await bench
        .iam()
        .send(new ListAccessKeysCommand({ UserName: user }));
      return AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`);
    }

    const ofAws = { user: "pusher", secret: "ci/pusher" };
    const ofGateway = { user: "pusher", secret: "/ci/pusher" };
    // The AWS provider tells the new ARN of a renamed user only when it has renamed it.
    test.each<[string, number, (names: Names) => string, Names, Names]>([
      ["the user, whose key lies in AWS", 2, inAws, ofAws, { ...ofAws, user: "pusher-2" }],
      ["the secret of AWS", 1, inAws, ofAws, { ...ofAws, secret: "ci/moved" }],
      [
        "the user, whose key lies in the gateway",
        2,
        inGateway,
        ofGateway,
        { ...ofGateway, user: "pusher-2" },
      ],
      ["the path of the static secret", 1, inGateway, ofGateway, { ...ofGateway, secret: "/ci/moved" }],
    ])(
      "%s, by apply number %d: readers get it, and the next plan is empty",
      async (_, applies, configuration, before, after) => {
        await terraform.configure(configuration(before));
        await terraform.apply();
        const old = await readKey(before);
        expect(await keys(before)).toEqual([`${old} Active`]);

        terraform.reconfigure(configuration(after));
        for (let left = applies; left > 1; left--) {
          await terraform.apply();
          expect(await readKey(after)).toBe(old);
          expect(await keys(after)).toEqual([`${old} Active`]);
        }
        await terraform.apply();

        const key = await readKey(after);
        expect(key).not.toBe(old);
        expect(await keys(after)).toEqual([`${key} Active`]);
        if (before.secret !== after.secret) {
          expect((await console.paths()).filter((path) => path.startsWith(before.secret))).toEqual([]);
        }
        // What the AWS provider tells of a secret that it has just made is drift to Terraform, and no change.
        expect((await terraform.plan()).changes).toEqual([]);
      },
    );
  },
);
