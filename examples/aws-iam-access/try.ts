import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
// In a project of your own: from "latchkey/runtime".
import { createSecrets } from "../../src/runtime/index.js";

/*
 * What an instance of the stack gets to see: with its own role attached, outside of its folder, and with another role.
 * On an instance the two lines of `read` are all that there is: the AWS SDK finds the role by itself.
 *
 *   LATCHKEY_GATEWAY_URL=… LATCHKEY_ACCESS_ID=<the output access_id> npx tsx examples/aws-iam-access/try.ts
 */

const AS_DEPLOYER = { ...process.env };

/** Becomes what an instance is to which the role is attached: its session has the name of the instance. */
async function becomeInstanceWith(role: string): Promise<void> {
  Object.assign(process.env, AS_DEPLOYER);
  if (AS_DEPLOYER.AWS_SESSION_TOKEN === undefined) delete process.env.AWS_SESSION_TOKEN;
  const sts = new STSClient({ region: "us-east-1" });
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${Account}:role/${role}`,
      RoleSessionName: "i-0123456789abcdef0",
    }),
  );
  process.env.AWS_ACCESS_KEY_ID = Credentials?.AccessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = Credentials?.SecretAccessKey;
  process.env.AWS_SESSION_TOKEN = Credentials?.SessionToken;
}

/** The secret at a path, or why it is not told. */
async function read(path: string): Promise<string> {
  const secrets = createSecrets({ gateway: { accessType: "aws_iam" } });
  try {
    return (await secrets.get(path)).reveal();
  } catch (error) {
    return (error as Error).message;
  } finally {
    await secrets.close();
  }
}

async function main(): Promise<void> {
  const show = (what: string, came: string) => process.stdout.write(`${what}:\n${came}\n\n`);
  await becomeInstanceWith("example-web");
  show("Its own role, in its folder", await read("/services/web/dev/greeting"));
  show("Its own role, outside of it", await read("/services/web/prod/greeting"));
  await becomeInstanceWith("example-batch");
  show("Another role", await read("/services/web/dev/greeting"));
}

void main();
