import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

/** The name of the IAM user that these clients act as; undefined for a role or the account itself. */
export async function callersUserName(sts: STSClient): Promise<string | undefined> {
  const { Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const [, , , , , resource = ""] = Arn.split(":");
  return resource.startsWith("user/") ? resource.slice(resource.lastIndexOf("/") + 1) : undefined;
}
