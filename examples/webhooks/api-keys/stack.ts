import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import { CustomProducer, EphemeralVariable, LatchkeyProvider } from "../../../src/index.js";

/** The webhook as a Lambda function, and the dynamic secret that calls it. */
class ApiKeys extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: process.env.AWS_REGION ?? "us-east-1" });
    new LatchkeyProvider(this, "latchkey");

    const trust = new DataAwsIamPolicyDocument(this, "Trust", {
      statement: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
        },
      ],
    });
    const role = new IamRole(this, "Role", { name: "api-keys-webhook", assumeRolePolicy: trust.json });
    new IamRolePolicyAttachment(this, "Logs", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    });

    // lambda.ts, bundled. The function verifies by itself that it is this gateway which calls.
    const webhook = new LambdaFunction(this, "Webhook", {
      functionName: "api-keys-webhook",
      role: role.arn,
      runtime: "nodejs22.x",
      handler: "lambda.handler",
      filename: process.env.WEBHOOK_ZIP ?? "api-keys-webhook.zip",
      timeout: 25,
      environment: { variables: { GATEWAY_ACCESS_ID: process.env.GATEWAY_ACCESS_ID ?? "p-your-gateway" } },
    });
    new CustomProducer(this, "Keys", {
      name: "/shop/api-keys",
      create: webhook,
      revoke: webhook,
      rotate: webhook,
      payloadWo: new EphemeralVariable(this, "administrator", { optional: true }).stringValue,
      rotation: { intervalDays: 7 },
      ttlSeconds: 3600,
    });
  }
}

const app = new App();
new ApiKeys(app, "api-keys");
app.synth();
