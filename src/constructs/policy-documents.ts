/** IAM policies as plain data: what the gateway may do as its user, and nothing else. */

export interface PolicyStatement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly ArnEquals: Readonly<Record<string, readonly string[]>> };
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/**
 * Lets a user replace its own access keys. The user is named by its whole ARN: `user/${aws:username}` would not match
 * a user that has a path.
 */
export function selfRotationPolicy(userArn: string): PolicyDocument {
  return document(
    allow(
      [
        "iam:CreateAccessKey",
        "iam:DeleteAccessKey",
        "iam:GetAccessKeyLastUsed",
        "iam:GetUser",
        "iam:ListAccessKeys",
        "iam:ListUserTags",
        "iam:UpdateAccessKey",
      ],
      [userArn],
    ),
  );
}

/** Lets a user assume the roles, as far as their trust policies let it, and tag the sessions of `tagged`. */
export function assumeRoles(roleArns: readonly string[], tagged: readonly string[] = []): PolicyDocument {
  const assume = allow(["sts:AssumeRole"], roleArns);
  if (tagged.length === 0) return document(assume);
  const tag = allow(["sts:TagSession"], tagged);
  return roleArns.length === 0 ? document(tag) : document(assume, tag);
}

/** What temporary users are made of. */
export interface TemporaryUsers {
  /** ARN patterns of the users that may be made and deleted. */
  readonly users: readonly string[];
  /** The only policies that they may be given. */
  readonly policyArns: readonly string[];
  /** ARN patterns of the only groups that they may join. */
  readonly groups: readonly string[];
  /** Whether they get a console password. */
  readonly console: boolean;
}

/**
 * Lets a user make and delete temporary users. The gateway's own documentation asks for this on all users and with
 * any policy, which is an administrator in disguise: whoever may attach any policy and make keys may do everything.
 * What is to be deleted may have been made when other policies were listed, so any may be detached.
 */
export function temporaryUsers({ users, policyArns, groups, console }: TemporaryUsers): PolicyDocument {
  const statements = [
    allow(
      [
        "iam:CreateAccessKey",
        "iam:CreateUser",
        "iam:DeleteAccessKey",
        "iam:DeleteLoginProfile",
        "iam:DeleteUser",
        "iam:DetachUserPolicy",
        "iam:GetLoginProfile",
        "iam:GetUser",
        "iam:ListAccessKeys",
        "iam:ListAttachedUserPolicies",
        "iam:ListGroupsForUser",
        "iam:ListUserPolicies",
        "iam:ListUserTags",
        "iam:TagUser",
        ...(console ? ["iam:CreateLoginProfile"] : []),
      ],
      users,
    ),
  ];
  if (policyArns.length > 0) {
    statements.push({
      ...allow(["iam:AttachUserPolicy"], users),
      Condition: { ArnEquals: { "iam:PolicyARN": policyArns } },
    });
  }
  if (groups.length > 0) {
    statements.push(allow(["iam:AddUserToGroup", "iam:RemoveUserFromGroup"], groups));
  }
  return document(...statements);
}

function document(...Statement: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement };
}

function allow(Action: readonly string[], Resource: readonly string[]): PolicyStatement {
  return { Effect: "Allow", Action, Resource };
}
