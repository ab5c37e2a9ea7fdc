import { AwsError } from "../../errors.js";
import { parseResourcePolicy, type TrustPolicy, trustPolicyText } from "../../policy/trust.js";
import { available } from "../availability.js";
import { POLICY } from "../rules.js";
import { named } from "../wire.js";
import { namedSecret, type SecretsAction, type SecretsCall, secretsRead, secretsWrite } from "./action.js";

/** Resource policies. */
export const policyActions: readonly SecretsAction[] = [
  secretsWrite("PutResourcePolicy", {
    takes: ["SecretId", "ResourcePolicy", "BlockPublicPolicy"],
    run: (call) => {
      const { fields } = call;
      const secret = available(namedSecret(call));
      const policy = parsed(call);
      if (fields.flag("BlockPublicPolicy") && isPublic(policy)) {
        throw new AwsError(
          "PublicPolicyException",
          "You can't put a resource policy that allows broad access to the secret while BlockPublicPolicy is set.",
        );
      }
      secret.policy = policy;
      return named(secret);
    },
  }),
  secretsRead("GetResourcePolicy", {
    takes: ["SecretId"],
    run: (call) => {
      const secret = available(namedSecret(call));
      return {
        ...named(secret),
        ResourcePolicy: secret.policy && trustPolicyText(secret.policy, call.account),
      };
    },
  }),
  secretsWrite("DeleteResourcePolicy", {
    takes: ["SecretId"],
    run: (call) => {
      const secret = available(namedSecret(call));
      secret.policy = undefined;
      return named(secret);
    },
  }),
  secretsRead("ValidateResourcePolicy", {
    takes: ["SecretId", "ResourcePolicy"],
    about: (call) => (call.fields.has("SecretId") ? aboutNamed(call) : { arn: "*" }),
    run: (call) => {
      const problems = problemsOf(call);
      return { PolicyValidationPassed: problems.length === 0, ValidationErrors: problems };
    },
  }),
];

function aboutNamed(call: SecretsCall) {
  return { arn: namedSecret(call).arn };
}

function parsed({ fields, account }: SecretsCall): TrustPolicy {
  return parseResourcePolicy(fields.text("ResourcePolicy", POLICY), "secretsmanager", account);
}

function problemsOf(
  call: SecretsCall,
): readonly { readonly CheckName: string; readonly ErrorMessage: string }[] {
  try {
    if (!isPublic(parsed(call))) return [];
    return [
      { CheckName: "PublicPolicyCheck", ErrorMessage: "The policy allows broad access to the secret." },
    ];
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "MalformedPolicyDocument") throw error;
    return [{ CheckName: "SyntaxCheck", ErrorMessage: error.message }];
  }
}

/** Whether it lets every caller in: AWS counts a condition as a limit. */
function isPublic({ document }: TrustPolicy): boolean {
  return document.statements.some(
    ({ effect, principals = [], conditions }) =>
      effect === "Allow" && conditions.length === 0 && principals.some(({ name }) => name === "*"),
  );
}
