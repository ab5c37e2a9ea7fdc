import { createServer, type ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import { GrpcCall, STATUS } from "./call.js";

/** Answers the calls of one method. Whatever it throws ends the call as a failure of the server. */
export type CallHandler = (call: GrpcCall) => Promise<void> | void;

/** Connections go in, calls come out. */
export interface Listener {
  /** Takes over a connection that has been let in. */
  take(connection: Socket): void;
  /** Says goodbye on every connection; each closes when its last call has ended. */
  close(): void;
}

/** @param answers by the path of the method: `/package.Service/Method` */
export function listenForCalls(answers: ReadonlyMap<string, CallHandler>): Listener {
  const sessions = new Set<ServerHttp2Session>();
  // One plan may ask about thousands of objects at once, and one message may have many megabytes.
  const server = createServer({ maxSessionMemory: Number.MAX_SAFE_INTEGER });
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    session.on("error", () => session.destroy());
  });
  server.on("stream", async (stream, { ":path": path = "" }) => {
    const call = new GrpcCall(stream);
    const answer = answers.get(path);
    if (answer === undefined) return call.end(STATUS.unimplemented, `there is no method ${path}`);
    try {
      await answer(call);
    } catch (error) {
      call.end(
        STATUS.internal,
        error instanceof SyntaxError ? error.message : "the call could not be answered",
      );
    }
  });
  return {
    take: (connection) => void server.emit("connection", connection),
    close() {
      for (const session of sessions) session.close();
    },
  };
}
