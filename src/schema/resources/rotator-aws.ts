import { GATEWAY_ROTATION_HOUR } from "../../domain/gateway-defaults.js";
import { attr, table } from "../../vocabulary/index.js";
import { gatewayTags } from "../elements.js";
import { gatewayName } from "../gateway-name.js";
import { itemNumber } from "../item-number.js";
import { gatewayText } from "../texts.js";

/** Replaces the access key held by an AWS target on a schedule. */
export const rotatorAwsTable = table({
  type: "rotator_aws",
  doc: "Replaces the access key held by an AWS target on a schedule. The gateway makes the new key itself and keeps its secret to itself.",
  identity: "name",
  tree: "items",
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
    name: attr.required.string({
      doc: "Path of the rotator in the gateway. Changing it renames the rotator.",
      ...gatewayName,
    }),
    target: attr.required.string({
      doc: "Path of the target whose key is rotated. The new name of a target that is renamed changes nothing here; for another target the rotator is deleted and made anew, in the same step.",
      ...gatewayName,
      refersTo: "target",
    }),
    auto_rotate: attr.defaulted.bool({ doc: "Whether the schedule is on. Default: `true`.", default: true }),
    interval_days: attr.defaulted.int({
      doc: "Days between two rotations, 1 to 365. Default: 1.",
      default: 1,
      min: 1,
      max: 365,
    }),
    rotation_hour: attr.optional.int({
      doc: "Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice.",
      min: 0,
      max: 23,
      leftToGateway: { usually: GATEWAY_ROTATION_HOUR, varies: true },
    }),
    description: attr.optional.string({ doc: "Text shown with the rotator. Default: none.", ...gatewayText }),
    tags: attr.optional.set("string", {
      doc: "Tags of the rotator in the gateway. Default: none.",
      each: gatewayTags,
    }),
    item_id: itemNumber,
  },
});
