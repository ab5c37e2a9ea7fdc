import {
  allowsByItself,
  jointVerdict,
  type PolicySubject,
  policiesOfCaller,
  questionOf,
  trusted,
} from "../authorization.js";
import type { SignedCaller } from "../caller.js";
import { AwsError } from "../errors.js";
import { nameRule, type TextRule } from "../input.js";
import type { CheckedPolicy } from "../policy/document.js";
import type { Question } from "../policy/evaluate.js";
import { parsePolicy } from "../policy/grammar.js";
import { trustVerdict } from "../policy/trust.js";
import type { IamRole } from "../store/entities.js";
import { readTags, type Tags } from "../store/tags.js";
import type { Action, ActionCall } from "./action.js";
import { credentialsXml } from "./credentials.js";
import { requestTags } from "./request-tags.js";

const ROLE_ARN: TextRule = { min: 20, max: 2048 };
const EXTERNAL_ID: TextRule = { min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ };
const SESSION_POLICY: TextRule = { max: 2048 };
const SHORTEST = 900;
const LONGEST = 43200;
const LONGEST_CHAINED = 3600;
const DEFAULT_SECONDS = 3600;

/** Temporary credentials of a role, for whom both the role's trust policy and the caller's own policies let in. */
export const assumeRole: Action = {
  service: "sts",
  name: "AssumeRole",
  write: false,
  takes: [
    ...["RoleArn", "RoleSessionName", "DurationSeconds", "ExternalId", "Policy", "PolicyArns"],
    ...["Tags", "TransitiveTagKeys"],
  ],
  // The role's trust policy has a say, so it asks for itself.
  about: undefined,
  run: (call) => {
    const { input, account, now } = call;
    const arn = input.text("RoleArn", ROLE_ARN);
    const name = input.text("RoleSessionName", nameRule(64, 2));
    const seconds = input.integer("DurationSeconds", { min: SHORTEST, max: LONGEST });
    const externalId = input.optionalText("ExternalId", EXTERNAL_ID);
    const { tags, transitive } = sessionTags(call);
    const policies = sessionPolicies(call);

    const subject: PolicySubject = {
      arn,
      context: {
        "sts:ExternalId": externalId,
        "sts:RoleSessionName": name,
        "sts:TransitiveTagKeys": transitive.size > 0 ? [...transitive.keys()] : undefined,
        ...requestTags(tags),
      },
    };
    const role = roleWith(arn, call);
    for (const action of tags.size > 0 ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]) {
      const question = questionOf(action, { ...subject, tags: role.tags }, call.caller, account, now);
      if (!isLetIn(role, question, call)) throw notAuthorized(action, arn, call.caller);
    }
    const session = account.sessions.open(
      {
        kind: "role",
        role,
        name,
        policies,
        tags,
        transitive,
        chained: call.caller.session?.of.kind === "role",
      },
      durationOf(seconds, role, call.caller),
      now,
    );
    return {
      Credentials: credentialsXml(session),
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${name}`,
        Arn: `arn:aws:sts::${account.accountId}:assumed-role/${role.name}/${name}`,
      },
      ...(policies && { PackedPolicySize: 1 }),
    };
  },
};

/**
 * The tags of a session: those of the request, and the transitive ones of the session that asks, which it cannot give
 * another value. Of AWS's words for a refusal only their meaning is known.
 * Source: IAM user guide, "Pass session tags in AWS STS".
 */
function sessionTags({ input, caller }: ActionCall): { readonly tags: Tags; readonly transitive: Tags } {
  const asked = readTags(input);
  const inherited = caller.session?.of.kind === "role" ? caller.session.of.transitive : new Map();
  const among = (tags: Tags, key: string) =>
    [...tags].find(([known]) => known.toLowerCase() === key.toLowerCase());
  for (const key of asked.keys()) {
    if (!among(inherited, key)) continue;
    throw new AwsError(
      "ValidationError",
      `Tag ${key} is transitive in the session of the caller and cannot be set.`,
    );
  }
  const named = (input.texts("TransitiveTagKeys") ?? []).map((key) => {
    const tag = among(asked, key);
    if (tag) return tag;
    throw new AwsError(
      "ValidationError",
      "The specified transitive tag key must be included in the requested tags.",
    );
  });
  return { tags: new Map([...inherited, ...asked]), transitive: new Map([...inherited, ...named]) };
}

/** @throws AwsError AccessDenied: AWS refuses a role that does not exist in the words of one that does not let in. */
function roleWith(arn: string, { account, caller }: ActionCall): IamRole {
  const role = account.roles.all().find((known) => account.arn("role", known) === arn);
  if (!role) throw notAuthorized("sts:AssumeRole", arn, caller);
  return role;
}

/** Within one account it is enough that the trust policy names the caller itself. A Deny on either side refuses. */
function isLetIn(role: IamRole, question: Question, { account, caller }: ActionCall): boolean {
  const policies = policiesOfCaller(caller, account);
  const own = jointVerdict(policies, question);
  const trust = trustVerdict(role.trust, trusted(caller, account), question);
  if (own === "deny" || trust === "deny") return false;
  if (trust === "account") return own === "allow";
  return allowsByItself(trust, policies, question, caller);
}

/** @throws AwsError ValidationError for a duration that the role or role chaining does not allow. */
function durationOf(seconds: number | undefined, role: IamRole, caller: SignedCaller): number {
  if (seconds === undefined) return DEFAULT_SECONDS;
  if (caller.session?.of.kind === "role" && seconds > LONGEST_CHAINED) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (seconds > role.maxSessionSeconds) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
  return seconds;
}

/** The policies that narrow the session; undefined if none were given. */
function sessionPolicies({ input, account }: ActionCall): readonly CheckedPolicy[] | undefined {
  const text = input.optionalText("Policy", SESSION_POLICY);
  const arns = (input.members("PolicyArns") ?? []).map((member) => member.get("arn") ?? "");
  if (text === undefined && arns.length === 0) return undefined;
  return [
    ...(text === undefined ? [] : [parsePolicy(text, "identity")]),
    ...arns.flatMap((arn) => account.policies.documentOf(account.policies.get(arn).arn) ?? []),
  ];
}

function notAuthorized(action: string, arn: string, caller: SignedCaller): AwsError {
  return new AwsError(
    "AccessDenied",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${arn}`,
  );
}
