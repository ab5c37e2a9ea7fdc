import { bodyInWords } from "../domain/body-in-words.js";
import type { Obstacle } from "../net/obstacle.js";
import type { HttpAnswer, NoAnswer } from "./http-post.js";
import type { Trouble } from "./retry-table.js";

/** What the gateway said no with, in its own words; quote them only through quotable.ts. */
interface Words {
  readonly status: number;
  readonly text: string;
  /** When it said so, by its own clock; undefined where it does not tell. */
  readonly answeredAt: Date | undefined;
}

interface Sight {
  /** What was seen, without any text of the gateway. */
  readonly saw: string;
  /** Whether its status says that the command was carried out. */
  readonly saysDone: boolean;
}

/** A reason to look at the retry table. */
export interface Setback {
  readonly is: "setback";
  readonly trouble: Trouble;
  /** What was seen, without any text of the gateway: "ECONNREFUSED", "503". */
  readonly saw: string;
  readonly text: string;
  /** How long the gateway asks to wait, in milliseconds. */
  readonly hintMs: number | undefined;
  /** Whether another attempt is bound to fail the same way. */
  readonly lasting: boolean;
  /** What stands in the way to the gateway, where that is known. */
  readonly obstacle?: Obstacle | undefined;
}

/** What an attempt came to. */
export type AnswerVerdict =
  | { readonly is: "done"; readonly value: unknown; readonly saw: string }
  /** The gateway says that the object is not there: 404 with its own JSON error. */
  | ({ readonly is: "missing" } & Words)
  | ({ readonly is: "unauthorized" } & Words)
  | ({ readonly is: "forbidden" } & Words)
  | ({ readonly is: "refused" } & Words)
  /** Something else than the gateway's V2 REST API answers here. */
  | ({ readonly is: "wrong-url" } & Sight)
  /** Its status says one thing, and its body nothing that goes with it. */
  | ({ readonly is: "not-understood" } & Sight)
  | { readonly is: "interrupted" }
  | Setback;

/** A rate limit may arrive inside a 403; the wait hint is in the text in both cases. */
const WRAPPED_RATE_LIMIT = /429 Too Many Requests|will be released in \d+ ?s/i;
const WAIT_HINT = /will be released in (\d+) ?s/i;

/** The refusals by which the gateway's family says "wrong address". */
const WRONG_SERVICE: readonly RegExp[] = [
  /^unknown command\b/i,
  /^command is not available on public gateway\b/i,
  /^InvalidParam: Missing required parameter - AccessId\b/,
];

/** Decides from status, media type and the typed error body; never from a loose substring. */
export function answerVerdict(answer: HttpAnswer | NoAnswer): AnswerVerdict {
  return "trouble" in answer ? withoutAnswer(answer) : withAnswer(answer);
}

function withoutAnswer({ trouble, says, lasting, obstacle }: NoAnswer): AnswerVerdict {
  if (trouble === "interrupted") return { is: "interrupted" };
  if (trouble === "not-http")
    return { is: "wrong-url", saw: `something that is not HTTP or not TLS (${says})`, saysDone: false };
  if (trouble === "too-large") return { is: "not-understood", saw: says, saysDone: true };
  return { is: "setback", trouble, saw: says, text: "", hintMs: obstacle?.hintMs, lasting, obstacle };
}

function withAnswer(answer: HttpAnswer): AnswerVerdict {
  const { status, mediaType, body, answeredAt, retryAfterMs, redirectTo } = answer;
  const json = parsed(body);
  const text = errorText(json);
  if (status === 429 || (status === 403 && WRAPPED_RATE_LIMIT.test(text))) {
    const hintMs = waitHint(status === 429 ? body : text) ?? retryAfterMs;
    return { is: "setback", trouble: "rate-limited", saw: `${status}`, text, hintMs, lasting: false };
  }
  if (status >= 500) {
    return {
      is: "setback",
      trouble: "server-error",
      saw: `${status}`,
      text,
      hintMs: retryAfterMs,
      lasting: false,
    };
  }
  const saysDone = status < 300;
  if (status >= 300 && status < 400) {
    return {
      is: "wrong-url",
      saw: `a redirect (${status}) to ${redirectTo ?? "an unnamed place"}`,
      saysDone,
    };
  }
  const saw = `${status} and ${bodyInWords(mediaType, body)}`;
  if (!json || /\bhtml\b/.test(mediaType)) {
    return { is: saysDone && isItsOwn(mediaType, body) ? "not-understood" : "wrong-url", saw, saysDone };
  }
  if (saysDone) return { is: "done", value: json.value, saw };
  if (text === "") return { is: "not-understood", saw: `${status} and JSON without an error text`, saysDone };
  if (WRONG_SERVICE.some((shape) => shape.test(text))) {
    return { is: "wrong-url", saw: `${status} and the refusal of another service or version`, saysDone };
  }
  return { is: refusals[status] ?? "refused", status, text, answeredAt };
}

/** Whether what is no JSON may be the gateway's all the same: nothing, or half of what it meant to say. */
function isItsOwn(mediaType: string, body: string): boolean {
  return body.trim() === "" || /\bjson\b/.test(mediaType);
}

const refusals: { readonly [status: number]: "unauthorized" | "forbidden" | "missing" } = {
  401: "unauthorized",
  403: "forbidden",
  404: "missing",
};

function parsed(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return undefined;
  }
}

/** `{"error": "…"}`, sometimes with more in `message`; empty when the body is not of that shape. */
function errorText(json: { readonly value: unknown } | undefined): string {
  const { error, message } = (json?.value ?? {}) as { error?: unknown; message?: unknown };
  if (typeof error !== "string") return "";
  return typeof message === "string" ? `${error}: ${message}` : error;
}

function waitHint(text: string): number | undefined {
  const seconds = WAIT_HINT.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
