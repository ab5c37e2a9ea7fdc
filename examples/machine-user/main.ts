import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, CloudBackend, Fn, NamedCloudWorkspace, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import { LatchkeyProvider, MachineRotation, MachineUser } from "../../src/index.js";

/** The access key of a CI system's IAM user lies in AWS Secrets Manager, and nobody copies it there. */
class MachineUserStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // In a workspace of HCP Terraform, where its organization is named.
    const organization = process.env.TF_CLOUD_ORGANIZATION;
    if (organization) {
      const workspaces = new NamedCloudWorkspace("my-secretsmanager-workspace");
      const hostname = process.env.TF_CLOUD_HOSTNAME ?? "app.terraform.io";
      new CloudBackend(this, { hostname, organization, workspaces });
    }
    new AwsProvider(this, "aws", { region: process.env.AWS_REGION ?? "ap-southeast-1" });
    new LatchkeyProvider(this, "latchkey");

    const machine = new MachineUser(this, "Pusher", {
      secretName: "dummy-machine-sbx",
      policy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" }],
      }),
      // Any other text in KEY_TRIGGER rotates at once.
      rotation: MachineRotation.byTerraform({ everyDays: 90, trigger: process.env.KEY_TRIGGER }),
      // Deleted at once; by itself, a secret can be restored for 30 days.
      recoveryWindowDays: 0,
      tags: { Name: "dummy-machine-sbx", "my:environment": "sandbox", "my:owner": "Luthfi" },
    });

    const { accountId } = new DataAwsCallerIdentity(this, "Me");
    // The developers who may read it; every other identity of the account is refused.
    const developers = new IamRole(this, "Developers", {
      name: "developers",
      assumeRolePolicy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { AWS: `arn:aws:iam::${accountId}:root` },
          },
        ],
      }),
    });
    machine.grantRead(developers);
  }
}

const app = new App();
new MachineUserStack(app, "machine-user");
app.synth();
