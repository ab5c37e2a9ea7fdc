import { TooLarge, whole } from "../../domain/whole.js";
import type { Answering } from "../answering.js";
import type { WebhookOperation } from "../operation.js";

/** Answers requests of the web's own kind, as frameworks and runtimes have them. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** A handler from `Request` to `Response`. */
export function fetchHandler(answer: Answering, only?: WebhookOperation): FetchHandler {
  return async (request) => {
    const { status, headers, body, undelivered } = await answer(
      {
        method: request.method,
        path: new URL(request.url).pathname,
        header: (name) => request.headers.get(name) ?? undefined,
        body: (most) => bodyOf(request, most),
        hungUp: request.signal,
      },
      only,
    );
    if (request.signal.aborted) undelivered?.();
    return new Response(body, { status, headers });
  };
}

async function bodyOf(request: Request, most: number): Promise<Uint8Array | "too long" | undefined> {
  if (Number(request.headers.get("content-length")) > most) return "too long";
  try {
    return request.body ? await whole(request.body, most) : new Uint8Array();
  } catch (error) {
    return error instanceof TooLarge ? "too long" : undefined;
  }
}
