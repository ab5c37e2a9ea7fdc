import { join } from "node:path";
import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetUserCommand,
  ListRolesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { AwsBench, awsError } from "../support/aws-sandbox.js";
import { TerraformFolder, type TerraformResult } from "../support/protocol/terraform.js";

jest.setTimeout(300_000);

const aws = awsProviderOrNotice();
const describeWithProvider = aws ? describe : describe.skip;

let bench: AwsBench;
let folder: TerraformFolder;
let seen = 0;

beforeEach(async () => {
  bench = await AwsBench.open();
  folder = new TerraformFolder({});
  seen = 0;
  folder.write("aws.tfrc", aws?.cliConfig ?? "");
});
afterEach(async () => {
  folder.remove();
  await bench.close();
});

/** Real Terraform with nothing but an endpoint, a region and the deployer's key. */
function terraform(...args: readonly string[]): Promise<TerraformResult> {
  return folder.run(args, {
    TF_CLI_CONFIG_FILE: join(folder.path, "aws.tfrc"),
    AWS_ENDPOINT_URL: bench.sandbox.url,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: bench.sandbox.deployer.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bench.sandbox.deployer.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
  });
}

async function applied(configuration: string): Promise<void> {
  folder.write("main.tf", `${aws?.requirement}\n${configuration}`);
  const { code, output } = await terraform("apply", "-auto-approve");
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("Apply complete!") });
}

/** The writes that arrived since this was last asked, in alphabetical order: Terraform works in parallel. */
function newWrites(): string[] {
  const calls = bench.sandbox.calls().slice(seen);
  seen += calls.length;
  return calls.flatMap(({ action, write }) => (write ? [action] : [])).sort();
}

const bootstrap = (environment: string) => `
data "aws_caller_identity" "me" {}
data "aws_partition" "current" {}
data "aws_iam_policy" "read_only" {
  name = "ReadOnlyAccess"
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.gateway.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["akeyless-42"]
    }
  }
}
resource "aws_iam_user" "gateway" {
  name = "gateway-prod"
  path = "/akeyless/"
  tags = {
    "latchkey:target" = "/aws/prod"
    environment       = "${environment}"
  }
}
resource "aws_iam_user" "disposable" {
  name          = "disposable"
  force_destroy = true
}
resource "aws_iam_user_policy" "self_rotation" {
  name = "self-rotation"
  user = aws_iam_user.gateway.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["iam:CreateAccessKey", "iam:ListAccessKeys", "iam:GetUser"]
      Resource = "arn:\${data.aws_partition.current.partition}:iam::\${data.aws_caller_identity.me.account_id}:user/akeyless/$\${aws:username}"
    }]
  })
}
resource "aws_iam_policy" "boundary" {
  name        = "boundary"
  path        = "/akeyless/"
  description = "What the gateway's roles may do at most"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:List*", Resource = "*" }]
  })
}
resource "aws_iam_user_policy_attachment" "list" {
  user       = aws_iam_user.gateway.name
  policy_arn = aws_iam_policy.boundary.arn
}
resource "aws_iam_role" "admin" {
  name                 = "aws-admin"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 7200
  permissions_boundary = aws_iam_policy.boundary.arn
  tags = {
    environment = "${environment}"
  }
}
resource "aws_iam_role_policy" "admin" {
  name = "everything"
  role = aws_iam_role.admin.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}
resource "aws_iam_role_policy_attachment" "read_only" {
  role       = aws_iam_role.admin.name
  policy_arn = data.aws_iam_policy.read_only.arn
}
resource "aws_iam_group" "gateways" {
  name = "gateways"
}
resource "aws_iam_user_group_membership" "gateway" {
  user   = aws_iam_user.gateway.name
  groups = [aws_iam_group.gateways.name]
}
resource "aws_secretsmanager_secret" "machine" {
  name                    = "machines/ci"
  description             = "Key of the machine user ci"
  recovery_window_in_days = 0
  tags = {
    environment = "${environment}"
  }
}
resource "aws_secretsmanager_secret_policy" "machine" {
  secret_arn          = aws_secretsmanager_secret.machine.arn
  block_public_policy = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.admin.arn }
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}
resource "aws_secretsmanager_secret_version" "machine" {
  secret_id      = aws_secretsmanager_secret.machine.id
  secret_string  = jsonencode({ AWS_ACCESS_KEY_ID = "AKIA${environment}" })
  version_stages = ["AWSCURRENT", "latchkey:AKIA${environment}"]
}
resource "aws_secretsmanager_secret_rotation" "machine" {
  secret_id           = aws_secretsmanager_secret_version.machine.secret_id
  rotation_lambda_arn = "arn:aws:lambda:eu-central-1:\${data.aws_caller_identity.me.account_id}:function:rotate"
  rotate_immediately  = false
  rotation_rules {
    schedule_expression = "rate(30 days)"
  }
}
data "aws_secretsmanager_secret_version" "machine" {
  secret_id     = aws_secretsmanager_secret.machine.id
  version_stage = "latchkey:AKIA${environment}"
  depends_on    = [aws_secretsmanager_secret_version.machine]
}
`;

