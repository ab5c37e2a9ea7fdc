import { GetAccessKeyLastUsedCommand, type IAMClient } from "@aws-sdk/client-iam";

/** The name of the IAM user that an access key belongs to, asked by another identity than that user. */
export async function userNameOfKey(iam: IAMClient, keyId: string): Promise<string | undefined> {
  const { UserName } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keyId }));
  return UserName;
}
