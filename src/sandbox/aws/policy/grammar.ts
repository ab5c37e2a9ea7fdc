import { isRecord } from "../../../domain/is-record.js";
import { AwsError, unsupported } from "../errors.js";
import type { CheckedPolicy, Condition, Matcher, PrincipalClause, Statement } from "./document.js";
import { operatorNamed, UNEVALUATED } from "./operators.js";

type PolicyKind = "identity" | "trust" | "resource";
type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Checks a policy document as IAM does when it is stored. A `trust` policy belongs to a role and names principals,
 * an `identity` policy names resources, a `resource` policy names both.
 * @throws AwsError MalformedPolicyDocument; SandboxUnsupported for an operator of AWS that the sandbox cannot evaluate.
 */
export function parsePolicy(text: string, kind: PolicyKind): CheckedPolicy {
  const document = parsedObject(text);
  onlyFields(document, ["Version", "Id", "Statement"]);
  const version = document.Version ?? "2008-10-17";
  if (version !== "2012-10-17" && version !== "2008-10-17") throw syntaxError();
  const statements = asList(document.Statement ?? []).map((statement) => readStatement(statement, kind));
  if (statements.length === 0) throw syntaxError();
  const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== undefined);
  if (new Set(sids).size < sids.length) {
    throw malformed("Statement IDs (SID) in a single policy must be unique.");
  }
  return { text, variables: version === "2012-10-17", statements };
}

