/** Policies around the key of a machine user, as plain data. */

interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Document {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * Who reads the secret: these, whatever their own policies say, and no other identity of the account, an administrator
 * included. `works` are those that need the value for their work and are no readers.
 */
export function readersPolicy(readers: readonly string[], works: readonly string[]): Document {
  const all = [...readers, ...works];
  const allowed: Statement = {
    Sid: "Readers",
    Effect: "Allow",
    Principal: { AWS: readers },
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    Resource: ["*"],
  };
  const refused: Statement = {
    Sid: "NoneButThese",
    Effect: "Deny",
    Principal: "*",
    Action: ["secretsmanager:GetSecretValue"],
    Resource: ["*"],
    ...(all.length > 0 && { Condition: { ArnNotEquals: { "aws:PrincipalArn": all } } }),
  };
  return { Version: "2012-10-17", Statement: readers.length > 0 ? [allowed, refused] : [refused] };
}

/** What the rotation function does: to the keys of this user, and to this secret. */
export function rotationPolicy(userArn: string, secretArn: string, kmsKeyArn: string | undefined): Document {
  const statements: Statement[] = [
    {
      Effect: "Allow",
      Action: [
        "iam:CreateAccessKey",
        "iam:DeleteAccessKey",
        "iam:GetAccessKeyLastUsed",
        "iam:GetUser",
        "iam:ListAccessKeys",
        "iam:UpdateAccessKey",
      ],
      Resource: [userArn],
    },
    {
      Effect: "Allow",
      Action: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:ListSecretVersionIds",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      Resource: [secretArn],
    },
    ...(kmsKeyArn === undefined
      ? []
      : [
          { Effect: "Allow" as const, Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [kmsKeyArn] },
        ]),
  ];
  return { Version: "2012-10-17", Statement: statements };
}

/** Lets Lambda run as a role. */
export const LAMBDA_TRUST: Document | object = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: ["sts:AssumeRole"] },
  ],
};
