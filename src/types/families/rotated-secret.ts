import { GATEWAY_ROTATION_HOUR } from "../../domain/gateway-defaults.js";
import { type AttributeWire, attr, type Reading } from "../../vocabulary/index.js";
import {
  customFieldsOf,
  deleteProtection,
  description,
  itemNumber,
  maxVersions,
  path,
  protectionKey,
  tagsOf,
} from "../attributes/common.js";
import { daysOfNotice } from "../attributes/elements.js";
import { gatewayName } from "../attributes/gateway-name.js";
import { passwordPolicy } from "../attributes/password-policy.js";
import { ACCESS_TO_DATABASE, type SecureAccess, secureAccessOf } from "../attributes/secure-access.js";
import { notEmpty } from "../attributes/texts.js";
import { keptSecret } from "../attributes/write-only.js";
import type { Family } from "../mechanism/gateway-type.js";
import { daysAhead, flagText, int, intText, objectPath, rawAt, text } from "../wire/index.js";
import { itemFamily, TARGET_OF_ITEM, TYPE_OF_TARGET } from "./item.js";

/** Where an answer about a rotated secret has what is its own. */
export const ROTATED_DETAILS = "item_general_info.rotated_secret_details";

/** What an answer that has those details does not tell of the rest is not set. */
const GENERAL = { at: "item_general_info", leftOut: ROTATED_DETAILS } as const;
const POLICY = {
  at: `${GENERAL.at}.password_policy`,
  length: `${GENERAL.at}.password_policy.password_length`,
  leftOut: ROTATED_DETAILS,
} as const;

const item = itemFamily("ROTATED_SECRET");

/** What is in the gateway's words for the types of targets that something can be rotated through. */
const TARGETS = [
  ...["aws", "azure", "gcp", "mysql", "postgres", "mssql", "mongo", "oracle", "cassandra", "redshift"],
  ...["snowflake", "hana", "redis", "ssh", "windows", "ldap", "web"],
];

/**
 * The rotated secrets of one kind. Their values are never asked for. An answer does not name the kind: it is that of the
 * target, where there is one. How a type is written as a whole was not seen of every one, so that what is none of the
 * known types is taken for right.
 *
 * @param word What the gateway's word for the type of the target has in it.
 */
export function rotatedSecretOf(word: string): Family {
  const { list, ...commands } = item.commands;
  return {
    ...item,
    called: "rotator",
    commands: {
      ...commands,
      delete: "rotated-secret-delete",
      // What is found is of the kind for certain: whoever looks under a path knows what was made there.
      ...(list && {
        list: { ...list, isOf: (entry) => list.isOf?.(entry) === true && isThrough(entry, word) },
      }),
    },
    otherKind(answer) {
      const other = item.otherKind?.(answer);
      if (other !== undefined) return other;
      const found = String(rawAt(answer, TYPE_OF_TARGET) ?? "");
      const has = (one: string) => found.toLowerCase().includes(one);
      if (has(word) || !TARGETS.some(has)) return undefined;
      return `the rotated secret works through a target of the type ${found}`;
    },
  };
}

/** Whether it is told that the target of a rotated secret is of this type. */
function isThrough(entry: unknown, word: string): boolean {
  return String(rawAt(entry, TYPE_OF_TARGET) ?? "")
    .toLowerCase()
    .includes(word);
}

/** While the schedule is off, an interval that the gateway does not tell says nothing; with a schedule it is 0. */
const hasInterval = (answer: unknown) =>
  Number(rawAt(answer, "rotation_interval") ?? 0) !== 0 || String(rawAt(answer, "auto_rotate")) === "true";

