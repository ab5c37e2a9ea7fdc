import { isRecord } from "../domain/is-record.js";
import { Fault } from "../errors/fault.js";

/** A credential as the gateway is told of it. */
export interface CreateAnswer {
  readonly id: string;
  readonly response: Readonly<Record<string, unknown>>;
}

/**
 * What `create` of a producer has given, as the gateway takes it: the id is a text, always.
 *
 * @throws Fault WEBHOOK_ANSWER_UNFIT
 */
export function createAnswer(made: unknown): CreateAnswer {
  if (!isRecord(made)) throw unfit("`create` gave no object");
  const { id, response } = made;
  const isNumber = typeof id === "bigint" || (typeof id === "number" && Number.isSafeInteger(id));
  if (!isNumber && (typeof id !== "string" || id === "")) {
    throw unfit("`create` gave no `id` that is a text or a whole number");
  }
  if (!isRecord(response)) throw unfit("`create` gave no `response` that is an object");
  return { id: String(id), response };
}

function unfit(seen: string): Fault {
  return new Fault("WEBHOOK_ANSWER_UNFIT", {
    doing: "creating a credential",
    seen,
    state: "Something may have been made that the gateway does not know.",
  });
}
