import { join } from "node:path";
import type { AuditReport } from "../../src/cli/audit/report.js";
import { latchkeyCommand, run } from "../support/audit/latchkey-command.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { AwsBench } from "../support/aws-sandbox.js";
import { temporaryFolder } from "../support/cli/temporary-folder.js";
import { TerraformFolder } from "../support/protocol/terraform.js";

jest.setTimeout(300_000);

const provider = awsProviderOrNotice();
const describeWithProvider = provider ? describe : describe.skip;

describeWithProvider("a stack that makes an access key with the real AWS provider", () => {
  let aws: AwsBench;
  let folder: TerraformFolder;
  let latchkey: string;

  beforeAll(async () => {
    aws = await AwsBench.open();
    folder = new TerraformFolder({});
    latchkey = latchkeyCommand(temporaryFolder());
    folder.write("aws.tfrc", provider?.cliConfig ?? "");
    folder.write(
      "main.tf",
      `${provider?.requirement}
variable "comment" {
  default = "first"
}
resource "aws_iam_user" "ci" {
  name = "ci"
  tags = { comment = var.comment }
}
resource "aws_iam_access_key" "ci" {
  user = aws_iam_user.ci.name
}
output "key_id" {
  value = aws_iam_access_key.ci.id
}
output "secret" {
  value     = aws_iam_access_key.ci.secret
  sensitive = true
}
`,
    );
    await terraform("init");
    await terraform("apply", "-auto-approve");
    // The state before the second apply becomes the backup.
    await terraform("apply", "-auto-approve", "-var", "comment=second");
    await terraform("plan", "-out", "plan.tfplan", "-var", "comment=third");
  });
  afterAll(async () => {
    folder.remove();
    await aws.close();
  });

  async function terraform(...args: readonly string[]): Promise<string> {
    const { code, output } = await folder.run(args, {
      TF_CLI_CONFIG_FILE: join(folder.path, "aws.tfrc"),
      AWS_ENDPOINT_URL: aws.sandbox.url,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: aws.sandbox.deployer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.sandbox.deployer.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    if (code !== 0) throw new Error(output);
    return output;
  }

  async function audit(args: readonly string[], stdin?: string) {
    const env: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      HOME: temporaryFolder(),
      AWS_ENDPOINT_URL: aws.sandbox.url,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: aws.sandbox.deployer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.sandbox.deployer.secretAccessKey,
    };
    const options = { cwd: folder.path, env, ...(stdin !== undefined && { stdin }) };
    const done = await run(latchkey, ["audit", "--json", ...args], options);
    for (const secret of aws.sandbox.issuedSecrets()) expect(done.stdout + done.stderr).not.toContain(secret);
    const report: AuditReport = JSON.parse(done.stdout);
    return { ...done, report };
  }

  test("is found in its state, the backup, the plan file and what terraform says of the plan", async () => {
    const files = await audit(["."]);
    expect(files).toMatchObject({ code: 1, report: { unread: [] } });
    expect(files.report.keys).toMatchObject([{ verdict: "live", secret: "fits", owner: aws.arn("user/ci") }]);
    const places = files.report.keys[0]?.places ?? [];
    const found = places.map(({ source, entry, address, attribute }) =>
      [entry === null ? source : `${source}!${entry}`, address ?? "output", attribute].join(" "),
    );
    expect(found).toEqual(
      expect.arrayContaining([
        "terraform.tfstate aws_iam_access_key.ci id",
        "terraform.tfstate output key_id",
        "terraform.tfstate.backup aws_iam_access_key.ci id",
        "plan.tfplan!tfstate aws_iam_access_key.ci id",
        "plan.tfplan!tfstate-prev aws_iam_access_key.ci id",
      ]),
    );

    const shown = await audit(["-"], await terraform("show", "-json", "plan.tfplan"));
    expect(shown).toMatchObject({ code: 1, report: { keys: [{ verdict: "live", secret: "fits" }] } });
    expect(shown.report.keys[0]?.places).toContainEqual(
      expect.objectContaining({ address: "aws_iam_access_key.ci", attribute: "id" }),
    );
  });

  test("is clean once Terraform has destroyed it, whatever its backups still hold", async () => {
    await terraform("destroy", "-auto-approve");
    const { code, report } = await audit(["."]);
    expect({ code, outcome: report.outcome }).toEqual({ code: 0, outcome: "clean" });
    expect(report.keys).toMatchObject([{ verdict: "dead", secret: "beside" }]);
  });
});