function readStatement(value: unknown, kind: PolicyKind): Statement {
  if (!isRecord(value)) throw syntaxError();
  onlyFields(value, [
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
  ]);
  const { Sid: sid, Effect: effect } = value;
  if (sid !== undefined && typeof sid !== "string") throw syntaxError();
  if (typeof sid === "string" && !/^[A-Za-z0-9]*$/.test(sid)) {
    throw malformed(
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
  }
  if (effect !== "Allow" && effect !== "Deny") throw syntaxError();
  const statement = {
    sid: sid || undefined,
    effect,
    conditions: readConditions(value.Condition),
  } as const;
  const action = readMatcher(value, "Action");
  if (!action) throw malformed("Policy statement must contain actions.");
  action.patterns.forEach(checkAction);
  if (kind === "trust") {
    return { ...statement, action, resource: undefined, principals: readTrustedPrincipals(value, action) };
  }
  if (kind === "resource") {
    if ("NotPrincipal" in value) throw unsupported("it does not evaluate NotPrincipal.");
    return {
      ...statement,
      action,
      resource: readResource(value),
      principals: readPrincipals(value.Principal),
    };
  }
  if ("Principal" in value || "NotPrincipal" in value) {
    throw malformed("Policy document should not specify a principal.");
  }
  return { ...statement, action, resource: readResource(value), principals: undefined };
}

function readResource(value: JsonObject): Matcher {
  const resource = readMatcher(value, "Resource");
  if (!resource) throw malformed("Policy statement must contain resources.");
  resource.patterns.forEach(checkResource);
  return resource;
}

function readTrustedPrincipals(value: JsonObject, action: Matcher): readonly PrincipalClause[] {
  for (const field of ["Resource", "NotResource", "NotPrincipal"]) {
    if (field in value) throw malformed(`Has prohibited field ${field}`);
  }
  if (action.not || !action.patterns.every((pattern) => pattern === "*" || /^sts:/i.test(pattern))) {
    throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
  }
  return readPrincipals(value.Principal);
}

function readPrincipals(principal: unknown): readonly PrincipalClause[] {
  if (principal === undefined) throw malformed("Missing required field Principal");
  if (principal === "*") return [{ kind: "AWS", name: "*" }];
  if (!isRecord(principal)) throw syntaxError();
  const clauses = Object.entries(principal).flatMap(([kind, names]) => {
    if (kind !== "AWS" && kind !== "Service" && kind !== "Federated") {
      throw malformed(`Invalid principal in policy: unknown type ${JSON.stringify(kind)}`);
    }
    return texts(names).map((name) => ({ kind, name }) as const);
  });
  if (clauses.length === 0) throw malformed("Missing required field Principal cannot be empty!");
  return clauses;
}

function readMatcher(value: JsonObject, field: "Action" | "Resource"): Matcher | undefined {
  const [plain, negated] = [value[field], value[`Not${field}`]];
  if (plain !== undefined && negated !== undefined) throw syntaxError();
  if (plain === undefined && negated === undefined) return undefined;
  const patterns = texts(plain ?? negated);
  return patterns.length === 0 ? undefined : { not: plain === undefined, patterns };
}

function checkAction(action: string): void {
  if (action === "*") return;
  if (!action.includes(":")) {
    throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }
  if (!/^[a-z0-9-]+:[\w*?-]+$/i.test(action)) throw malformed(`Vendor or action of ${action} is not valid`);
}

function checkResource(resource: string): void {
  if (resource === "*") return;
  if (!resource.startsWith("arn:")) throw malformed(`Resource ${resource} must be in ARN format or "*".`);
  const [, partition = "", service = "", region = "", , rest = ""] =
    /^arn:([^:]*):([^:]*):?([^:]*):?([^:]*):?(.*)$/s.exec(resource) ?? [];
  if (partition !== "aws" && partition !== "*" && !partition.includes("${")) {
    throw malformed(`Partition "${partition}" is not valid for resource "${resource}".`);
  }
  if (service === "" || /[*?]/.test(service)) {
    throw malformed("Resource vendor must be fully qualified and cannot contain regexes.");
  }
  if (service !== "iam") return;
  if (region !== "") throw malformed(`IAM resource ${resource} cannot contain region information.`);
  if (
    rest !== "" &&
    !/^(\*|(user|federated-user|role|group|instance-profile|mfa|server-certificate|policy|saml-provider|oidc-provider|report|access-report|sms-mfa)\/|root$)/.test(
      rest,
    )
  ) {
    throw malformed(
      `IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.`,
    );
  }
}

function readConditions(block: unknown): readonly Condition[] {
  if (block === undefined) return [];
  if (!isRecord(block)) throw syntaxError();
  return Object.entries(block).flatMap(([name, lines]) => {
    if (!isRecord(lines)) throw syntaxError();
    const [, quantifier, bare = "", ifExists] =
      /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/i.exec(name) ?? [];
    if (UNEVALUATED.has(bare.toLowerCase()))
      throw unsupported(`it cannot evaluate the condition operator ${name}.`);
    const operator = operatorNamed(bare);
    if (!operator || (ifExists && !operator.compare)) {
      throw malformed(`Syntax errors in policy: there is no condition operator ${name}.`);
    }
    return Object.entries(lines).map(([key, values]): Condition => {
      if (!key.includes(":")) {
        throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
      }
      const wording = quantifier?.toLowerCase();
      return {
        operator,
        quantifier: wording === "forallvalues" ? "all" : wording === "foranyvalue" ? "any" : "one",
        ifExists: ifExists !== undefined,
        key,
        values: asList(values).map((value) => {
          if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
            return String(value);
          throw syntaxError();
        }),
      };
    });
  });
}

function texts(value: unknown): readonly string[] {
  return asList(value).map((item) => {
    if (typeof item !== "string") throw syntaxError();
    return item;
  });
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function parsedObject(text: string): JsonObject {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
  if (!isRecord(parsed)) throw syntaxError();
  return parsed;
}

function onlyFields(value: JsonObject, known: readonly string[]): void {
  if (Object.keys(value).some((field) => !known.includes(field))) throw syntaxError();
}

function syntaxError(): AwsError {
  return malformed("Syntax errors in policy.");
}

function malformed(message: string): AwsError {
  return new AwsError("MalformedPolicyDocument", message);
}
