import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Fn, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import {
  LatchkeyProvider,
  LatchkeyRotatedSecretAws,
  LatchkeySeedRetirement,
  LatchkeyTargetAws,
  NoLiveKeys,
} from "../../src/index.js";

const TARGET = "/legacy/aws";

/**
 * For a stack that has an IAM user already: the resources themselves, one to one with Terraform. What the constructs
 * do for you is done here by hand: the tag that dedicates the user, its policy, and the order of things.
 */
class ExistingStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: process.env.AWS_REGION ?? "us-east-1" });
    new LatchkeyProvider(this, "latchkey");

    const user = new IamUser(this, "gateway", {
      name: "legacy-gateway",
      tags: { "latchkey:target": TARGET },
    });
    const policy = new IamUserPolicy(this, "rotation", {
      name: "rotation",
      user: user.name,
      policy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: [
              "iam:CreateAccessKey",
              "iam:DeleteAccessKey",
              "iam:ListAccessKeys",
              "iam:UpdateAccessKey",
            ],
            Resource: user.arn,
          },
        ],
      }),
    });

    const target = new LatchkeyTargetAws(this, "target", {
      name: TARGET,
      seedUserArn: user.arn,
      dependsOn: [policy],
    });
    const rotator = new LatchkeyRotatedSecretAws(this, "rotator", {
      name: "/legacy/aws-rotator",
      target: target.name,
      intervalDays: 30,
      rotationHour: 4,
    });
    const retirement = new LatchkeySeedRetirement(this, "retirement", {
      target: target.name,
      rotator: rotator.name,
      seedUserArn: user.arn,
      seedKeyId: target.seedKeyId,
      dependsOn: [policy],
    });
    new TerraformOutput(this, "seed_status", { value: retirement.seedStatus });
  }
}

const app = new App();
new ExistingStack(app, "existing-stack");
// No key of Terraform's may feed the gateway, and no key may stand in the code.
NoLiveKeys.in(app);
app.synth();
