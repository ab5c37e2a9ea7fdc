import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { withoutMark, withoutMarks } from "../../domain/making-mark.js";
import { Fault } from "../../errors/fault.js";
import type { GatewayObjects, RawAnswer } from "../../gateway/index.js";
import { rawAt } from "../../types/wire/index.js";
import type { Attributes } from "../../vocabulary/index.js";

/** An object of the gateway that has to be there. */
export interface ReadObject {
  /** The command that tells of it, none of its secrets among that. */
  readonly command: string;
  /** What a person calls it, such as `role`. */
  readonly noun: string;
  readonly name: string;
}

/** What the gateway answers about an object. GATEWAY_OBJECT_MISSING where there is none. */
export async function answerAbout(
  objects: GatewayObjects,
  { command, noun, name }: ReadObject,
  signal: AbortSignal,
): Promise<RawAnswer> {
  const doing = `reading ${noun}`;
  const answer = await objects.find({ command, doing, name }, { signal });
  if (answer) return answer;
  throw new Fault("GATEWAY_OBJECT_MISSING", {
    doing: `${doing} ${JSON.stringify(normalizedGatewayPath(name))}`,
    seen: `the gateway has no such ${noun}`,
    state: "Nothing was changed.",
    attribute: "name",
  });
}

/**
 * What an answer tells of every attribute that says where it is told. What it lacks is null, or an empty list. Marks of
 * creates that are not finished are no part of it.
 */
export function toldAttributes(
  attributes: Attributes,
  answer: unknown,
  doing: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { wire, type }]) => {
      if (!wire?.told) return [];
      const reading = wire.told(answer);
      if (reading.is === "odd") {
        throw new Fault("GATEWAY_ANSWER_UNEXPECTED", {
          doing,
          seen: reading.seen,
          state: "Nothing was changed.",
        });
      }
      const value = reading.is === "told" ? reading.value : null;
      return [[name, value === null ? emptyOf(type) : withoutMarksOf(name, value)]];
    }),
  );
}

/** The entries of a list in an answer, each by the attributes of one, and with the path that stands there. */
export function toldEntries(
  fields: Attributes,
  answer: unknown,
  { at, path, doing }: { readonly at: string; readonly path?: string; readonly doing: string },
): readonly Record<string, unknown>[] {
  const entries = rawAt(answer, at);
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: unknown) => ({
    ...(path !== undefined && { name: normalizedGatewayPath(String(rawAt(entry, path) ?? "")) }),
    ...toldAttributes(fields, entry, doing),
  }));
}

function emptyOf(type: unknown): unknown {
  if (type === "bool") return false;
  return typeof type === "object" ? [] : null;
}

function withoutMarksOf(name: string, value: unknown): unknown {
  if (name === "tags") return withoutMarks(value as readonly string[]).tags;
  return name === "description" ? withoutMark(value as string).description : value;
}
