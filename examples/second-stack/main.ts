import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import { DynamicCredentials, LatchkeyProvider, NoLiveKeys } from "../../src/index.js";

/**
 * A second stack: its AWS provider works with a credential that the dynamic producer of the first one issues. The
 * credential is there while Terraform runs, and in no state, no plan and no file. No AWS credential is needed.
 */
class SecondStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LatchkeyProvider(this, "latchkey");
    const admin = new DynamicCredentials(this, "Admin", {
      producerName: process.env.DYNAMIC_SECRET ?? "/services/products/production/aws-admin",
    });
    new AwsProvider(this, "aws", { ...admin.forAwsProvider(), skipRequestingAccountId: true });

    new IamUser(this, "Application", { name: "application" });
  }
}

const app = new App();
new SecondStack(app, "second-stack");
NoLiveKeys.in(app);
app.synth();
