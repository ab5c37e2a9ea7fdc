import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, Token } from "cdktn";
import {
  AccessMode,
  AwsAccess,
  EphemeralVariable,
  LatchkeyProvider,
  StaticSecret,
} from "../../../src/index.js";

test("a stack of the real cdktn takes our constructs, and synthesizes what cdktf does", () => {
  const outdir = mkdtempSync(join(tmpdir(), "cdktn-app-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "heir");
    new AwsProvider(stack, "aws");
    new LatchkeyProvider(stack, "latchkey");
    const access = new AwsAccess(stack, "Access", { folder: "/prod" });
    access.addProducer("admin", { access: AccessMode.assumeRole(["arn:aws:iam::000000424242:role/admin"]) });
    const { stringValue } = new EphemeralVariable(stack, "password");
    new StaticSecret(stack, "Db", { name: "/prod/db", valueWo: stringValue });
    expect(Token.isUnresolved(access.user.userArn)).toBe(true);
    app.synth();

    const written = JSON.parse(readFileSync(join(outdir, "stacks", "heir", "cdk.tf.json"), "utf8"));
    expect(Object.keys(written.resource).sort()).toEqual([
      "aws_iam_user",
      "aws_iam_user_policy",
      "latchkey_dynamic_secret_aws",
      "latchkey_rotated_secret_aws",
      "latchkey_seed_retirement",
      "latchkey_static_secret",
      "latchkey_target_aws",
    ]);
    expect(written.variable.password).toMatchObject({ ephemeral: true });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
