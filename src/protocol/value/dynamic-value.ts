import type { SchemaDescription } from "../../engine/schema-description.js";
import { isTfRecord } from "../../engine/value/kind.js";
import type { TfObject, TfType, TfValue } from "../../engine/value/value.js";
import { Fault } from "../../errors/fault.js";
import type { DynamicValue, RawState } from "../generated/tfplugin6_pb.js";
import { decodeJson, parseJson, textOf } from "./json.js";
import { Misfit } from "./misfit.js";
import { decodeMsgpack, encodeMsgpack } from "./msgpack.js";
import { withoutUnknowns } from "./without-unknowns.js";

/** What is needed of a schema to read and write its objects. */
type TypedSchema = Pick<SchemaDescription, "type">;

/** The largest object that is read: one value of 32 MB, with room for the others beside it. */
const LARGEST = 32 * 1024 * 1024 + 64 * 1024;

/**
 * Decodes an object of this schema, or null for "no object".
 * @param what Which value of the request it is, for the message: `prior state`.
 * @throws Fault VALUE_UNREADABLE, VALUE_TOO_LARGE
 */
export function decodeObject(
  value: DynamicValue | undefined,
  schema: TypedSchema,
  what: string,
): TfObject | null {
  const object = readTyped(value, schema.type, what);
  if (object !== null && !isTfRecord(object)) throw unreadable(what, "it is not an object");
  return object;
}

/** Like {@link decodeObject}, where there must be an object. */
export function readPresentObject(
  value: DynamicValue | undefined,
  schema: TypedSchema,
  what: string,
): TfObject {
  const object = decodeObject(value, schema, what);
  if (object === null) throw unreadable(what, "it is not there");
  return object;
}

/** Decodes a value of this type; nothing at all is null. @throws Fault VALUE_UNREADABLE, VALUE_TOO_LARGE */
export function readTyped(value: DynamicValue | undefined, type: TfType, what: string): TfValue {
  refuseTooLarge(value?.msgpack.length || value?.json.length || 0, what);
  return reading(what, () => {
    if (value === undefined) return null;
    if (value.msgpack.length > 0) return decodeMsgpack(value.msgpack, type);
    return value.json.length > 0 ? decodeJson(value.json, type) : null;
  });
}

/** Parses state as it was stored, whatever version of the schema wrote it. @throws Fault VALUE_UNREADABLE, VALUE_TOO_LARGE */
export function readStored(state: RawState | undefined): unknown {
  if (state === undefined || state.json.length === 0) {
    throw unreadable("stored state", "it is not in the JSON form that Terraform 0.12 and newer write");
  }
  refuseTooLarge(state.json.length, "stored state");
  return reading("stored state", () => parseJson(textOf(state.json)));
}

/** Encodes an object of this schema, or null. @throws Fault VALUE_UNSENDABLE */
export function writeObject(value: TfObject | null, schema: TypedSchema, what: string) {
  return writeTyped(value, schema.type, what);
}

/** Encodes a value of this type. @throws Fault VALUE_UNSENDABLE */
export function writeTyped(value: TfValue, type: TfType, what: string) {
  try {
    return { msgpack: encodeMsgpack(value, type) };
  } catch (error) {
    throw unsendable(what, error, "Nothing was changed by this.");
  }
}

/**
 * Encodes what an apply has left, whatever is in it: an object that exists must not get lost because a part of it
 * cannot be encoded. Such a part is replaced by what was planned for it, or else by null, and reported.
 */
export function writeLastingObject(
  state: TfObject | null,
  planned: TfObject | null,
  schema: SchemaDescription,
): { readonly value: { readonly msgpack: Uint8Array }; readonly flaws: readonly Fault[] } {
  try {
    return { value: { msgpack: encodeMsgpack(state, schema.type) }, flaws: [] };
  } catch (error) {
    const fallback = planned && withoutUnknowns(planned);
    const kept: { [name: string]: TfValue } = Object.create(null);
    for (const { name, type } of schema.attributes) {
      const candidates = [state?.[name], fallback?.[name]];
      kept[name] = candidates.find((candidate) => candidate !== undefined && fits(candidate, type)) ?? null;
    }
    const flaw = unsendable(
      "the object's new state",
      error,
      "The object is kept in state, with what was planned in place of what could not be encoded.",
    );
    return { value: { msgpack: encodeMsgpack(kept, schema.type) }, flaws: [flaw] };
  }
}

function fits(value: TfValue, type: SchemaDescription["type"]): boolean {
  try {
    encodeMsgpack(value, type);
    return true;
  } catch {
    return false;
  }
}

function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    // Only messages of our own are shown: a library's message may quote the value.
    const ours = error instanceof Misfit || error instanceof SyntaxError;
    throw unreadable(what, ours ? error.message : "its bytes are malformed", error);
  }
}

function refuseTooLarge(length: number, what: string): void {
  if (length <= LARGEST) return;
  throw new Fault("VALUE_TOO_LARGE", {
    doing: `reading the ${what} that Terraform sent`,
    seen: `it has ${(length / (1024 * 1024)).toFixed(1)} MB, and 32 MB are the most that is read`,
    state: "Nothing was changed.",
  });
}

function unreadable(what: string, seen: string, cause?: unknown): Fault {
  return new Fault("VALUE_UNREADABLE", {
    doing: `reading the ${what} that Terraform sent`,
    seen,
    state: "Nothing was changed.",
    cause,
  });
}

function unsendable(what: string, cause: unknown, state: string): Fault {
  return new Fault("VALUE_UNSENDABLE", {
    doing: `encoding ${what}`,
    seen: cause instanceof Misfit ? cause.message : "it could not be encoded",
    state,
    cause,
  });
}
