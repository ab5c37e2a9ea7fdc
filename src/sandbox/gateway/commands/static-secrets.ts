import type { SecretText } from "../../../domain/secret-text.js";
import type { Command, CommandCall } from "../command.js";
import type { StaticItem } from "../records/item.js";
import { newest, withVersion } from "../records/target.js";
import { GatewayRefusal, invalidRequest, missing, notFound } from "../refusal.js";
import { newItem } from "./item-fields.js";

const LARGEST_VALUE_BYTES = 16 * 1024;
const FORMATS = new Set(["text", "json", "key-value"]);

/** The value to be kept: the text itself, or for a password the JSON that readers get. */
function valueToKeep(
  { fields }: CommandCall,
  subType: "generic" | "password",
  format: string,
  username: string,
): string {
  if (subType === "generic") {
    if (!fields.has("value")) throw missing("value");
    return checkedValue(fields.raw("value") ?? "", format);
  }
  const password = fields.required("password");
  return checkedValue(JSON.stringify({ username, password, ...fields.map("custom-field") }), "text");
}

function checkedValue(value: string, format: string): string {
  if (Buffer.byteLength(value) > LARGEST_VALUE_BYTES) {
    throw new GatewayRefusal(400, `secret value is larger than ${LARGEST_VALUE_BYTES} bytes`);
  }
  if (format === "text") return value;
  const parsed = parsedJson(value);
  if (parsed === undefined) throw invalidRequest(`the value should be JSON, as its format is ${format}`);
  if (format === "key-value" && (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))) {
    throw invalidRequest("the value should be a JSON object, as its format is key-value");
  }
  return value;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Remembers a value, and the parts of a structured one. */
function keep(call: CommandCall, value: string): SecretText {
  const structured = parsedJson(value);
  if (typeof structured === "object") call.world.secrets.keepParts(structured);
  return call.world.secrets.keep(value);
}

const create: Command = {
  names: ["create-secret"],
  write: true,
  run(call) {
    const { fields, world } = call;
    const name = call.freePath("items", "item-rule");
    const subType = fields.text("type") ?? "generic";
    if (subType !== "generic" && subType !== "password")
      throw invalidRequest("type should be generic or password");
    const format = fields.text("format") ?? "text";
    if (!FORMATS.has(format)) throw invalidRequest("format should be text, json or key-value");
    const username = fields.text("username") ?? "";
    const value = keep(call, valueToKeep(call, subType, format, username));
    world.store.items.add({
      ...newItem(call, name),
      kind: "static",
      subType,
      format: subType === "password" ? null : format,
      username,
      injectUrls: fields.list("inject-url"),
      notifyOnChange: fields.flag("change-event") ?? false,
      versions: [{ version: 1, value, createdAt: call.now(), accessId: call.caller.accessId }],
    });
    return { name };
  },
};

const updateValue: Command = {
  names: ["update-secret-val"],
  write: true,
  run(call) {
    const { fields } = call;
    const item = call.itemOf("update", ["static"]);
    const last = newest(item.versions);
    const expected = fields.count("last-version");
    if (expected !== undefined && expected !== last.version) {
      throw new GatewayRefusal(409, `secret ${item.name} is at version ${last.version}, not at ${expected}`);
    }
    const format = fields.text("format") ?? item.format ?? "text";
    if (item.subType === "generic" && !FORMATS.has(format))
      throw invalidRequest("format should be text, json or key-value");
    // Inferred: a name that is not mentioned stays, and an empty one is none.
    const username = fields.has("username") ? (fields.text("username") ?? "") : item.username;
    const value = keep(call, valueToKeep(call, item.subType, format, username));
    const next = { version: last.version + 1, value, createdAt: call.now(), accessId: call.caller.accessId };
    item.versions = withVersion(
      item.versions,
      next,
      fields.flag("keep-prev-version") ?? true,
      item.maxVersions,
    );
    if (item.subType === "generic") item.format = format;
    item.protectionKey = fields.text("key") ?? item.protectionKey;
    item.username = username;
    if (fields.has("inject-url")) item.injectUrls = fields.list("inject-url");
    item.modifiedAt = call.now();
    return { name: item.name };
  },
};

const getValue: Command = {
  names: ["get-secret-value"],
  write: false,
  about: "names",
  run(call) {
    const names = call.fields.list("names");
    if (names.length === 0) throw missing("names");
    // The keys of the answer are the names exactly as they were asked for.
    return Object.fromEntries(names.map((name) => [name, valueAt(call, name)]));
  },
};

function valueAt(call: CommandCall, asked: string): string {
  const path = asked.startsWith("/") ? asked : `/${asked}`;
  const item = call.found("items", "item-rule", "read", path);
  if (item.kind !== "static") throw invalidRequest(`item ${item.name} is not a static secret`);
  item.accessedAt = call.now();
  return versionOf(call, item).value.reveal();
}

function versionOf(call: CommandCall, item: StaticItem) {
  const wanted = call.fields.count("version");
  if (wanted === undefined) return newest(item.versions);
  if (wanted < 0) throw invalidRequest("this gateway does not serve several versions in one answer");
  const version = item.versions.find((candidate) => candidate.version === wanted);
  if (!version) throw notFound(call.asker, "item", `${item.name} version ${wanted}`);
  return version;
}

const rollBack: Command = {
  names: ["rollback-secret"],
  write: true,
  run(call) {
    const item = call.itemOf("update", ["static"]);
    const wanted = call.fields.count("old-version");
    const old = item.versions.find((candidate) => candidate.version === wanted);
    if (!old) throw notFound(call.asker, "item", `${item.name} version ${wanted ?? "(none given)"}`);
    const next = { ...old, version: newest(item.versions).version + 1, createdAt: call.now() };
    item.versions = withVersion(item.versions, next, true, item.maxVersions);
    item.modifiedAt = call.now();
    return { name: item.name, version: next.version };
  },
};

export const staticSecretCommands = [create, updateValue, getValue, rollBack];
