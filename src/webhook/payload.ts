import { isRecord } from "../domain/is-record.js";
import { Fault } from "../errors/fault.js";
import { placeOf, type SchemaIssue, type StandardSchema } from "./schema.js";

/** A payload as the gateway keeps it, and as the producer's code works with it. */
export interface ReadPayload<Payload> {
  readonly text: string;
  readonly value: Payload;
}

/**
 * Understands the payload that came with a call. A text that is a JSON object or list is tried as such first, and
 * otherwise as the text that it is.
 *
 * @throws Fault WEBHOOK_PAYLOAD_UNFIT, which tells places only: messages of a schema may repeat values
 */
export async function readPayload<Payload>(
  schema: StandardSchema<Payload>,
  text: string,
): Promise<ReadPayload<Payload>> {
  const readings = [...structureOf(text), text];
  let issues: readonly SchemaIssue[] | undefined;
  for (const reading of readings) {
    const verdict = await schema["~standard"].validate(reading);
    if (verdict.issues === undefined) return { text, value: verdict.value };
    issues ??= verdict.issues;
  }
  throw new Fault("WEBHOOK_PAYLOAD_UNFIT", {
    doing: "reading the payload",
    seen: `${readings.length === 1 ? "it is no JSON object, and " : ""}the producer's schema refuses it${placesOf(issues ?? [])}`,
    state: "Nothing was done.",
  });
}

/**
 * The text that the gateway is to keep for a new payload.
 *
 * @throws Fault WEBHOOK_ANSWER_UNFIT for one that this producer could not read again
 */
export async function writePayload<Payload>(
  schema: StandardSchema<Payload>,
  value: Payload,
): Promise<string> {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const unfit = (seen: string) =>
    new Fault("WEBHOOK_ANSWER_UNFIT", {
      doing: "keeping the new payload",
      seen,
      state: "The gateway keeps the old payload; the system may have changed already.",
    });
  if (typeof text !== "string" || text === "") throw unfit("`rotate` gave none");
  try {
    await readPayload(schema, text);
  } catch (error) {
    if (!Fault.is(error)) throw error;
    throw unfit("the producer's own schema refuses what `rotate` gave");
  }
  return text;
}

/** Every text in a payload, to be kept out of whatever is said about it. */
export function secretsOf(text: string): readonly string[] {
  const found = new Set([text]);
  const collect = (value: unknown): void => {
    if (typeof value === "string") found.add(value);
    else if (typeof value === "number") found.add(String(value));
    else if (Array.isArray(value)) value.forEach(collect);
    else if (isRecord(value)) Object.values(value).forEach(collect);
  };
  structureOf(text).forEach(collect);
  return [...found].filter((secret) => secret.length >= SHORTEST_SECRET);
}

/** Shorter texts stand in any sentence. */
const SHORTEST_SECRET = 4;

function structureOf(text: string): unknown[] {
  if (!/^\s*[[{]/.test(text)) return [];
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

/** Names of members belong to the schema, unless it takes any; then they are left out, as they may be anything. */
function placesOf(issues: readonly SchemaIssue[]): string {
  const places = [...new Set(issues.map(placeOf))].filter((place) => /^[\w.-]{1,60}$/.test(place));
  return places.length === 0 ? "" : `, at ${places.slice(0, 5).join(", ")}`;
}
