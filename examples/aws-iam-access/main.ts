import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Fn, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import {
  AccessRole,
  AwsIamAuth,
  EphemeralVariable,
  LatchkeyProvider,
  StaticSecret,
} from "../../src/index.js";

const FOLDER = "/services/web";

/**
 * An instance reads its secrets by the AWS role that is attached to it, and nothing else: there is no key on it. What it
 * may read is said by its access role in the gateway; `try.ts` shows both, and what is refused.
 */
class AwsIamAccess extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: process.env.AWS_REGION ?? "us-east-1" });
    new LatchkeyProvider(this, "latchkey");

    const web = this.instanceRole("web");
    // Another one, to see what becomes of an instance to which it is attached instead.
    this.instanceRole("batch");

    const auth = new AwsIamAuth(this, "Auth", {
      name: `${FOLDER}/instances`,
      boundTo: web,
      tokenMinutes: 15,
    });
    new AccessRole(this, "Access", { name: `${FOLDER}/readers` })
      .associate(auth)
      .grantRead(`${FOLDER}/dev/*`);

    // Given by TF_VAR_greeting.
    const greeting = new EphemeralVariable(this, "greeting", { description: "What the secrets say." });
    for (const stage of ["dev", "prod"]) {
      new StaticSecret(this, stage, { name: `${FOLDER}/${stage}/greeting`, valueWo: greeting.stringValue });
    }
    new TerraformOutput(this, "access_id", { value: auth.accessId, staticId: true });
  }

  private instanceRole(name: string): IamRole {
    const { accountId } = this.account;
    return new IamRole(this, name, {
      name: `example-${name}`,
      assumeRolePolicy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
          // So that try.ts can be run elsewhere than on an instance; leave it out otherwise.
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${accountId}:root` } },
        ],
      }),
    });
  }

  private get account(): DataAwsCallerIdentity {
    const there = this.node.tryFindChild("account") as DataAwsCallerIdentity | undefined;
    return there ?? new DataAwsCallerIdentity(this, "account");
  }
}

const app = new App();
new AwsIamAccess(app, "aws-iam-access");
app.synth();
