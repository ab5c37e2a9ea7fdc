import { close, constants, createReadStream, fstat, open, read, type Stats } from "node:fs";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { isatty, ReadStream } from "node:tty";
import { promisify } from "node:util";
import { unlessAborted } from "./unless-aborted.js";

const PIECE = 1024 * 1024;
/**
 * Whether a socket reads a descriptor that it is given. Node's terminals are such sockets; with the runtime of the
 * executables a socket reads nothing then, and reports no error. There a thread may wait for the pipe instead: that runtime
 * ends without waiting for its threads, and Node does not.
 */
const SOCKETS_TAKE_DESCRIPTORS = ReadStream.prototype instanceof Socket;
/** A device may have no end. */
const MOST_OF_A_DEVICE = 64 * 1024 * 1024;

/** Why something that is there cannot be read as a file; the message completes "it could not be read: …". */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/**
 * The bytes of whatever has this path, in pieces of which each is valid until the next is asked for. Waits for nothing
 * that the signal could not end: a pipe without a writer, one that nothing is written to, a terminal. Opened otherwise,
 * such a thing holds one of the few threads that Node has for files, and with it the whole process, which then no signal
 * but SIGKILL ends.
 *
 * @throws Unreadable, an error with a code of the system, or the signal's reason
 */
export async function* filePieces(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { fd, isStream } = await unlessAborted(opened(path), signal);
  if (isStream) {
    yield* streamed(SOCKETS_TAKE_DESCRIPTORS ? pipeStream(fd) : createReadStream("", { fd }), signal);
    return;
  }
  let handedOn = false;
  try {
    const about = await unlessAborted(promisify(fstat)(fd), signal);
    if (about.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
    const stream = waitingStream(fd, about);
    if (stream) {
      handedOn = true;
      yield* streamed(stream, signal);
    } else if (!SOCKETS_TAKE_DESCRIPTORS && (about.isFIFO() || isatty(fd))) {
      // Opened a second time, so as to wait; until then whoever writes has a reader.
      yield* streamed(createReadStream(path), signal);
    } else yield* readThrough(fd, about, signal);
  } finally {
    // Not awaited: closing waits for a read that hangs.
    if (!handedOn) close(fd, () => {});
  }
}

interface Opened {
  readonly fd: number;
  /** Whether it is an open connection of this process, which cannot be opened anew, and is used as it is. */
  readonly isStream: boolean;
}

// With file handles of the promise API, whoever else reads from one would have to keep it from being closed with it.
async function opened(path: string): Promise<Opened> {
  try {
    // Windows has no such flag, and nothing that it would be needed for.
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
    return { fd: await promisify<string, number, number>(open)(path, flags), isStream: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENXIO") throw error;
    const own = /^\/(?:dev|proc\/self)\/(?:stdin|fd\/(\d+))$/.exec(path);
    if (own) return { fd: Number(own[1] ?? 0), isStream: true };
    throw new Unreadable("it is a socket, or a device that is not there");
  }
}

/** What has to be waited for is read by the event loop, which hears signals meanwhile. */
function waitingStream(fd: number, about: Stats): Readable | undefined {
  if (!SOCKETS_TAKE_DESCRIPTORS) return undefined;
  if (about.isFIFO()) return pipeStream(fd);
  if (!about.isCharacterDevice()) return undefined;
  try {
    return new ReadStream(fd);
  } catch {
    return undefined; // no terminal
  }
}

function pipeStream(fd: number): Readable {
  return new Socket({ fd, readable: true, writable: false });
}

async function* streamed(stream: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  addAbortSignal(signal, stream);
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      // What a thread is still opening would end only after that.
      const next = await unlessAborted(pieces.next(), signal);
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    stream.destroy();
  }
}

async function* readThrough(fd: number, about: Stats, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const piece = Buffer.allocUnsafeSlow(PIECE);
  const most = about.isCharacterDevice() ? MOST_OF_A_DEVICE : Number.POSITIVE_INFINITY;
  for (let length = 0; ; ) {
    const { bytesRead } = await unlessAborted(promisify(read)(fd, piece, 0, PIECE, null), signal);
    if (bytesRead === 0) return;
    length += bytesRead;
    yield piece.subarray(0, bytesRead);
    if (length >= most) throw new Unreadable("it is a device that has not ended after 64 MB");
  }
}
