import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Fn, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import { AccessMode, AwsAccess, EphemeralVariable, LatchkeyProvider, StaticSecret } from "../../src/index.js";

const FOLDER = "/services/products/production";

/** Gives a gateway access to an AWS account, so that it can issue short-lived administrator credentials. */
class Quickstart extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // What the blocks do not say comes from the environment: AWS_*, LATCHKEY_* or AKEYLESS_*.
    new AwsProvider(this, "aws", { region: process.env.AWS_REGION ?? "us-east-1" });
    new LatchkeyProvider(this, "latchkey");

    // An IAM user, a target seeded with it, a rotation every day, and the end of the seed key.
    const access = new AwsAccess(this, "Access", { folder: FOLDER, rotationIntervalDays: 1 });

    // What the role may do is yours to attach; whom it trusts is the gateway's user.
    const admin = new IamRole(this, "Admin", {
      name: "gateway-admin",
      assumeRolePolicy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: access.user.userArn } }],
      }),
    });
    access.addProducer("aws-admin", { access: AccessMode.assumeRole([admin.arn]), ttlSeconds: 3600 });

    // Given by TF_VAR_db_password. Merely sensitive, it would be written into the plan file.
    const password = new EphemeralVariable(this, "db_password", { description: "Password of the database." });
    new StaticSecret(this, "DbPassword", { name: `${FOLDER}/db-password`, valueWo: password.stringValue });
  }
}

const app = new App();
new Quickstart(app, "quickstart");
app.synth();
