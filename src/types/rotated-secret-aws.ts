import { GATEWAY_ROTATION_HOUR } from "../domain/gateway-defaults.js";
import { attr } from "../vocabulary/index.js";
import { description, itemNumber, path, tagsOf } from "./attributes/common.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { TARGET_OF_ITEM } from "./families/item.js";
import { ROTATED_DETAILS, rotatedSecret } from "./families/rotated-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { flagText, int, intText, objectPath, rawAt } from "./wire/index.js";

/** While the schedule is off, an interval that the gateway does not tell says nothing; with a schedule it is 0. */
const hasInterval = (answer: unknown) =>
  Number(rawAt(answer, "rotation_interval") ?? 0) !== 0 || String(rawAt(answer, "auto_rotate")) === "true";

/** Replaces the access key held by an AWS target on a schedule. */
export const rotatedSecretAws = gatewayType({
  type: "rotated_secret_aws",
  formerly: "rotator_aws",
  noun: "rotator",
  doc: "Replaces the access key held by an AWS target on a schedule. The gateway makes the new key itself and keeps its secret to itself.",
  family: rotatedSecret,
  commands: { create: "rotated-secret-create-aws", update: "rotated-secret-update-aws" },
  fixed: {
    create: { "authentication-credentials": "use-target-creds", "rotator-type": "target" },
    update: { "authentication-credentials": "use-target-creds" },
  },
  otherKind(answer) {
    const kind = rawAt(answer, `${ROTATED_DETAILS}.rotator_type`) || "target";
    return (
      rotatedSecret.otherKind?.(answer) ??
      (kind === "target-rotator" || kind === "target"
        ? undefined
        : `it is a rotator of the kind ${String(kind)}, which does not rotate a target's key`)
    );
  },
  importing: {
    tells: ["rotation_hour"],
    doc: "An hour that is the gateway's own default is taken for its choice, unless the id tells it.",
    examples: [
      { of: "any rotator", id: "/prod/aws-rotator" },
      {
        of: "a rotator whose configuration names the hour of the gateway's default",
        id: "/prod/aws-rotator,rotation_hour=14",
      },
    ],
  },
  attributes: {
    name: path("rotator", "item_name"),
    target: attr.required.string({
      doc: "Path of the target whose key is rotated. The new name of a target that is renamed changes nothing here; for another target the rotator is deleted and made anew, in the same step.",
      ...gatewayName,
      refersTo: "target",
      wire: objectPath("target-name", { told: TARGET_OF_ITEM, on: "create" }),
    }),
    auto_rotate: attr.defaulted.bool({
      doc: "Whether the schedule is on. Default: `true`.",
      default: true,
      wire: flagText("auto-rotate", { unsaid: false }),
    }),
    interval_days: attr.defaulted.int({
      doc: "Days between two rotations, 1 to 365. Default: 1.",
      default: 1,
      min: 1,
      max: 365,
      wire: intText("rotation-interval", { unsaid: 0, counts: hasInterval }),
    }),
    rotation_hour: attr.optional.int({
      doc: "Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice.",
      min: 0,
      max: 23,
      leftToGateway: { usually: GATEWAY_ROTATION_HOUR, varies: true },
      wire: int("rotation-hour", { told: `${ROTATED_DETAILS}.rotation_hour` }),
    }),
    description: description("rotator", "item_metadata"),
    tags: tagsOf("rotator", "item_tags", "change"),
    item_id: itemNumber("item_id"),
  },
});
