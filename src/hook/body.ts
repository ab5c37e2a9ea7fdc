import type { IncomingMessage } from "node:http";

/** How long a client may be silent that goes on sending what is not wanted. */
const PATIENCE_MS = 1_000;
/** What is read and thrown away, so that whoever sends it gets to read the answer. */
const MOST_THROWN_AWAY = 64 * 1024 * 1024;

/**
 * The body as it came: the signature is over its bytes. Undefined where the client hung up before its end. One that is
 * longer than `most` is not kept: it is passed on to `spill`, from its beginning on, and goes on to be.
 */
export function bodyOf(
  request: IncomingMessage,
  most: number,
  spill: (piece: Uint8Array) => void,
): Promise<Uint8Array | "too long" | undefined> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let length = 0;
    let spilling = Number(request.headers["content-length"]) > most;
    if (spilling) resolve("too long");
    request.on("data", (piece: Buffer) => {
      length += piece.length;
      if (!spilling && length > most) {
        spilling = true;
        for (const kept of pieces.splice(0)) spill(kept);
        resolve("too long");
      }
      if (spilling) spill(piece);
      else pieces.push(piece);
    });
    request.on("end", () => resolve(Buffer.concat(pieces)));
    request.on("error", () => resolve(undefined));
    request.on("close", () => resolve(undefined));
  });
}

/**
 * Reads the rest of a body to nowhere, and hangs up at its end, or when it does not come to one. A connection that is
 * closed with something unread is reset, and then the answer is lost with it. Resolves with whether the end was reached.
 */
export function throwAway(request: IncomingMessage): Promise<boolean> {
  const { socket } = request;
  let length = 0;
  request.on("data", (piece: Buffer) => {
    length += piece.length;
    if (length > MOST_THROWN_AWAY) socket.destroy();
  });
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  return new Promise((resolve) => {
    request.once("end", () => {
      socket.end();
      resolve(true);
    });
    request.once("close", () => resolve(false));
    request.once("error", () => resolve(false));
  });
}
