import { policiesOf } from "../authorization.js";
import { AwsError, unsupported } from "../errors.js";
import type { CheckedPolicy } from "../policy/document.js";
import { verdictOf } from "../policy/evaluate.js";
import { parsePolicy } from "../policy/grammar.js";
import { RecordingContext } from "../policy/recording-context.js";
import type { Account } from "../store/account.js";
import type { Group, IamRole, User } from "../store/entities.js";
import type { XmlFields } from "../xml.js";
import { type Action, type ActionCall, iamRead } from "./action.js";
import { markerPage, PAGE } from "./page.js";

/** SimulatePrincipalPolicy: what policies would say, without doing anything. */
export const simulationActions: readonly Action[] = [
  iamRead("SimulatePrincipalPolicy", {
    takes: [
      "PolicySourceArn",
      "ActionNames",
      "ResourceArns",
      "PolicyInputList",
      "ContextEntries",
      "CallerArn",
      ...PAGE,
    ],
    about: ({ input }) => ({ arn: input.text("PolicySourceArn", { min: 20, max: 2048 }) }),
    run: (call) => {
      const { input } = call;
      const source = sourceOf(call);
      const extra = (input.texts("PolicyInputList") ?? []).map((text) => parsePolicy(text, "identity"));
      const actions = input.texts("ActionNames") ?? [];
      if (actions.length === 0) throw new AwsError("ValidationError", "ActionNames should name an action");
      const resources = input.texts("ResourceArns") ?? ["*"];
      const results = actions.flatMap((action) =>
        resources.map((resource) => simulated(action, resource, source, extra, call)),
      );
      const numbered = results.map((result, at) => ({ result, key: String(at).padStart(9, "0") }));
      const { items, end } = markerPage(input, numbered, ({ key }) => key);
      return { EvaluationResults: items.map(({ result }) => result), ...end };
    },
  }),
];

function simulated(
  action: string,
  resource: string,
  source: User | IamRole | Group,
  extra: readonly CheckedPolicy[],
  { input, account }: ActionCall,
): XmlFields {
  const context = new RecordingContext([
    ...(source.kind === "user" ? [["aws:username", [source.name]] as const] : []),
    ...(input.members("ContextEntries") ?? []).map((entry) => contextEntry(entry)),
  ]);
  const question = { action, resource, context };
  const { identity, boundary } = documentsOf(source, account);
  const granted = verdictOf([...identity, ...extra], question);
  const bounded = boundary ? verdictOf(boundary, question) : "allow";
  const decision =
    granted === "deny" || bounded === "deny"
      ? "explicitDeny"
      : granted === "allow" && bounded === "allow"
        ? "allowed"
        : "implicitDeny";
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decision,
    MatchedStatements: [],
    MissingContextValues: [...context.missing],
    ...(boundary && {
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: bounded === "allow" },
    }),
  };
}

function documentsOf(source: User | IamRole | Group, account: Account) {
  if (source.kind !== "group") return policiesOf(source, account);
  const managed = [...source.attached].flatMap((arn) => account.policies.documentOf(arn) ?? []);
  return { identity: [...source.inline.values(), ...managed], boundary: undefined };
}

function sourceOf({ input, account, caller }: ActionCall): User | IamRole | Group {
  const arn = input.text("PolicySourceArn", { min: 20, max: 2048 });
  const [, kind, name = ""] = /:(user|role|group)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const source =
    kind === "user"
      ? account.users.find(name)
      : kind === "role"
        ? account.roles.find(name)
        : account.groups.find(name);
  if (!source || account.arn(source.kind, source) !== arn) {
    throw new AwsError("NoSuchEntity", `The entity ${arn} cannot be found.`);
  }
  const asCaller = input.optionalText("CallerArn", { max: 2048 });
  if (asCaller !== undefined && asCaller !== arn && asCaller !== caller.arn) {
    throw unsupported("SimulatePrincipalPolicy takes no CallerArn but the source's own.");
  }
  return source;
}

function contextEntry(entry: ReadonlyMap<string, string>): readonly [string, readonly string[]] {
  const key = entry.get("ContextKeyName");
  if (key === undefined) throw new AwsError("ValidationError", "ContextEntries need a ContextKeyName");
  const values = [...entry]
    .filter(([field]) => field.startsWith("ContextKeyValues.member."))
    .map(([, value]) => value);
  return [key, values];
}
