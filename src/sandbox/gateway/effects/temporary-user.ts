import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  RemoveUserFromGroupCommand,
} from "@aws-sdk/client-iam";
import type { AwsKeys } from "../records/target.js";
import type { SecretLedger } from "../secret-ledger.js";
import type { AwsClients } from "./aws-endpoint.js";
import { awsAnswered, awsErrorCode } from "./aws-error.js";

export interface TemporaryUserPlan {
  readonly userName: string;
  readonly policies: readonly string[];
  readonly groups: readonly string[];
  /** Whether the user gets an access key. */
  readonly programmatic: boolean;
  /** Password for the console, or null for a user without one. */
  readonly password: string | null;
}

/** Makes an IAM user for a while. If anything fails, what was made is taken away again and the error goes on. */
export async function createTemporaryUser(
  { iam, iamOnce }: AwsClients,
  secrets: SecretLedger,
  plan: TemporaryUserPlan,
): Promise<AwsKeys | null> {
  const UserName = plan.userName;
  try {
    await iamOnce.send(new CreateUserCommand({ UserName }));
  } catch (error) {
    // Without an answer the user may be there; with a refusal a user of that name was made by another caller.
    if (!awsAnswered(error)) await deleteTemporaryUser(iam, UserName);
    throw error;
  }
  try {
    for (const PolicyArn of plan.policies)
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    for (const GroupName of plan.groups) await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    if (plan.password !== null) {
      await iam.send(
        new CreateLoginProfileCommand({ UserName, Password: plan.password, PasswordResetRequired: false }),
      );
    }
    if (!plan.programmatic) return null;
    const { AccessKey } = await iamOnce.send(new CreateAccessKeyCommand({ UserName }));
    return {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: secrets.keep(AccessKey?.SecretAccessKey ?? ""),
      sessionToken: null,
    };
  } catch (error) {
    await deleteTemporaryUser(iam, UserName);
    throw error;
  }
}

/** Takes a temporary user away with all that hangs on it. Parts that are gone already are no error. */
export async function deleteTemporaryUser(iam: IAMClient, UserName: string): Promise<void> {
  await unlessGone(async () => {
    await unlessGone(() => iam.send(new DeleteLoginProfileCommand({ UserName })));
    const keys = await iam.send(new ListAccessKeysCommand({ UserName }));
    for (const { AccessKeyId } of keys.AccessKeyMetadata ?? []) {
      await unlessGone(() => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })));
    }
    const attached = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    for (const { PolicyArn } of attached.AttachedPolicies ?? []) {
      await unlessGone(() => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn })));
    }
    const groups = await iam.send(new ListGroupsForUserCommand({ UserName }));
    for (const { GroupName } of groups.Groups ?? []) {
      await unlessGone(() => iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName })));
    }
    await iam.send(new DeleteUserCommand({ UserName }));
  });
}

async function unlessGone(job: () => Promise<unknown>): Promise<void> {
  try {
    await job();
  } catch (error) {
    if (awsErrorCode(error) !== "NoSuchEntity") throw error;
  }
}
