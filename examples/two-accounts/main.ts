import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import { AccessMode, AwsAccess, LatchkeyProvider } from "../../src/index.js";

/** One gateway, two AWS accounts: a provider of each kind for each account, deployed through a role in it. */
class TwoAccounts extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.giveAccess("staging", "111122223333");
    this.giveAccess("production", "444455556666");
  }

  private giveAccess(stage: string, account: string): void {
    const roleArn = `arn:aws:iam::${account}:role/deployer`;
    const awsProvider = new AwsProvider(this, `aws-${stage}`, {
      alias: stage,
      region: process.env.AWS_REGION ?? "us-east-1",
      assumeRole: [{ roleArn }],
    });
    const provider = new LatchkeyProvider(this, `latchkey-${stage}`, {
      alias: stage,
      aws: { assumeRoleArn: roleArn },
    });
    const access = new AwsAccess(this, stage, { folder: `/${stage}`, provider, awsProvider });
    access.addProducer("deploy", {
      access: AccessMode.assumeRole([`arn:aws:iam::${account}:role/deploy`]),
      ttlSeconds: 15 * 60,
    });
  }
}

const app = new App();
new TwoAccounts(app, "two-accounts");
app.synth();
