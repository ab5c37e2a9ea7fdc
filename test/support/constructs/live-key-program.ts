import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformLocal, TerraformResource, TerraformStack } from "cdktf";
import { NoLiveKeys } from "../../../src/index.js";

/*
 * A program as many have it: Terraform makes a key and gives it to the gateway. And one literal, told by the
 * environment, so that no key stands in this file.
 */
const app = new App();
const stack = new TerraformStack(app, "legacy");
new AwsProvider(stack, "aws", { region: "us-east-1" });
const user = new IamUser(stack, "Gateway", { name: "gateway" });
const key = new IamAccessKey(stack, "Key", { user: user.name });
const target = new TerraformResource(stack, "Target", { terraformResourceType: "akeyless_target_aws" });
target.addOverride("access_key_id", key.id);
target.addOverride("access_key", key.secret);
new TerraformLocal(stack, "copied", process.env.LITERAL_OF_THE_TEST ?? "");
NoLiveKeys.in(app);
app.synth();