/** The interval, of a gateway that counts it in days: one that says that it counts minutes means something else. */
function inDays(wire: AttributeWire<number>): AttributeWire<number> {
  return {
    ...wire,
    told(answer) {
      const reading: Reading<number> = wire.told?.(answer) ?? { is: "absent" };
      const isMinutes = String(rawAt(answer, `${ROTATED_DETAILS}.rotation_interval_min`)) === "true";
      if (reading.is !== "told" || !reading.value || !isMinutes) return reading;
      return {
        is: "odd",
        seen: `rotation_interval is ${reading.value} minutes instead of days (rotation_interval_min), so that this gateway rotates far more often than interval_days says`,
      };
    },
  };
}

/** The attributes of every rotated secret. `noun`: what a person calls one. */
export function ofRotatedSecret(noun: string) {
  return {
    name: path(noun, "item_name"),
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
      wire: inDays(intText("rotation-interval", { unsaid: 0, counts: hasInterval })),
    }),
    rotation_hour: attr.optional.int({
      doc: "Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice.",
      min: 0,
      max: 23,
      leftToGateway: { usually: GATEWAY_ROTATION_HOUR, varies: true },
      wire: int("rotation-hour", { told: `${ROTATED_DETAILS}.rotation_hour` }),
    }),
    rotation_event_in: attr.optional.set("int", {
      doc: "Days before a rotation on which the gateway tells that it comes. Default: none.",
      each: daysOfNotice,
      examples: [[3], [3, 1]],
      wire: daysAhead("rotation-event-in", {
        told: `${GENERAL.at}.next_rotation_events`,
        leftOut: GENERAL.leftOut,
      }),
    }),
    password_length: passwordPolicy("that a rotation makes", POLICY).password_length,
    ...accessToRotated("secure_access_enable", "lock_during_sra_session", "rotate_after_disconnect"),
    description: description(noun, "item_metadata"),
    tags: tagsOf(noun, "item_tags", "change"),
    item_id: itemNumber("item_id"),
  };
}

/** Those attributes of secure remote access that a kind has besides. */
export function accessToRotated<const N extends keyof SecureAccess>(...names: readonly N[]) {
  return secureAccessOf(`${GENERAL.at}.secure_remote_access_details`, names, GENERAL.leftOut);
}

/** Of what the passwords are made of a kind that lets one say so. */
export function madeOf(when: string) {
  return {
    enable_password_policy: attr.defaulted.bool({
      doc: `Whether a rule is given of what passwords are made ${when}. Default: \`false\`.`,
      default: false,
      tellsNothing: true,
      wire: flagText("enable-password-policy"),
    }),
    ...passwordPolicy(when, POLICY),
  };
}

/** How one is imported whose hour of rotation is known. `path`: such as `/prod/rotator`. */
export function importedWithHour(noun: string, path: string) {
  return {
    tells: ["rotation_hour"] as const,
    doc: "An hour that is the gateway's own default is taken for its choice, unless the id tells it.",
    examples: [
      { of: `any ${noun}`, id: path },
      {
        of: `a ${noun} whose configuration names the hour of the gateway's default`,
        id: `${path},rotation_hour=${GATEWAY_ROTATION_HOUR}`,
      },
    ],
  };
}

/** Who changes a value: the official provider sends another word for the user himself, and the gateway tells it again. */
export const credentialsOf = (told: unknown) => (told === "use-self-creds" ? "use-user-creds" : told);

/** By the words of answers, those of requests, where they differ by more than their end. */
const ROTATORS: { readonly [told: string]: string } = { "user-pass-rotator": "password" };

