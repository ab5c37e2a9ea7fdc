import { normalizedSubClaims } from "../../domain/sub-claims.js";
import { claimValues } from "../../types/attributes/elements.js";
import { gatewayName } from "../../types/attributes/gateway-name.js";
import { attr, table } from "../../vocabulary/index.js";

const attributes = {
  role_name: attr.required.string({
    doc: "Path of the role. Where only the role was renamed, the association stays; for another role it is deleted and made anew.",
    ...gatewayName,
    refersTo: "role",
  }),
  am_name: attr.required.string({
    doc: "Path of the auth method. Where only the auth method was renamed, the association stays; for another one it is deleted and made anew.",
    ...gatewayName,
    refersTo: "auth_method",
  }),
  sub_claims: attr.optional.map("string", {
    doc: 'Claims that a login must have proved, by their names, each with the allowed values and commas between them, such as `{ group = "admins,developers" }`. The order of the values does not matter. Default: none, so that every login by the auth method has the role.',
    each: claimValues,
    canonical: normalizedSubClaims,
    examples: [{ group: "admins" }, { group: "admins,developers" }],
  }),
  case_sensitive: attr.defaulted.bool({
    doc: "Whether upper and lower case differ in the values of claims. Default: `true`.",
    default: true,
  }),
  assoc_id: attr.computed.string({
    doc: "The gateway's own id of the association, by which it is known whatever role and auth method are called.",
    stable: true,
  }),
};

/** What gives a role to those who log in by an auth method. */
export const associateRoleAuthMethodTable = table({
  type: "associate_role_auth_method",
  doc: "Gives a role to those who log in by an auth method. It goes with the auth method and with the role: where one of them is made anew, the next apply makes the association anew, or the same one where the role or the auth method is in `replace_triggered_by`. Associations that are to change places in one apply change their ids instead: no login is without its role meanwhile.",
  identity: "assoc_id",
  importing: {
    tells: [],
    doc: "`ROLE:AUTH_METHOD` and `ROLE:ASSOC_ID`, as the official provider has them, are understood as well.",
    examples: [{ of: "any association", id: "ass-0123456789abcdefghij" }],
  },
  attributes,
});
