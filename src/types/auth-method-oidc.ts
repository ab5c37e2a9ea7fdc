import { attr } from "../vocabulary/index.js";
import { keptTexts } from "./attributes/elements.js";
import { notEmpty } from "./attributes/texts.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import {
  allowedRedirects,
  authMethod,
  ofAuthMethods,
  subclaimsDelimiters,
  uniqueIdentifier,
} from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text, texts } from "./wire/index.js";

const { family, commands, at } = authMethod("oidc");

const attributes = {
  ...ofAuthMethods,
  unique_identifier: uniqueIdentifier(at),
  issuer: attr.optional.string({
    doc: "URL of the identity provider. Default: none.",
    ...notEmpty,
    examples: ["https://idp.example.com", "https://idp2.example.com"],
    wire: text("issuer", { told: at("issuer") }),
  }),
  client_id: attr.optional.string({
    doc: "The id by which the identity provider knows the gateway. Default: none.",
    ...notEmpty,
    wire: text("client-id", { told: at("client_id") }),
  }),
  ...heldSecret(
    "client_secret_wo",
    "client-secret",
    at("client_secret"),
    "The secret that goes with `client_id`.",
  ),
  audience: attr.optional.string({
    doc: "The audience that the identity provider has to name, where its application is set up with one. Default: none.",
    ...notEmpty,
    wire: text("audience", { told: at("audience") }),
  }),
  allowed_redirect_uri: allowedRedirects(at),
  required_scopes: attr.optional.set("string", {
    doc: "Scopes that the gateway asks the identity provider for, and that the person has to grant. Default: none.",
    each: keptTexts,
    examples: [["email"], ["email", "profile"]],
    wire: texts("required-scopes", { told: at("required_scopes") }),
  }),
  required_scopes_prefix: attr.optional.string({
    doc: "What is put in front of each scope, such as Azure's application id URI. Default: nothing.",
    ...notEmpty,
    wire: text("required-scopes-prefix", { told: at("required_scopes_prefix") }),
  }),
  subclaims_delimiters: subclaimsDelimiters,
};

/** Lets those log in whom an OpenID Connect provider knows. */
export const authMethodOidc = gatewayType({
  type: "auth_method_oidc",
  noun: "OIDC auth method",
  doc: "Lets those log in whom an OpenID Connect provider knows.",
  family,
  commands,
  attributes,
  importing: {
    tells: ["client_secret_wo_version"],
    doc: "The gateway does not tell which version it has. Where the id does not tell it, the first `client_secret_wo_version` of the configuration is recorded, and no secret is sent.",
    examples: [
      { of: "an auth method whose secret stays as it is", id: "/prod/oidc" },
      { of: "an auth method whose secret has the version 2", id: "/prod/oidc,client_secret_wo_version=2" },
    ],
  },
  rules: maySecrets(attributes, "auth method", "client_secret_wo"),
});
