import type { IncomingMessage, ServerResponse } from "node:http";
import { TooLarge, whole } from "../../domain/whole.js";
import type { Answering } from "../answering.js";
import type { WebhookOperation } from "../operation.js";

/** A listener for requests of `node:http`, and so of Express and whatever else is built on it. Resolves when it has answered. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A handler for `node:http`. */
export function nodeHandler(answer: Answering, only?: WebhookOperation): NodeHandler {
  return async (request, response) => {
    const gone = new AbortController();
    // The caller is gone if the connection ends before the answer was handed over to it.
    response.once("close", () => {
      if (!response.writableFinished) gone.abort();
    });
    response.on("error", () => gone.abort());
    const { status, headers, body, undelivered } = await answer(
      {
        method: request.method ?? "",
        path: (request.url ?? "/").split("?")[0] ?? "/",
        header: (name) => headerOf(request, name),
        body: (most) => bodyOf(request, most),
        hungUp: gone.signal,
      },
      only,
    );
    if (gone.signal.aborted) return undelivered?.();
    if (undelivered) gone.signal.addEventListener("abort", undelivered, { once: true });
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    // Read to nowhere, so that whoever sends it gets to read the answer.
    if (!request.complete) request.resume();
    await new Promise<void>((resolve) => {
      response.once("close", resolve);
      response.end(body, () => resolve());
    });
  };
}

async function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array | "too long" | undefined> {
  // A framework may have read it already: as bytes, as a text, or as JSON.
  const read = (request as { readonly body?: unknown }).body;
  if (read !== undefined) return readAlready(read, most);
  if (Number(request.headers["content-length"]) > most) return "too long";
  try {
    return await whole(piecesOf(request), most);
  } catch (error) {
    return error instanceof TooLarge ? "too long" : undefined;
  }
}

/** Without destroying the request where reading ends early: the answer goes over the same connection. */
function piecesOf(request: IncomingMessage): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>,
  };
}

function readAlready(read: unknown, most: number): Uint8Array | "too long" {
  const bytes =
    read instanceof Uint8Array ? read : Buffer.from(typeof read === "string" ? read : JSON.stringify(read));
  return bytes.length > most ? "too long" : bytes;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
