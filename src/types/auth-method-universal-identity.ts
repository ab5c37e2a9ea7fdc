import { attr } from "../vocabulary/index.js";
import { authMethod, ofAuthMethods } from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { flag, int } from "./wire/index.js";

const { family, commands, at } = authMethod("universal_identity");

/** Lets machines log in that nothing else vouches for. */
export const authMethodUniversalIdentity = gatewayType({
  type: "auth_method_universal_identity",
  noun: "universal identity auth method",
  doc: "Lets machines log in that nothing else vouches for, by tokens that they rotate themselves.",
  family,
  commands,
  attributes: {
    ...ofAuthMethods,
    ttl: attr.defaulted.int({
      doc: "Minutes for which a token lives unless it is rotated, 1 or more. Default: 60.",
      default: 60,
      min: 1,
      wire: int("ttl", { told: at("ttl") }),
    }),
    deny_rotate: attr.defaulted.bool({
      doc: "Whether a token may not be rotated by its bearer. Default: `false`.",
      default: false,
      wire: flag("deny-rotate", { told: at("deny_rotate"), unsaid: false }),
    }),
    deny_inheritance: attr.defaulted.bool({
      doc: "Whether the first token may not have children. Default: `false`.",
      default: false,
      wire: flag("deny-inheritance", { told: at("deny_inheritance"), unsaid: false }),
    }),
    child_ttl_limit: attr.defaulted.int({
      doc: "Minutes that a child's token may live at most, 1 or more. Default: 43200.",
      default: 43_200,
      min: 1,
      wire: int("child-ttl-limit", { told: at("child_ttl_limit") }),
    }),
    tree_length: attr.defaulted.int({
      doc: "Generations of tokens, children of children, that there may be at most, 1 or more. Default: 200.",
      default: 200,
      min: 1,
      wire: int("tree-length", { told: at("tree_length") }),
    }),
  },
});
