import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isRecord } from "../../domain/is-record.js";
import { framesOf, kindOfError } from "../../errors/unexpected.js";
import type { GatewayCallLog } from "./call-log.js";
import { CommandCall } from "./command.js";
import { commands } from "./commands/index.js";
import { CommandFields } from "./fields.js";
import type { PlannedAnswer, PlannedGatewayAnswers } from "./planned-answers.js";
import { GatewayRefusal, invalidRequest } from "./refusal.js";
import { route } from "./router.js";
import type { GatewayWorld } from "./world.js";

/**
 * For so long a connection without a call is kept, in milliseconds. Node's own 5 s are less than the pauses of a
 * Terraform run, and the official provider does not repeat a call that meets a connection as it is closed.
 */
const IDLE_MS = 75_000;

const LARGEST_BODY_BYTES = 1024 * 1024;

/** What a call came to, for the caller and for the log. */
interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly accessId: string | null;
  /** What the log says beyond the status; null when all went well. */
  readonly error: string | null;
}

export interface ServerParts {
  readonly world: GatewayWorld;
  readonly log: GatewayCallLog;
  readonly planned: PlannedGatewayAnswers;
  /** Called after every command that may have changed something. */
  readonly changed: () => void;
}

/** The gateway's HTTP side. It does not listen yet. */
export function gatewayServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = IDLE_MS;
  return server;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const where = route(request.url ?? "/");
  if (where.to === "health") return sendJson(response, 200, { status: "ok" });
  if (where.to === "nowhere") return sendText(response, 404, "404 page not found\n");
  if (request.method !== "POST") return sendText(response, 405, "method not allowed\n");

  const { command } = where;
  const body = await readBody(request);
  if ("fields" in body) parts.world.secrets.keepSent(body.fields);
  const planned = parts.planned.take(command);
  const known = { command, name: nameOf(command, body), write: commands.get(command)?.write ?? false };
  if (planned && !("replyLost" in planned)) {
    const status = "status" in planned ? planned.status : 0;
    parts.log.add({ ...known, accessId: null, status, error: "answered as planned" });
    return answerAsPlanned(response, planned);
  }
  const outcome = await carriedOut(parts.world, command, body, request.socket.remoteAddress ?? "");
  parts.changed();
  const { accessId, error } = outcome;
  parts.log.add({ ...known, accessId, status: planned ? 0 : outcome.status, error });
  if (planned) {
    response.destroy();
    return;
  }
  sendJson(response, outcome.status, outcome.body);
}

/** Carries a command out. Whatever goes wrong becomes a refusal; of what is none yet, the caller is told nothing. */
async function carriedOut(world: GatewayWorld, name: string, body: Body, address: string): Promise<Outcome> {
  let accessId: string | null = null;
  try {
    const command = commands.get(name);
    if (!command) throw new GatewayRefusal(404, `unknown command '${name}'`);
    if ("flaw" in body) throw invalidRequest(body.flaw);
    const fields = new CommandFields(body.fields);
    const success = command.success ?? 200;
    if ("runOpen" in command) {
      const claimed = body.fields["access-id"];
      accessId = typeof claimed === "string" ? claimed : null;
      return { status: success, body: await command.runOpen(fields, world, address), accessId, error: null };
    }
    const session = world.sessions.require(fields.text("token"));
    accessId = session.accessId;
    const call = new CommandCall(fields, session, session.token, world);
    return { status: success, body: await command.run(call), accessId, error: null };
  } catch (error) {
    if (error instanceof GatewayRefusal) {
      return { status: error.status, body: { error: error.message }, accessId, error: error.message };
    }
    return { status: 500, body: { error: "internal server error" }, accessId, error: whereFrom(error) };
  }
}

/** Where a bug is, without the error's text, which may quote a value. */
function whereFrom(error: unknown): string {
  const [place = ""] = framesOf(error).split("\n");
  return `internal server error: ${kindOfError(error)} ${place.trim()}`;
}

type Body = { readonly fields: Record<string, unknown> } | { readonly flaw: string };

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  if (size > LARGEST_BODY_BYTES) return { flaw: "the body is too large" };
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return { fields: {} };
  try {
    const parsed: unknown = JSON.parse(text);
    if (isRecord(parsed)) return { fields: parsed };
  } catch {
    // told below
  }
  return { flaw: "the body should be a JSON object" };
}

/** The path that a call is about, for the log. */
function nameOf(command: string, body: Body): string | null {
  if ("flaw" in body) return null;
  const value = [body.fields[commands.get(command)?.about ?? "name"]].flat()[0];
  if (typeof value !== "string" || value === "") return null;
  return value.startsWith("/") ? value : `/${value}`;
}

function answerAsPlanned(response: ServerResponse, planned: PlannedAnswer): void {
  if ("silent" in planned) return;
  if (!("status" in planned)) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(planned.headers ?? {})) response.setHeader(name, value);
  if (planned.html !== undefined) send(response, planned.status, "text/html; charset=utf-8", planned.html);
  else if (planned.text !== undefined) sendText(response, planned.status, planned.text);
  else sendJson(response, planned.status, planned.body ?? {});
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, "text/plain; charset=utf-8", text);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, "application/json", JSON.stringify(body));
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.statusCode = status;
  response.setHeader("content-type", type);
  response.end(text);
}
