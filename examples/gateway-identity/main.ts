import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import { AccessMode, Credentials, DynamicProducer, LatchkeyProvider, Target } from "../../src/index.js";

const FOLDER = "/services/reporting";

/**
 * For a gateway that runs in AWS: it uses the role that it runs as, and no key exists at all. The roles' trust policies
 * name the gateway's role, and AWS ends their sessions after an hour.
 */
class GatewayIdentity extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: process.env.AWS_REGION ?? "us-east-1" });
    new LatchkeyProvider(this, "latchkey");

    const target = new Target(this, "Aws", {
      name: `${FOLDER}/aws`,
      credentials: Credentials.gatewayIdentity(),
      region: "eu-central-1",
    });
    new DynamicProducer(this, "Reader", {
      name: `${FOLDER}/reader`,
      target,
      access: AccessMode.assumeRole(["arn:aws:iam::111122223333:role/reader"], { externalId: "reporting" }),
      ttlSeconds: 3600,
    });
  }
}

const app = new App();
new GatewayIdentity(app, "gateway-identity");
app.synth();
