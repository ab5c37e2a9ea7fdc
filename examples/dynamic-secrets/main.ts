import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Fn, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import {
  AccessMode,
  AwsAccess,
  DynamicProducer,
  EphemeralVariable,
  LatchkeyProvider,
} from "../../src/index.js";

const FOLDER = "/operations/aws";
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/**
 * What a gateway can issue for AWS, whole: temporary users for the console and for programs, sessions of several roles,
 * and users that are made by an access key of the dynamic secret's own, where no target may be made.
 */
class DynamicSecrets extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: process.env.AWS_REGION ?? "us-east-1" });
    new LatchkeyProvider(this, "latchkey");

    // Its user may do what the dynamic secrets of this folder need, and nothing else.
    const access = new AwsAccess(this, "Access", { folder: FOLDER, rotationIntervalDays: 7 });

    // A temporary user: seen in IAM, and gone before its time is over where somebody revokes it.
    const operators = new IamGroup(this, "Operators", { name: "operators" });
    access.addProducer("operator", {
      access: AccessMode.iamUser({
        policyArns: [READ_ONLY],
        userGroups: [operators.name],
        consoleAccess: true,
        consolePassword: { length: 24, capitalLetters: true, lowerLetters: true, numbers: true },
      }),
      ttlSeconds: 8 * 60 * 60,
      region: "eu-central-1",
      description: "A working day on the console and at a shell.",
      tags: ["team=operations"],
      // The gateway refuses to delete it, a destroy included, until an apply has taken this away.
      deleteProtection: process.env.DELETE_PROTECTION !== "off",
      // The key with a customer fragment that encrypts what the gateway holds of it, where there is one.
      ...(process.env.PROTECTION_KEY && { encryptionKeyName: process.env.PROTECTION_KEY }),
    });

    // Sessions of roles, which may belong to several accounts. AWS ends them, and nobody before it.
    const roles = ["deploy", "audit"].map((name) => this.roleFor(access.user.userArn, name));
    access.addProducer("session", {
      access: AccessMode.assumeRole(
        roles.map(({ arn }) => arn),
        { externalId: "operations", sessionTags: { team: "operations" }, transitiveTagKeys: ["team"] },
      ),
      ttlSeconds: 15 * 60,
    });

    // Given by TF_VAR_reader_key_id and TF_VAR_reader_key, the latter for the apply that makes the dynamic secret.
    const keyId = new TerraformVariable(this, "reader_key_id", { type: "string" });
    const key = new EphemeralVariable(this, "reader_key", { optional: true });
    new DynamicProducer(this, "Reader", {
      name: `${FOLDER}/reader`,
      accessKey: {
        accessKeyId: keyId.stringValue,
        secretAccessKeyWo: key.stringValue,
        rotationIntervalDays: 7,
      },
      access: AccessMode.iamUser({ policyArns: [READ_ONLY] }),
      ttlSeconds: 15 * 60,
    });
  }

  private roleFor(userArn: string, name: string): IamRole {
    const trust = {
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Principal: { AWS: userArn },
      Condition: { StringEquals: { "sts:ExternalId": "operations" } },
    };
    return new IamRole(this, name, {
      name: `operations-${name}`,
      assumeRolePolicy: Fn.jsonencode({ Version: "2012-10-17", Statement: [trust] }),
    });
  }
}

const app = new App();
new DynamicSecrets(app, "dynamic-secrets");
app.synth();
