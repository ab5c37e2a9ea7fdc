import { isRecord } from "../../../domain/is-record.js";

/**
 * What plays a Lambda function: the URL to which its event is posted, as the runtime's emulator takes it, or a handler
 * in this process.
 */
export type SandboxFunction = string | ((event: unknown) => unknown);

/** What an invoked function answered. */
export interface FunctionOutcome {
  /** Whether the function failed, as opposed to the call of it. */
  readonly failed: boolean;
  /** JSON. */
  readonly payload: string;
}

/** The functions that the sandbox's Lambda has, by name: in every region, without versions or aliases of their own. */
export class Functions {
  readonly #functions = new Map<string, SandboxFunction>();
  readonly #stopped = new AbortController();

  /** Gives a function that is called by this name from now on. */
  provide(name: string, played: SandboxFunction): void {
    this.#functions.set(name, played);
  }

  /** Whether there is a function of this name or ARN. */
  has(nameOrArn: string): boolean {
    return this.#functions.has(nameIn(nameOrArn));
  }

  /** Calls a function that exists; every way in which it can fail is an outcome. */
  async invoke(nameOrArn: string, event: string): Promise<FunctionOutcome> {
    const played = this.#functions.get(nameIn(nameOrArn));
    if (played === undefined) return failure("Function not found");
    try {
      if (typeof played === "string") return await posted(played, event, this.#stopped.signal);
      const result: unknown = await played(JSON.parse(event));
      return { failed: false, payload: JSON.stringify(result ?? null) };
    } catch (error) {
      return failure(error instanceof Error ? error.message : "the function failed", error);
    }
  }

  /** Waits for no answer any more. */
  stop(): void {
    this.#stopped.abort();
  }
}

/** The name in a name or an ARN, a version or an alias left out. */
export function nameIn(nameOrArn: string): string {
  const [, name = nameOrArn] =
    /^(?:arn:aws:lambda:[^:]*:\d*:function:)?([\w-]+)(?::[\w$-]+)?$/.exec(nameOrArn) ?? [];
  return name;
}

async function posted(url: string, event: string, stopped: AbortSignal): Promise<FunctionOutcome> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: event,
    signal: stopped,
  });
  const payload = await answer.text();
  return { failed: !answer.ok || answer.headers.has("x-amz-function-error") || isError(payload), payload };
}

/** The emulator answers 200 to a function that has failed; the body says so. */
function isError(payload: string): boolean {
  try {
    const parsed: unknown = JSON.parse(payload);
    return isRecord(parsed) && typeof parsed.errorType === "string" && "errorMessage" in parsed;
  } catch {
    return false;
  }
}

function failure(errorMessage: string, error?: unknown): FunctionOutcome {
  const errorType = error instanceof Error ? error.name : "Error";
  return { failed: true, payload: JSON.stringify({ errorMessage, errorType }) };
}
