import { parsePolicy } from "../policy/grammar.js";
import type { Randomness } from "../randomness.js";
import type { ManagedPolicy } from "./entities.js";

/**
 * AWS's own policies, as far as the sandbox has them. What they say about IAM and STS, the only services here, is
 * what the real ones say; of other services only the best known are named.
 */
const ALLOWED: Readonly<Record<string, object>> = {
  AdministratorAccess: { Action: "*", Resource: "*" },
  IAMFullAccess: { Action: ["iam:*", "organizations:DescribeAccount"], Resource: "*" },
  IAMReadOnlyAccess: {
    Action: [
      "iam:GenerateCredentialReport",
      "iam:Get*",
      "iam:List*",
      "iam:SimulateCustomPolicy",
      "iam:SimulatePrincipalPolicy",
    ],
    Resource: "*",
  },
  PowerUserAccess: { NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
  ReadOnlyAccess: {
    Action: [
      "cloudwatch:Get*",
      "dynamodb:Get*",
      "ec2:Describe*",
      "iam:Generate*",
      "iam:Get*",
      "iam:List*",
      "iam:Simulate*",
      "logs:Get*",
      "s3:Get*",
      "s3:List*",
      "sts:GetAccessKeyInfo",
      "sts:GetCallerIdentity",
      "sts:GetSessionToken",
    ],
    Resource: "*",
  },
  "job-function/ViewOnlyAccess": {
    Action: ["ec2:Describe*", "iam:Get*", "iam:List*", "s3:ListAllMyBuckets", "s3:ListBucket"],
    Resource: "*",
  },
  AmazonS3FullAccess: { Action: ["s3:*", "s3-object-lambda:*"], Resource: "*" },
  AmazonS3ReadOnlyAccess: { Action: ["s3:Get*", "s3:List*", "s3:Describe*"], Resource: "*" },
  AmazonEC2ReadOnlyAccess: { Action: ["ec2:Describe*", "ec2:Get*"], Resource: "*" },
  AWSDenyAll: { Effect: "Deny", Action: "*", Resource: "*" },
};

const PUBLISHED = new Date("2015-02-06T18:39:46Z");

/** The policies of the account `aws`. */
export function awsManagedPolicies(random: Randomness): readonly ManagedPolicy[] {
  return Object.entries(ALLOWED).map(([pathAndName, statement]) => {
    const name = pathAndName.slice(pathAndName.lastIndexOf("/") + 1);
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    return {
      id: random.uniqueId("ANPA"),
      arn: `arn:aws:iam::aws:policy/${pathAndName}`,
      name,
      path: `/${pathAndName.slice(0, -name.length)}`,
      description: undefined,
      tags: new Map(),
      createdAt: PUBLISHED,
      updatedAt: PUBLISHED,
      ownedByAws: true,
      versions: new Map([["v1", { document: parsePolicy(text, "identity"), createdAt: PUBLISHED }]]),
      defaultVersion: "v1",
      lastVersion: 1,
    };
  });
}
