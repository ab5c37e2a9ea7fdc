import { authMethod, ofAuthMethods } from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";

const { family, commands } = authMethod("api_key");

/** Lets the bearer of an access key log in. */
export const authMethodApiKey = gatewayType({
  type: "auth_method_api_key",
  noun: "API key auth method",
  doc: "Lets the bearer of an access key log in. The key that the gateway makes with it is thrown away unread and is in no state: whoever is to have one has the gateway make a new one (`reset-access-key`), outside of Terraform, and that one takes the place of the one before.",
  family,
  commands,
  attributes: ofAuthMethods,
});
