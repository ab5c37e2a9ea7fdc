import { attr } from "../../vocabulary/index.js";
import { description, moment, objectNumber, offBeforeDestroy, path } from "../attributes/common.js";
import { daysOfNotice, keptTexts, networkBlocks } from "../attributes/elements.js";
import { notEmpty } from "../attributes/texts.js";
import type { Family, GatewayCommands } from "../mechanism/gateway-type.js";
import { daysAhead, flag, int, rawAt, text, texts, textsToldJoined, told, unixDate } from "../wire/index.js";

/** Where an answer tells what only one kind of auth method has. */
export type RulesOf = (field: string) => string;

/** The kind that answers call so (`aws_iam_access_rules`) and commands almost so (`auth-method-create-aws-iam`). */
export function authMethod(kind: string) {
  const rules = `access_info.${kind}_access_rules`;
  const word = kind.replaceAll("_", "-");
  const family: Family = {
    called: "auth method",
    commands: {
      ...{ read: "auth-method-get", delete: "auth-method-delete", update: `auth-method-update-${word}` },
      list: {
        command: "auth-method-list",
        entries: "auth_methods",
        name: "auth_method_name",
        number: "auth_method_id",
        kind: "access_info.rules_type",
        page: {},
        isOf: (entry) => Boolean(rawAt(entry, rules)),
      },
    },
    tree: "auth_methods",
    // Names of kinds have been seen to differ (`saml2`, `jwt`): what tells a kind is whose rules the answer has.
    otherKind: (answer) =>
      rawAt(answer, rules)
        ? undefined
        : `the auth method is of the kind ${String(rawAt(answer, "access_info.rules_type"))}, not ${kind}`,
  };
  const commands: Pick<GatewayCommands, "create"> = { create: `auth-method-create-${word}` };
  const at: RulesOf = (field) => `${rules}.${field}`;
  return { family, commands, at };
}

/** Texts, of which a login has to have one. `told` is where an answer has them. */
export function anyOf(doc: string, wire: string, told: string, one: string, another: string) {
  return attr.optional.set("string", {
    doc: `${doc} Default: any.`,
    each: keptTexts,
    examples: [[one], [one, another]],
    wire: texts(wire, { told }),
  });
}

const blocks = (doc: string, wire: string, told: string) =>
  attr.optional.set("string", {
    doc: `${doc} Default: any.`,
    each: networkBlocks,
    examples: [["192.0.2.0/24"], ["192.0.2.0/24", "198.51.100.7/32"]],
    wire: textsToldJoined(wire, { told }),
  });

const PRODUCTS: readonly string[] = ["sm", "sra", "pm", "dp", "ca", "ara"];

/** What all auth methods have. */
export const ofAuthMethods = {
  name: path("auth method", "auth_method_name"),
  description: description("auth method"),
  access_expires: attr.optional.string({
    doc: "When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never.",
    ...moment,
    wire: unixDate("access-expires", { told: "access_info.access_expires" }),
  }),
  expiration_event_in: attr.optional.set("int", {
    doc: "Days before `access_expires` on which the gateway tells that it comes. Default: none.",
    each: daysOfNotice,
    examples: [[30], [30, 7]],
    wire: daysAhead("expiration-event-in", { told: "expiration_events" }),
  }),
  jwt_ttl: attr.optional.int({
    doc: "Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen.",
    min: 0,
    // The gateway has been seen to tell the account's own number where 0 was sent.
    leftToGateway: { usually: 0, varies: true, said: 0, saidIsNone: true },
    examples: [30, 45],
    wire: int("jwt-ttl", { told: "access_info.jwt_ttl" }),
  }),
  bound_ips: blocks("Addresses from which logins may come.", "bound-ips", "access_info.cidr_whitelist"),
  gw_bound_ips: blocks(
    "Addresses of the gateways through which logins may come.",
    "gw-bound-ips",
    "access_info.gw_cidr_whitelist",
  ),
  force_sub_claims: attr.defaulted.bool({
    doc: "Whether an association with a role has to name sub-claims. Default: `false`.",
    default: false,
    wire: flag("force-sub-claims", { told: "access_info.force_sub_claims", unsaid: false }),
  }),
  audit_logs_claims: attr.optional.set("string", {
    doc: "Sub-claims that the audit log shows. Default: none.",
    each: keptTexts,
    examples: [["email"], ["email", "username"]],
    wire: texts("audit-logs-claims", { told: "access_info.audit_logs_claims" }),
  }),
  product_type: attr.optional.set("string", {
    doc: "Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all.",
    each: [
      {
        doc: "a product",
        flaw: (product) =>
          PRODUCTS.includes(product)
            ? undefined
            : `should be one of ${PRODUCTS.join(", ")}, got ${JSON.stringify(product)}`,
      },
    ],
    examples: [["sm"], ["sm", "sra"]],
    wire: texts("product-type", { told: "access_info.product_types" }),
  }),
  allowed_client_type: anyOf(
    "Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`.",
    "allowed-client-type",
    "access_info.allowed_client_type",
    "cli",
    "sdk",
  ),
  delete_protection: offBeforeDestroy(),
  access_id: attr.computed.string({
    doc: "The id by which a client logs in, such as `p-…`. Not a secret.",
    stable: true,
    wire: told.text("auth_method_access_id"),
  }),
  auth_method_id: objectNumber("auth method", "auth_method_id"),
};

/** What the kinds have whose logins bring claims of their own. */
export const subclaimsDelimiters = attr.optional.set("string", {
  doc: "Further texts that part the values of one sub-claim. Default: none.",
  each: keptTexts,
  examples: [[";"], [";", "|"]],
  wire: texts("subclaims-delimiters", { told: "access_info.sub_claims_delimiters" }),
});

/** The claim by which the gateway tells one login from another, of the kinds for which it has a choice of its own. */
export function chosenIdentifier(at: RulesOf) {
  return attr.optional.string({
    doc: "The sub-claim that tells one identity from another. Default: the gateway's own choice for the kind.",
    ...notEmpty,
    wire: text("unique-identifier", { told: at("unique_identifier") }),
  });
}

/** For whom a token has to be made. */
export function audienceOf(at: RulesOf) {
  return attr.optional.string({
    doc: "The audience that a token has to name. Default: any.",
    ...notEmpty,
    wire: text("audience", { told: at("audience") }),
  });
}

/** The claim by which the gateway tells one login from another, of the kinds that cannot be without one. */
export function uniqueIdentifier(at: RulesOf) {
  return attr.required.string({
    doc: "The sub-claim that tells one person or machine from another, such as `email`.",
    ...notEmpty,
    examples: ["email", "upn"],
    wire: text("unique-identifier", { told: at("unique_identifier") }),
  });
}

/** Where a browser may be sent after a login. */
export function allowedRedirects(at: RulesOf) {
  return anyOf(
    "URIs to which a browser may be sent after a login.",
    "allowed-redirect-uri",
    at("allowed_redirect_URIs"),
    "https://a.example.com/back",
    "https://b.example.com/back",
  );
}
