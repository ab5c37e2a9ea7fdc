import { attr, ruleOn } from "../vocabulary/index.js";
import { notEmpty } from "./attributes/texts.js";
import {
  anyOf,
  audienceOf,
  authMethod,
  ofAuthMethods,
  subclaimsDelimiters,
  uniqueIdentifier,
} from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text } from "./wire/index.js";

const { family, commands, at } = authMethod("oauth2");

const attributes = {
  ...ofAuthMethods,
  unique_identifier: uniqueIdentifier(at),
  jwks_uri: attr.optional.string({
    doc: "URL of the keys by which tokens are checked. This, `jwks_json_data` or both.",
    ...notEmpty,
    examples: ["https://idp.example.com/keys", "https://idp.example.com/other-keys"],
    wire: text("jwks-uri", { told: at("jwks_uri") }),
  }),
  jwks_json_data: attr.optional.string({
    doc: "The keys themselves: a JSON Web Key Set, base64. They are public. This, `jwks_uri` or both.",
    ...notEmpty,
    examples: [
      "eyJrZXlzIjogW3sia3R5IjogIlJTQSIsICJraWQiOiAib25lIiwgIm4iOiAiQVFBQiIsICJlIjogIkFRQUIifV19",
      "eyJrZXlzIjogW3sia3R5IjogIlJTQSIsICJraWQiOiAidHdvIiwgIm4iOiAiQVFBQiIsICJlIjogIkFRQUIifV19",
    ],
    wire: text("jwks-json-data", { told: at("jwks_json_data") }),
  }),
  gateway_url: attr.optional.string({
    doc: "URL of the gateway that fetches the keys, where only it reaches `jwks_uri`. Default: none.",
    ...notEmpty,
    tellsNothing: true,
    examples: ["https://gw.example.com:8000", "https://gw2.example.com:8000"],
    wire: text("gateway-url"),
  }),
  issuer: attr.optional.string({
    doc: "The issuer that a token has to name. Default: any.",
    ...notEmpty,
    wire: text("issuer", { told: at("issuer") }),
  }),
  audience: audienceOf(at),
  bound_client_ids: anyOf(
    "Ids of the clients that may log in.",
    "bound-client-ids",
    at("bound_clients_id"),
    "app",
    "tool",
  ),
  subclaims_delimiters: subclaimsDelimiters,
};

/** Lets the bearers of an issuer's tokens log in. */
export const authMethodOauth2 = gatewayType({
  type: "auth_method_oauth2",
  noun: "OAuth 2.0 auth method",
  doc: "Lets the bearers of tokens (JWT) log in that an OAuth 2.0 server has signed.",
  family,
  commands,
  attributes,
  rules: [
    ruleOn(attributes)({
      code: "VALUE_NOT_ALLOWED",
      needs: ["jwks_uri", "jwks_json_data"],
      at: "jwks_uri",
      advice:
        "Give jwks_uri, or the keys themselves as jwks_json_data: without either no token could be checked.",
      broken: ({ jwks_uri, jwks_json_data }) =>
        !jwks_uri && !jwks_json_data ? "neither jwks_uri nor jwks_json_data is set" : undefined,
    }),
  ],
});
