import { accessIdDoubt } from "../domain/gateway-login-shape.js";
import { attr } from "../vocabulary/index.js";
import { description, objectNumber } from "./attributes/common.js";
import { claimValues, listedWords } from "./attributes/elements.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { notEmpty } from "./attributes/texts.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { claims, commaList, flagText, objectPath, text } from "./wire/index.js";

/** What a login may do in the gateway itself. */
export const gatewayAllowedAccess = gatewayType({
  type: "gateway_allowed_access",
  noun: "allowed access",
  doc: "What a login may do in the gateway itself, beside what its roles allow in the account.",
  isPlainName: true,
  commands: {
    ...{ create: "gateway-create-allowed-access", read: "gateway-get-allowed-access" },
    ...{ update: "gateway-update-allowed-access", delete: "gateway-delete-allowed-access" },
  },
  attributes: {
    name: attr.required.string({
      doc: "Name of the allowed access; a slash at its beginning makes no difference. Changing it renames the allowed access.",
      ...gatewayName,
      wire: objectPath("name"),
    }),
    access_id: attr.required.string({
      doc: "Access id of the auth method by which the login comes; it has to be there already.",
      ...notEmpty,
      misplaced: accessIdDoubt,
      wire: text("access-id"),
    }),
    permissions: attr.optional.set("string", {
      doc: "What it may do, such as `targets`, `general` or `admin`. Default: nothing.",
      each: listedWords,
      examples: [["targets"], ["general", "targets"]],
      wire: commaList("permissions"),
    }),
    sub_claims: attr.optional.map("string", {
      doc: "Claims that the login must have proved, by their names, each with the allowed values and commas between them. Default: none.",
      each: claimValues,
      examples: [{ group: "admins,developers" }, { group: "admins", team: "ours" }],
      wire: claims("sub-claims"),
    }),
    case_sensitive: attr.defaulted.bool({
      doc: "Whether upper and lower case differ in claims. Default: `true`.",
      default: true,
      wire: flagText("case-sensitive", {
        told: "sub_claims_case_insensitive",
        unsaid: true,
        // The answer says the opposite of the request.
        respelled: (insensitive) => (typeof insensitive === "boolean" ? !insensitive : insensitive),
      }),
    }),
    description: description("allowed access"),
    allowed_access_id: objectNumber("allowed access", "id"),
  },
});
