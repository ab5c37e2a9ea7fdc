import { ListAccessKeysCommand } from "@aws-sdk/client-iam";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { rotationFunction } from "../../src/rotation/index.js";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { freshProvider } from "../support/acceptance/fresh-build.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { TerraformProject } from "../support/acceptance/terraform-project.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { AwsBench } from "../support/aws-sandbox.js";

jest.setTimeout(300_000);

const REGION = "eu-west-1";
const EMPTY = { changes: [], drift: [] };
const SECRET_AND_USER = `
  resource "aws_secretsmanager_secret" "it" {
    name                    = "ci/pusher"
    recovery_window_in_days = 0
  }
  resource "aws_iam_user" "it" {
    name = "pusher"
    tags = { "latchkey:secret" = "ci/pusher" }
  }`;
const RESOURCE = `
  resource "latchkey_machine_key" "it" {
    secret_id            = aws_secretsmanager_secret.it.arn
    user_arn             = aws_iam_user.it.arn
    quiet_period_seconds = 0
  }`;
const FORGOTTEN = `
  removed {
    from = latchkey_machine_key.it
    lifecycle { destroy = false }
  }`;
const rotationBy = (lambda: string) => `
  resource "aws_secretsmanager_secret_rotation" "it" {
    secret_id           = aws_secretsmanager_secret.it.arn
    rotation_lambda_arn = "${lambda}"
    rotation_rules { automatically_after_days = 30 }
  }`;

const provider = awsProviderOrNotice()
  ? undefined
  : "the change of a secret's owner. There is no hashicorp/aws here.";

describeIf(terraformMissing() ?? provider)(
  "I3: readers of a machine user's secret keep a key, with the real Terraform and AWS provider, when its owner changes",
  () => {
    let bench: AwsBench;
    let terraform: TerraformProject;
    let lambda: string;

    beforeEach(async () => {
      const built = freshProvider();
      bench = await AwsBench.open();
      lambda = `arn:aws:lambda:${REGION}:${bench.sandbox.accountId}:function:rotate`;
      const { accessKeyId, secretAccessKey } = bench.sandbox.deployer;
      const env = {
        AWS_ENDPOINT_URL: bench.sandbox.url,
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        LATCHKEY_KEY_SETTLE_SECONDS: "0",
      };
      jest.replaceProperty(process, "env", { ...process.env, ...env });
      const aws = await chooseAwsProviderSource({ env: process.env });
      terraform = await TerraformProject.open({ provider: built, attached: true, aws, env });
      await terraform.configure(`${SECRET_AND_USER}${RESOURCE}`);
      await terraform.apply();
      const { secret_id, user_arn } = (await terraform.state("latchkey_machine_key.it")) ?? {};
      bench.sandbox.provideFunction(
        "rotate",
        rotationFunction({
          userArn: String(user_arn),
          secretArn: String(secret_id),
          quietSeconds: 0,
          settleSeconds: 0,
          clock: { now: () => bench.clock.now(), random: () => 0.5, sleep: async () => {} },
          log: { log: () => {} },
        }),
      );
    });
    afterEach(async () => {
      jest.restoreAllMocks();
      terraform?.remove();
      await bench?.close();
    });

    async function applied(configuration: string): Promise<string> {
      terraform.reconfigure(`${SECRET_AND_USER}${configuration}`);
      const output = await terraform.apply();
      await bench.sandbox.rotationsDone();
      return output;
    }
    async function readKey(): Promise<string> {
      const secrets = bench.secrets(undefined, { region: REGION });
      const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: "ci/pusher" }));
      return JSON.parse(SecretString ?? "{}").AWS_ACCESS_KEY_ID;
    }
    async function keys(): Promise<string[]> {
      const { AccessKeyMetadata = [] } = await bench
        .iam()
        .send(new ListAccessKeysCommand({ UserName: "pusher" }));
      return AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`).sort();
    }
    const active = (...ids: readonly string[]) => ids.map((id) => `${id} Active`).sort();

    test("from the resource to a rotation function and back, in one apply each", async () => {
      const first = await readKey();
      await applied(`${FORGOTTEN}${rotationBy(lambda)}`);
      const second = await readKey();
      expect(second).not.toBe(first);
      expect(await keys()).toEqual(active(first, second));

      const output = await applied(RESOURCE);
      expect(output).toContain("Key was there already");
      expect(await readKey()).toBe(second);
      expect(await keys()).toEqual(active(first, second));
      expect(await terraform.state("latchkey_machine_key.it")).toMatchObject({
        access_key_id: second,
        replaced_key_id: first,
      });
      await expect(terraform.plan()).resolves.toEqual(EMPTY);
    });

    test("from the resource to a rotation function, in two applies without a removed block", async () => {
      const first = await readKey();
      await applied(`${RESOURCE}${rotationBy(lambda)}`);
      const second = await readKey();
      const output = await applied(rotationBy(lambda));
      expect(output).toContain("Keys were left to the rotation function");
      expect(await readKey()).toBe(second);
      expect(await keys()).toEqual(active(first, second));
      await expect(terraform.plan()).resolves.toEqual(EMPTY);
    });
  },
);
