import { Token, Tokenization } from "cdktf";
import { UNKNOWN } from "../../vocabulary/index.js";

/** The value as far as it is known at synth: tokens and hand-written `${…}` expressions are unknown, unset is null. */
export function known(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Token.isUnresolved(value)) return UNKNOWN;
  if (typeof value === "string") return value.includes("${") ? UNKNOWN : value;
  if (typeof value !== "object") return value;
  if (isEncoded(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(known);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, known(item)]));
}

/** Whether a collection stands for a token. cdktf fails on a list of one element that is neither text nor number. */
function isEncoded(value: object): boolean {
  if (!Array.isArray(value)) return Tokenization.reverse(value).length > 0;
  const [first] = value as readonly unknown[];
  if (typeof first === "string") return Tokenization.reverseList(value) !== undefined;
  return typeof first === "number" && Tokenization.reverseNumberList(value) !== undefined;
}
