import { attr } from "../vocabulary/index.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { TARGET_OF_ITEM } from "./families/item.js";
import {
  importedWithHour,
  ofRotatedSecret,
  ROTATED_DETAILS,
  rotatedSecretOf,
} from "./families/rotated-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { objectPath, rawAt } from "./wire/index.js";

const family = rotatedSecretOf("aws");

/** Replaces the access key held by an AWS target on a schedule. */
export const rotatedSecretAws = gatewayType({
  type: "rotated_secret_aws",
  formerly: "rotator_aws",
  noun: "rotator",
  doc: "Replaces the access key held by an AWS target on a schedule. The gateway makes the new key itself and keeps its secret to itself.",
  family,
  commands: { create: "rotated-secret-create-aws", update: "rotated-secret-update-aws" },
  fixed: {
    create: { "authentication-credentials": "use-target-creds", "rotator-type": "target" },
    update: { "authentication-credentials": "use-target-creds" },
  },
  otherKind(answer) {
    const kind = rawAt(answer, `${ROTATED_DETAILS}.rotator_type`) || "target";
    return (
      family.otherKind?.(answer) ??
      (kind === "target-rotator" || kind === "target"
        ? undefined
        : `it is a rotator of the kind ${String(kind)}, which does not rotate a target's key`)
    );
  },
  importing: importedWithHour("rotator", "/prod/aws-rotator"),
  attributes: {
    ...ofRotatedSecret("rotator"),
    target: attr.required.string({
      doc: "Path of the target whose key is rotated. The new name of a target that is renamed changes nothing here; for another target the rotator is deleted and made anew, in the same step.",
      ...gatewayName,
      refersTo: "target",
      wire: objectPath("target-name", { told: TARGET_OF_ITEM, on: "create" }),
    }),
  },
});