/** The attributes of the rotated secrets whose values the gateway keeps itself. `rotators`: what may be rotated. */
export function ofKeptRotatedSecret(rotators: readonly string[], doc: string) {
  return {
    ...ofRotatedSecret("rotated secret"),
    target: attr.required.string({
      doc: "Path of the target through which rotation is done. Changing it makes a new rotated secret.",
      ...gatewayName,
      refersTo: "target",
      replaces: true,
      wire: objectPath("target-name", { told: TARGET_OF_ITEM, on: "create" }),
    }),
    rotator_type: attr.required.string({
      doc: `What is rotated: ${doc}. Changing it makes a new rotated secret.`,
      oneOf: rotators,
      replaces: true,
      wire: text("rotator-type", {
        told: `${ROTATED_DETAILS}.rotator_type`,
        on: "create",
        respelled: (told) => ROTATORS[String(told)] ?? String(told).replace(/-rotator$/, ""),
      }),
    }),
    authentication_credentials: attr.defaulted.string<"use-user-creds" | "use-target-creds">({
      doc: "Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`.",
      default: "use-user-creds",
      oneOf: ["use-user-creds", "use-target-creds"],
      wire: text("authentication-credentials", {
        told: `${ROTATED_DETAILS}.rotator_creds_type`,
        respelled: credentialsOf,
      }),
    }),
    delete_protection: deleteProtection("rotated secret"),
    key: protectionKey("rotated secret", "key", "protection_key_name"),
    max_versions: maxVersions("rotated secret", `${ROTATED_DETAILS}.max_versions`),
    item_custom_fields: customFieldsOf("rotated secret"),
  };
}

/** A text that only requests have. `sentWith`: the version of a secret with which alone an update sends it. */
export function onlySent(wire: string, doc: string, sentWith?: string) {
  const options = sentWith === undefined ? {} : { sentWith };
  return attr.optional.string({ doc, ...notEmpty, tellsNothing: true, wire: text(wire, options) });
}

/** Where there is no grace the gateway tells nothing of how it would be. */
const graceField = (name: string) => ({
  told: `${ROTATED_DETAILS}.${name}`,
  withFlag: `${ROTATED_DETAILS}.grace_rotation`,
});

/**
 * The attributes of a rotation that leaves what was before, in the clouds. That the days have to be fewer than those of
 * the interval, and fewer than half of them for `before`, is what the gateway's pages say; its API's description says the
 * opposite. So the gateway judges them.
 *
 * @param before what is left, such as `the key before`
 */
export function ofGrace(before: string) {
  return {
    grace_rotation: attr.defaulted.bool({
      doc: `Whether ${before} stays right for a while after a rotation. Default: \`false\`.`,
      default: false,
      wire: flagText("grace-rotation", { told: `${ROTATED_DETAILS}.grace_rotation`, unsaid: false }),
    }),
    grace_interval_days: attr.optional.int({
      doc: "Days for which it stays right, fewer than `interval_days`. Default: the gateway's own choice.",
      min: 1,
      leftToGateway: { usually: null, varies: true },
      wire: intText("grace-rotation-interval", { ...graceField("grace_rotation_interval"), nothing: 0 }),
    }),
    grace_hour: attr.optional.int({
      doc: "Hour of the day (UTC, 0 to 23) at which it ends. Default: the gateway's own choice.",
      min: 0,
      max: 23,
      leftToGateway: { usually: 0, varies: true },
      wire: int("grace-rotation-hour", { ...graceField("grace_rotation_hour"), leftOut: true }),
    }),
    grace_timing: attr.defaulted.string<"before" | "after">({
      doc: "Whether a rotation makes the new value so many days `before` the day that is planned, on which the old one ends, or on that day, and the old one ends so many days `after` it. Default: `after`.",
      default: "after",
      oneOf: ["before", "after"],
      wire: text("grace-rotation-timing", { ...graceField("grace_rotation_timing"), unsaid: "after" }),
    }),
  };
}

/** The attributes of the rotated secrets of databases. */
export const ofRotatedUser = {
  ...ofKeptRotatedSecret(
    ["target", "password"],
    "the password of the `target`'s own user, or the `password` of another one",
  ),
  rotated_username: onlySent("rotated-username", "The other user (`password`). Default: none."),
  ...keptSecret("rotated_password_wo", "rotated-password", "Password that the other user has to begin with."),
  ...accessToRotated(...ACCESS_TO_DATABASE),
};
