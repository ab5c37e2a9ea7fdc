import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Fault } from "../errors/fault.js";
import type { SandboxAws } from "./aws/sandbox-aws.js";
import type { SandboxGateway } from "./gateway/sandbox-gateway.js";
import type { SandboxClock } from "./sandbox-clock.js";

export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Controlled {
  readonly clock: SandboxClock;
  readonly aws: SandboxAws;
  readonly gateway: SandboxGateway;
  /** Called after what has changed the sandbox beside its clock. */
  readonly changed: () => void;
}

/** A request that the sandbox's control cannot serve, with the status to say so. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const LARGEST_BODY = 10_000;

/**
 * The handle on a running sandbox, for scripts and for the curious, on a port of its own so that neither of the two
 * imitated services has a route that the real one has not:
 *
 * - `GET /` shows the time, the access keys and what the gateway did;
 * - `GET /calls` lists every call that either side has received;
 * - `POST /clock {"advance_seconds": 86400}` moves the time forward and answers when all that fell due is done;
 * - `POST /expire-tokens` makes every gateway token invalid, as an expiry would.
 *
 * @throws Fault SANDBOX_PORT_TAKEN
 */
export async function startControlServer(
  sandbox: Controlled,
  host: string,
  port: number,
): Promise<ControlServer> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(`${JSON.stringify(body)}\n`);
    };
    serve(sandbox, request).then(
      (body) => answer(200, body),
      (error: unknown) =>
        error instanceof Refused
          ? answer(error.status, { error: error.message })
          : answer(500, { error: error instanceof Error ? error.message : String(error) }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      reject(
        new Fault("SANDBOX_PORT_TAKEN", {
          doing: "starting the sandbox's control server",
          seen: `${host}:${port} could not be opened (${(cause as NodeJS.ErrnoException).code ?? cause.message})`,
          state: "Nothing was started.",
          cause,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  { clock, aws, gateway, changed }: Controlled,
  request: IncomingMessage,
): Promise<unknown> {
  // A web page that a browser shows may send requests to loopback, but not under a loopback name.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "")) {
    throw new Refused(403, "the sandbox is controlled under its loopback address only");
  }
  switch (`${request.method} ${request.url}`) {
    case "GET /":
      return { now: clock.now(), access_keys: aws.accessKeys(), gateway_events: gateway.events() };
    case "GET /calls":
      return { aws: aws.calls(), gateway: gateway.calls() };
    case "POST /clock": {
      await clock.advance(secondsOf(await bodyOf(request)));
      return { now: clock.now() };
    }
    case "POST /expire-tokens":
      gateway.expireTokens();
      changed();
      return {};
    default:
      throw new Refused(404, "there is GET /, GET /calls, POST /clock and POST /expire-tokens");
  }
}

function secondsOf(body: string): number {
  let seconds: unknown;
  try {
    seconds = (JSON.parse(body) as { advance_seconds?: unknown } | null)?.advance_seconds;
  } catch {
    // The refusal below says what a right body looks like.
  }
  if (typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new Refused(400, 'send {"advance_seconds": N}, N seconds, 0 or more: time only moves forward');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LARGEST_BODY) throw new Refused(413, `a body holds ${LARGEST_BODY} bytes at most`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
