import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import { AccessMode, AwsAccess, LatchkeyProvider } from "../../src/index.js";

/**
 * Temporary IAM users instead of assumed roles: visible in the AWS console, and revocable before their time is over.
 * The gateway's user may make users of the names that the gateway gives, with these policies and groups only.
 */
class TemporaryUsers extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: process.env.AWS_REGION ?? "us-east-1" });
    new LatchkeyProvider(this, "latchkey");

    const access = new AwsAccess(this, "Access", { folder: "/operations", rotationIntervalDays: 7 });

    access.addProducer("reader", {
      access: AccessMode.iamUser({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
      ttlSeconds: 15 * 60,
    });

    // For the AWS provider of another stack, such as ../second-stack: its user is there while that runs, and no longer.
    access.addProducer("deployer", {
      access: AccessMode.iamUser({ policyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] }),
      ttlSeconds: 15 * 60,
    });

    const operators = new IamGroup(this, "Operators", { name: "operators", path: "/teams/" });
    access.addProducer("operator", {
      access: AccessMode.iamUser({ userGroups: [operators.name], consoleAccess: true }),
      description: "A working day on the console.",
      ttlSeconds: 8 * 60 * 60,
    });
  }
}

const app = new App();
new TemporaryUsers(app, "temporary-users");
app.synth();
