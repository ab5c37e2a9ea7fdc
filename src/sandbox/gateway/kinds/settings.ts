import { SecretText } from "../../../domain/secret-text.js";
import type { CommandCall } from "../command.js";
import { missing } from "../refusal.js";
import type { KindField, KindSettings } from "./field.js";

/**
 * What a request says of a kind's fields, as a whole: what it does not give is not there afterwards, on an update, too.
 * That is what official clients, who send everything again, make of it; whether the real gateway keeps what an update
 * leaves out is not known, and a client that relies on it finds out here.
 * Throws 400 for a needed field that is not there, and for a value of a wrong form.
 */
export function kindSettingsOf(
  table: readonly KindField[],
  { fields, world }: Pick<CommandCall, "fields" | "world">,
): KindSettings {
  const entries = table.flatMap((field) => {
    const given = field.read(fields, field.wire, world.secrets);
    if (given === undefined && field.needed) throw missing(field.wire);
    const setting = given ?? field.otherwise;
    return setting === undefined ? [] : [[field.wire, setting] as const];
  });
  return Object.fromEntries(entries);
}

/**
 * What an answer tells of an object's settings, secrets in clear text where the table tells them.
 * @param nothing what becomes of a field with nothing to tell, unless its own line says otherwise: it is left out,
 *   or told as empty. Families differ.
 */
export function toldSettings(
  table: readonly KindField[],
  settings: KindSettings,
  nothing: "left out" | "told",
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const field of table) {
    if (field.told === null) continue;
    const setting = settings[field.wire];
    if (setting !== undefined) put(answer, field.told, field.tell(setting));
    else if ((nothing === "told" || field.even) && !has(answer, field.told))
      put(answer, field.told, field.empty);
  }
  return answer;
}

function has(answer: Record<string, unknown>, path: string): boolean {
  const [first = "", ...rest] = path.split(".");
  const inside = answer[first];
  return rest.length === 0 || inside === undefined
    ? inside !== undefined
    : has(inside as Record<string, unknown>, rest.join("."));
}

function put(answer: Record<string, unknown>, path: string, value: unknown): void {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    answer[first] = value;
    return;
  }
  answer[first] ??= {};
  put(answer[first] as Record<string, unknown>, rest.join("."), value);
}

/** A text among settings; empty where there is none. */
export function textIn(settings: KindSettings, wire: string): string {
  const setting = settings[wire];
  return typeof setting === "string" ? setting : "";
}

/** A number among settings; 0 where there is none. */
export function numberIn(settings: KindSettings, wire: string): number {
  const setting = settings[wire];
  return typeof setting === "number" ? setting : 0;
}

/** The texts of a list among settings. */
export function textsIn(settings: KindSettings, wire: string): readonly string[] {
  const setting = settings[wire];
  return Array.isArray(setting) ? (setting as readonly string[]) : [];
}

/** A secret among settings; undefined where there is none. */
export function secretIn(settings: KindSettings, wire: string): SecretText | undefined {
  const setting = settings[wire];
  return setting instanceof SecretText ? setting : undefined;
}
