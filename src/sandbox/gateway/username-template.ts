import { createHash, randomUUID } from "node:crypto";
import { randomText } from "./random-text.js";
import { invalidRequest } from "./refusal.js";

type Step = (args: string[], input: string, now: Date) => string;

/** The functions that a template may use; they get their arguments and what came through the pipe. */
const FUNCTIONS: Readonly<Record<string, Step>> = {
  uppercase: (_, input) => input.toUpperCase(),
  lowercase: (_, input) => input.toLowerCase(),
  replace: ([from = "", to = ""], input) => input.split(from).join(to),
  truncate: ([length = "0"], input) => input.slice(0, Number(length)),
  random: ([length = "8"]) => randomText(Math.min(Number(length) || 8, 64)),
  unix_time: (_, __, now) => String(Math.floor(now.getTime() / 1000)),
  unix_time_millis: (_, __, now) => String(now.getTime()),
  uuid: () => randomUUID(),
  base64: (_, input) => Buffer.from(input).toString("base64url"),
  sha256: (_, input) => createHash("sha256").update(input).digest("hex"),
};

/**
 * A temporary user's name by the item's template: text with `{{…}}`, in which fields (`.DynamicSecretName`,
 * `.UniqueIdentifier`, sub-claims) and functions are joined by `|`, as in Go templates. Throws 400 for a field or a
 * function that is not known.
 */
export function usernameFrom(template: string, fields: Readonly<Record<string, string>>, now: Date): string {
  return template.replace(/\{\{(.*?)\}\}/g, (_, expression: string) =>
    expression.split("|").reduce((input, part) => applied(part.trim(), input, fields, now), ""),
  );
}

function applied(part: string, input: string, fields: Readonly<Record<string, string>>, now: Date): string {
  const words = [...part.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
  const [first = "", ...rest] = words;
  if (first.startsWith(".")) {
    const value = fields[first.slice(1)];
    if (value === undefined) throw invalidRequest(`the username template names an unknown field ${first}`);
    return value;
  }
  const step = FUNCTIONS[first];
  if (!step) throw invalidRequest(`the username template uses an unknown function ${JSON.stringify(first)}`);
  // `truncate 5 .Field` is written as well as `.Field | truncate 5`.
  const last = rest.at(-1);
  if (last?.startsWith(".")) return step(rest.slice(0, -1), applied(last, "", fields, now), now);
  return step(rest, input, now);
}
