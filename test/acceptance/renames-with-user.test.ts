import { IAMClient, ListAccessKeysCommand, ListUserTagsCommand } from "@aws-sdk/client-iam";
import type { SandboxGateway } from "../../src/sandbox/gateway/sandbox-gateway.js";
import { startSandboxGateway } from "../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../src/sandbox/sandbox-clock.js";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { freshProvider } from "../support/acceptance/fresh-build.js";
import { Moto } from "../support/acceptance/moto.js";
import { describeIf, motoMissing, terraformMissing } from "../support/acceptance/requirements.js";
import { TerraformProject } from "../support/acceptance/terraform-project.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";

jest.setTimeout(300_000);

const DEPLOYER = {
  accessKeyId: "AKIAMOTODEPLOYER0000",
  secretAccessKey: "deployers-secret-of-the-moto-tests",
};
const EMPTY = { changes: [], drift: [] };
const REFERENCE = "aws_iam_user.gw.arn";
const ARN = "arn:aws:iam::123456789012:user/latchkey/gw";

/** As a stack is written that keeps user and target together: one name for both. */
function configuration(target: string, arn: string): string {
  return `
    resource "aws_iam_user" "gw" {
      name = "gw"
      path = "/latchkey/"
      tags = { "latchkey:target" = "${target}" }
    }
    resource "latchkey_target_aws" "it" {
      name          = "${target}"
      seed_user_arn = ${arn}
    }
    resource "latchkey_rotated_secret_aws" "it" {
      name   = "/prod/rotator"
      target = latchkey_target_aws.it.name
    }
    resource "latchkey_seed_retirement" "it" {
      target               = latchkey_target_aws.it.name
      rotator              = latchkey_rotated_secret_aws.it.name
      seed_user_arn        = latchkey_target_aws.it.seed_user_arn
      seed_key_id          = latchkey_target_aws.it.seed_key_id
      quiet_period_seconds = 0
    }`;
}

const provider = awsProviderOrNotice()
  ? undefined
  : "the rename of a user's tag. There is no hashicorp/aws here.";

describeIf(terraformMissing() ?? motoMissing() ?? provider)(
  "a target whose user is Terraform's own, with the real AWS provider and moto, is renamed by one apply",
  () => {
    let moto: Moto | undefined;
    let gateway: SandboxGateway | undefined;
    let terraform: TerraformProject;
    let iam: IAMClient;

    beforeEach(async () => {
      const built = freshProvider();
      const aws = await chooseAwsProviderSource({ env: process.env });
      moto = await Moto.start();
      iam = new IAMClient({ endpoint: moto.url, region: "us-east-1", credentials: DEPLOYER, maxAttempts: 1 });
      const systems = { url: moto.url, identity: DEPLOYER };
      gateway = await startSandboxGateway({ clock: new SandboxClock(), aws: systems, foreignKeys: "leave" });
      terraform = await TerraformProject.open({
        provider: built,
        attached: true,
        aws,
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
    afterEach(async () => {
      iam?.destroy();
      terraform?.remove();
      await gateway?.close();
      await moto?.stop();
    });

    const held = (target: string) => gateway?.heldKeyId(target);
    async function keys(): Promise<string[]> {
      const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: "gw" }));
      return AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`);
    }
    async function tag(): Promise<string | undefined> {
      const { Tags = [] } = await iam.send(new ListUserTagsCommand({ UserName: "gw" }));
      return Tags.find(({ Key }) => Key === "latchkey:target")?.Value;
    }

    test.each([
      // By the reference Terraform changes the tag first; by the text it changes both at the same time.
      ["after its user's tag", REFERENCE],
      ["at the same time as its user's tag", `"${ARN}"`],
    ])("%s: its key stays, the tag names the new path, and the next plan is empty", async (_, arn) => {
      // With the text alone Terraform would not know that the user has to be there first.
      await terraform.configure(configuration("/prod/aws", REFERENCE));
      await terraform.apply();
      const key = held("/prod/aws");
      expect(await keys()).toEqual([`${key} Active`]);
      if (arn !== REFERENCE) {
        terraform.reconfigure(configuration("/prod/aws", arn));
        await terraform.apply();
      }
      const number = (await terraform.state("latchkey_target_aws.it"))?.target_id;

      terraform.reconfigure(configuration("/prod/moved", arn));
      const { changes } = await terraform.plan();
      expect(changes.map(({ actions }) => actions.join())).toEqual(["update", "update", "update", "update"]);
      await terraform.apply();

      expect({ old: held("/prod/aws"), now: held("/prod/moved") }).toEqual({ old: undefined, now: key });
      expect(await keys()).toEqual([`${key} Active`]);
      await expect(tag()).resolves.toBe("/prod/moved");
      expect((await terraform.state("latchkey_target_aws.it"))?.target_id).toBe(number);
      await expect(terraform.plan()).resolves.toEqual(EMPTY);
    });
  },
);
