import type { OutgoingHttpHeaders, ServerHttp2Stream } from "node:http2";

/** The codes of gRPC that this server gives. */
export const STATUS = { ok: 0, notFound: 5, unimplemented: 12, internal: 13 } as const;

const HEADERS: OutgoingHttpHeaders = { ":status": 200, "content-type": "application/grpc" };
/** Whether it is compressed, in one byte, and its length in four. */
const PREFIX_BYTES = 5;

/** What a stream says whose connection has gone, before it has said that it is closed. */
const GONE = new Set(["ERR_HTTP2_INVALID_STREAM", "ERR_HTTP2_INVALID_SESSION"]);

/** One gRPC call: a request comes in, messages go out, a status ends it. */
export class GrpcCall {
  readonly #stream: ServerHttp2Stream;
  readonly #request: Promise<Buffer>;
  readonly #unheard = new AbortController();
  #begun = false;
  #over = false;
  #end: OutgoingHttpHeaders = {};

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    this.#request = new Promise((resolve) => stream.once("end", () => resolve(Buffer.concat(parts))));
    stream.on("error", () => {
      // That it broke off shows in its "close".
    });
    stream.once("close", () => {
      if (this.#over) return;
      this.#over = true;
      this.#unheard.abort();
    });
  }

  /** Aborted when the caller goes away before the call has ended. */
  get unheard(): AbortSignal {
    return this.#unheard.signal;
  }

  /** Whatever the caller has sent, when it has said that there is no more. Never, if it goes away before. */
  get sent(): Promise<Buffer> {
    return this.#request;
  }

  /** The one message of the request. @throws SyntaxError when it is not exactly one, as it is */
  async request(): Promise<Buffer> {
    const bytes = await this.#request;
    const whole = bytes.length >= PREFIX_BYTES && bytes.readUInt32BE(1) === bytes.length - PREFIX_BYTES;
    if (!whole || bytes[0] !== 0) throw new SyntaxError("the request is not one uncompressed message");
    return bytes.subarray(PREFIX_BYTES);
  }

  /** Sends one message; nothing, once the call has ended. */
  send(message: Uint8Array): void {
    if (this.#over) return;
    const prefix = Buffer.alloc(PREFIX_BYTES);
    prefix.writeUInt32BE(message.length, 1);
    this.#unlessGone(() => {
      if (!this.#begun) this.#begin();
      this.#stream.write(Buffer.concat([prefix, message]));
    });
  }

  /** Ends the call, once. @param details text that tells the caller what went wrong */
  end(status: number = STATUS.ok, details = ""): void {
    if (this.#over) return;
    this.#over = true;
    this.#end = {
      "grpc-status": String(status),
      ...(details && { "grpc-message": encodeURIComponent(details) }),
    };
    this.#unlessGone(() => {
      if (this.#begun) this.#stream.end();
      else this.#stream.respond({ ...HEADERS, ...this.#end }, { endStream: true });
    });
  }

  #begin(): void {
    this.#begun = true;
    this.#stream.once("wantTrailers", () => this.#unlessGone(() => this.#stream.sendTrailers(this.#end)));
    this.#stream.respond(HEADERS, { waitForTrailers: true });
  }

  /** A caller that has gone hears nothing more, and that is no failure of the process. */
  #unlessGone(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      if (!GONE.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}
