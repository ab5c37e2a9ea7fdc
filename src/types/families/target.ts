import { attr } from "../../vocabulary/index.js";
import { deleteProtection, description, objectNumber, path } from "../attributes/common.js";
import { notEmpty } from "../attributes/texts.js";
import type { Family } from "../mechanism/gateway-type.js";
import { flag, rawAt, text } from "../wire/index.js";

const UPDATE = "update-target";

/**
 * What all targets have in common. A target is read by `target-get`, which tells nothing of what it holds: the command
 * that does tells its secrets, too, and is never sent.
 *
 * @param types What an answer may call the type of such a target.
 */
export function targetFamily(...types: readonly string[]): Family {
  return {
    tree: "targets",
    commands: {
      read: "target-get",
      delete: "target-delete",
      // Leaves what the target holds as it is, the description, too.
      rename: { command: UPDATE, fields: { description: "default_comment" } },
      list: { command: "target-list", entries: "targets", name: "target_name", number: "target_id" },
    },
    otherKind(answer) {
      const found = rawAt(answer, "target_type");
      // Not every gateway has to tell it.
      if (typeof found !== "string" || found === "" || types.includes(found.toLowerCase())) return undefined;
      return `the target is of the type ${found}, not ${types.join(" or ")}`;
    },
  };
}

/** The attributes of every target. */
export const ofTarget = {
  name: path("target", "target_name"),
  // By a command of its own, which takes away no secret and makes no new version of the target.
  description: description("target", "comment", UPDATE),
  delete_protection: deleteProtection("target"),
  target_id: objectNumber("target", "target_id"),
};

/** What every text that a target holds shares: it is not read, because secrets would come with it. */
export const held = { ...notEmpty, tellsNothing: true } as const;

/** A text that a target may hold. */
export function holdsIfGiven(wire: string, doc: string) {
  return attr.optional.string({ doc, ...held, wire: text(wire) });
}

/** A text that a target has to hold. */
export function holds(wire: string, doc: string) {
  return attr.required.string({ doc, ...held, wire: text(wire) });
}

/** A flag that a target holds, off unless it is given. */
export function holdsFlag(wire: string, doc: string) {
  return attr.defaulted.bool({
    doc: `${doc} Default: \`false\`.`,
    default: false,
    tellsNothing: true,
    wire: flag(wire),
  });
}

/** Whether the gateway works with the identity that its own machine has in the cloud, instead of a secret. */
export const gatewayIdentity = holdsFlag(
  "use-gw-cloud-identity",
  "Whether the gateway works with the identity that its own machine has in the cloud.",
);
