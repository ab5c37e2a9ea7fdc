import { attr } from "../../vocabulary/index.js";
import {
  deleteProtection,
  description,
  maxVersions,
  objectNumber,
  path,
  protectionKey,
} from "../attributes/common.js";
import { notEmpty } from "../attributes/texts.js";
import { heldSecret } from "../attributes/write-only.js";
import type { Family } from "../mechanism/gateway-type.js";
import { flag, rawAt, text } from "../wire/index.js";

const UPDATE = "update-target";

/** Where an answer has what is true of targets of every kind. */
export const TARGET = "target";

/** How targets of every kind are listed. */
export const LISTED_TARGETS = {
  command: "target-list",
  entries: "targets",
  name: "target_name",
  number: "target_id",
  kind: "target_type",
} as const;

/**
 * What all targets have in common. What a target holds is told by `target-get-details` alone, which tells its secrets,
 * too: those that an update has to send back are known until then, and stored nowhere; any other is dropped unread.
 *
 * @param types What an answer may call the type of such a target.
 */
export function targetFamily(...types: readonly string[]): Family {
  return {
    called: "target",
    tree: "targets",
    commands: {
      read: "target-get-details",
      delete: "target-delete",
      // Leaves what the target holds as it is, the description, too.
      rename: { command: UPDATE, fields: { description: "default_comment" } },
      list: {
        ...LISTED_TARGETS,
        isOf(entry) {
          const found = rawAt(entry, "target_type");
          return typeof found === "string" && found !== "" ? types.includes(found.toLowerCase()) : undefined;
        },
      },
    },
    otherKind(answer) {
      const found = rawAt(answer, `${TARGET}.target_type`);
      // Not every gateway has to tell it.
      if (typeof found !== "string" || found === "" || types.includes(found.toLowerCase())) return undefined;
      return `the target is of the type ${found}, not ${types.join(" or ")}`;
    },
  };
}

/** The attributes of every target. */
export const ofTarget = {
  name: path("target", `${TARGET}.target_name`),
  // Alone by a command of its own, which takes away no secret and makes no new version of the target.
  description: description("target", `${TARGET}.comment`, UPDATE),
  delete_protection: deleteProtection("target", `${TARGET}.delete_protection`),
  key: protectionKey("target", "key", `${TARGET}.protection_key_name`),
  max_versions: maxVersions("target"),
  target_id: objectNumber("target", `${TARGET}.target_id`),
};

/** Where an answer has a field of what a target holds, and that it may be left out of that part. */
interface PlaceInAnswer {
  readonly told: string;
  readonly leftOut: string;
}

/** How an answer tells what a target of one kind holds. `part`: what the gateway calls that part of the answer. */
export function heldIn(part: string) {
  const at = `value.${part}`;
  const of = (told: string): PlaceInAnswer => ({ told: `${at}.${told}`, leftOut: at });
  return {
    of,

    /** A text that the target may hold. */
    text(wire: string, told: string, doc: string) {
      return attr.optional.string({ doc, ...notEmpty, wire: text(wire, of(told)) });
    },

    /** A text that the gateway holds something for where none is given. */
    textOrUsual(wire: string, told: string, doc: string, usually: string) {
      return attr.optional.string({
        doc: `${doc} Default: the gateway's, \`${usually}\`.`,
        ...notEmpty,
        leftToGateway: { usually },
        wire: text(wire, of(told)),
      });
    },

    /** A text that the target has to hold. */
    needed(wire: string, told: string, doc: string) {
      return attr.required.string({ doc, ...notEmpty, wire: text(wire, of(told)) });
    },

    /** A secret that the target may hold. */
    secret<const N extends string>(called: N, wire: string, told: string, doc: string) {
      return heldSecret(called, wire, of(told).told, doc);
    },

    /** A flag, off unless it is given. */
    flag(wire: string, told: string, doc: string) {
      return attr.defaulted.bool({
        doc: `${doc} Default: \`false\`.`,
        default: false,
        wire: flag(wire, { ...of(told), unsaid: false }),
      });
    },

    /** Whether the gateway works with the identity that its own machine has in the cloud, instead of a secret. */
    gatewayIdentity() {
      return this.flag(
        "use-gw-cloud-identity",
        "use_gw_cloud_identity",
        "Whether the gateway works with the identity that its own machine has in the cloud.",
      );
    },
  };
}
