import { isRecord } from "../../domain/is-record.js";
import { anyCause, type ErrorFields } from "./refusal.js";

const UNAUTHORIZED = 401;

/**
 * An HTTP client's error about an answer 401: `status` or `statusCode` of the error itself (got, superagent, Octokit,
 * undici), or of its `response` (axios, got, ky).
 */
export function isHttpRefusal(error: unknown): boolean {
  return anyCause(error, (fields) => isUnauthorized(fields) || isUnauthorizedIn(fields.response));
}

/**
 * An answer 401 that was returned, as `fetch`, undici and axios with its own `validateStatus` do: something with
 * headers and the status.
 */
export function isUnauthorizedAnswer(result: unknown): boolean {
  return isUnauthorizedIn(result) && (result as ErrorFields).headers !== undefined;
}

/** Lets the connection of an answer that is not read go. */
export async function discardAnswer(answer: unknown): Promise<void> {
  const { body } = answer as { body?: { cancel?: () => Promise<void>; dump?: () => Promise<void> } | null };
  try {
    // As Response of fetch, and as undici's own answers want it.
    if (typeof body?.cancel === "function") await body.cancel();
    else if (typeof body?.dump === "function") await body.dump();
  } catch {
    // It was read already, or has ended: nothing holds the connection any more.
  }
}

function isUnauthorizedIn(answer: unknown): boolean {
  return (isRecord(answer) || isInstance(answer)) && isUnauthorized(answer as ErrorFields);
}

function isInstance(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isUnauthorized({ status, statusCode }: ErrorFields): boolean {
  return status === UNAUTHORIZED || statusCode === UNAUTHORIZED;
}