describeWithProvider("the real AWS provider", () => {
  test("makes users, policies, roles, groups and secrets that work, finds nothing to change, changes tags, leaves nothing", async () => {
    bench.sandbox.provideFunction("rotate", () => null);
    folder.write("main.tf", `${aws?.requirement}`);
    expect(await terraform("init")).toMatchObject({ code: 0 });

    await applied(bootstrap("dev"));
    expect(newWrites()).toEqual([
      "AddUserToGroup",
      "AttachRolePolicy",
      "AttachUserPolicy",
      "CreateGroup",
      "CreatePolicy",
      "CreateRole",
      "CreateSecret",
      "CreateUser",
      "CreateUser",
      "PutResourcePolicy",
      "PutRolePolicy",
      "PutSecretValue",
      "PutUserPolicy",
      "RotateSecret",
    ]);
    // The provider may ask for what does not exist yet; anything else that is refused is a gap in the sandbox.
    expect(bench.sandbox.calls().filter(({ error }) => error !== null && error !== "NoSuchEntity")).toEqual(
      [],
    );
    expect(bench.sandbox.calls()[0]?.userAgent).toContain("terraform-provider-aws");
    await usedByTheGateway();
    seen = bench.sandbox.calls().length;

    expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({
      code: 0,
      output: expect.stringContaining("No changes."),
    });
    expect(newWrites()).toEqual([]);

    await applied(bootstrap("prod"));
    // The value has its version, and both labels go over to the new one.
    expect(newWrites()).toEqual([
      "PutSecretValue",
      "TagResource",
      "TagRole",
      "TagUser",
      "UpdateSecretVersionStage",
    ]);
    expect((await bench.iam().send(new GetUserCommand({ UserName: "gateway-prod" }))).User?.Tags).toEqual(
      expect.arrayContaining([
        { Key: "latchkey:target", Value: "/aws/prod" },
        { Key: "environment", Value: "prod" },
      ]),
    );

    const [leftover] = bench.sandbox.accessKeys();
    await bench.key("disposable");
    expect(await terraform("destroy", "-auto-approve")).toMatchObject({
      code: 1,
      output: expect.stringContaining("DeleteConflict: Cannot delete entity, must delete access keys first."),
    });
    expect(bench.sandbox.accessKeys()).toEqual([leftover]);
    const key = { UserName: "gateway-prod", AccessKeyId: leftover?.id };
    await bench.iam().send(new DeleteAccessKeyCommand(key));
    expect(await terraform("destroy", "-auto-approve")).toMatchObject({ code: 0 });
    expect(bench.sandbox.accessKeys()).toEqual([]);
    const { Users } = await bench.iam().send(new ListUsersCommand({}));
    expect(Users?.map(({ UserName }) => UserName)).toEqual([
      "latchkey-sandbox-deployer",
      "latchkey-sandbox-gateway",
    ]);
    expect((await bench.iam().send(new ListRolesCommand({}))).Roles).toEqual([]);
  });
});

/** What Terraform made is used as the gateway would use it. */
async function usedByTheGateway(): Promise<void> {
  const key = await bench.key("gateway-prod");
  await expect(
    bench.iam(key).send(new CreateAccessKeyCommand({ UserName: "latchkey-sandbox-deployer" })),
  ).rejects.toMatchObject(awsError("AccessDenied", 403));
  await bench.iam(key).send(new GetUserCommand({}));
  const assume = (ExternalId?: string) =>
    bench.sts(key).send(
      new AssumeRoleCommand({
        RoleArn: bench.arn("role/aws-admin"),
        RoleSessionName: "me",
        DurationSeconds: 7200,
        ExternalId,
      }),
    );
  await expect(assume()).rejects.toMatchObject(awsError("AccessDenied", 403));
  const { Credentials } = await assume("akeyless-42");
  const session = bench.iam({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  });
  await session.send(new ListUsersCommand({}));
  await expect(
    session.send(new GetUserCommand({ UserName: "latchkey-sandbox-deployer" })),
  ).rejects.toMatchObject({
    ...awsError("AccessDenied", 403),
    message: expect.stringContaining("no permissions boundary allows"),
  });
}
