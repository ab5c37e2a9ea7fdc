import { attr } from "../vocabulary/index.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { authMethod, ofAuthMethods } from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";

const { family, commands } = authMethod("api_key");

/** Lets the bearer of an access key log in. */
export const authMethodApiKey = gatewayType({
  type: "auth_method_api_key",
  noun: "API key auth method",
  doc: "Lets the bearer of an access key log in. The key is in no state and no plan: the provider has it written to the static secret that `key_secret` names, where clients find it, and the ephemeral resource `latchkey_static_secret`. An ephemeral resource that made the key itself would end the one in use with every plan. Without `key_secret` the key that the gateway makes is thrown away unread.",
  family,
  commands,
  attributes: {
    ...ofAuthMethods,
    key_secret: attr.optional.string({
      doc: "Path of a static secret for the access key. The provider makes it, with a tag by which it is known whose it is, and deletes it with the auth method; where it is gone, a new key is made for a new one. The first `key_secret` of an auth method that is there already ends the key by which its clients log in, unless the secret is there and bears the tag. A secret that is there already is refused. The caller needs `create`, `read`, `update` and `delete` on it. Default: none, and the key is thrown away.",
      ...gatewayName,
      examples: ["/types/key-one", "/types/key-two"],
    }),
    key_version: attr.optional.int({
      doc: "Raise it for a new key in `key_secret`; the one before ends at that moment. The first one is recorded, without a new key being made. Default: the key stays.",
      min: 0,
    }),
  },
});
