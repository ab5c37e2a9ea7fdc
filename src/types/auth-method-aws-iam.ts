import { attr } from "../vocabulary/index.js";
import { notEmpty } from "./attributes/texts.js";
import { anyOf, authMethod, chosenIdentifier, ofAuthMethods } from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text, texts } from "./wire/index.js";

const { family, commands, at } = authMethod("aws_iam");
const ARN = "arn:aws:iam::123456789012";

/** Lets AWS identities log in. */
export const authMethodAwsIam = gatewayType({
  type: "auth_method_aws_iam",
  noun: "AWS IAM auth method",
  doc: "Lets AWS identities log in to the gateway, by a request that AWS itself has to confirm.",
  family,
  commands,
  attributes: {
    ...ofAuthMethods,
    bound_aws_account_id: attr.required.set("string", {
      doc: "AWS accounts of which an identity may log in.",
      each: [
        {
          doc: "the number of an AWS account",
          flaw: (account) =>
            /^\d{12}$/.test(account) ? undefined : `should have 12 digits, got ${JSON.stringify(account)}`,
        },
      ],
      examples: [["123456789012"], ["123456789012", "210987654321"]],
      wire: texts("bound-aws-account-id", { told: at("account_id") }),
    }),
    bound_arn: anyOf(
      "ARNs of which an identity has to have one.",
      "bound-arn",
      at("arn"),
      `${ARN}:role/a`,
      `${ARN}:role/b`,
    ),
    bound_role_name: anyOf(
      "Names of the roles that may log in.",
      "bound-role-name",
      at("role_name"),
      "deployer",
      "reader",
    ),
    bound_role_id: anyOf(
      "Ids of the roles that may log in.",
      "bound-role-id",
      at("role_id"),
      "AROAEXAMPLEONE",
      "AROAEXAMPLETWO",
    ),
    bound_resource_id: anyOf(
      "Ids of the resources, such as instances, that may log in.",
      "bound-resource-id",
      at("resource_id"),
      "i-0a",
      "i-0b",
    ),
    bound_user_name: anyOf(
      "Names of the users who may log in.",
      "bound-user-name",
      at("user_name"),
      "ann",
      "ben",
    ),
    bound_user_id: anyOf(
      "Ids of the users who may log in.",
      "bound-user-id",
      at("user_id"),
      "AIDAEXAMPLEONE",
      "AIDAEXAMPLETWO",
    ),
    sts_url: attr.optional.string({
      doc: "The STS endpoint that confirms a login. Default: `https://sts.amazonaws.com`.",
      ...notEmpty,
      leftToGateway: { usually: "https://sts.amazonaws.com" },
      examples: ["https://sts.eu-west-1.amazonaws.com", "https://sts.eu-west-2.amazonaws.com"],
      wire: text("sts-url", { told: at("sts_endpoint") }),
    }),
    unique_identifier: chosenIdentifier(at),
  },
});
