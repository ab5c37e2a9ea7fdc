import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isNativeError } from "node:util/types";
import { Fault } from "../../errors/fault.js";

/** Where a plugin can be reached, in go-plugin's words. */
export interface SocketAddress {
  readonly network: "unix" | "tcp";
  /** A path, or host:port. */
  readonly text: string;
}

export interface SocketPlace {
  readonly platform: NodeJS.Platform;
  readonly directory: string | null;
  readonly ports: { readonly min: number; readonly max: number };
}

/** The shortest limit among the systems (macOS has 104 bytes with the closing zero, Linux 108). */
const LONGEST_PATH = 103;

/**
 * Lets the server listen where only this user can reach it: on a unix socket in a directory of its own, or on
 * loopback TCP on Windows, where Node has no unix sockets.
 * @returns the address, and how to remove what was made for it
 * @throws Fault PLUGIN_SOCKET_UNAVAILABLE
 */
export async function listen(
  server: Server,
  place: SocketPlace,
): Promise<{ readonly address: SocketAddress; readonly remove: () => void }> {
  if (place.platform === "win32")
    return { address: await listenOnPort(server, place.ports), remove: () => {} };
  const { path, remove } = makeSocketPath(place.directory);
  try {
    await listening(server, { path });
  } catch (error) {
    remove();
    throw unavailable(`listening on ${path} failed with ${codeOf(error)}`, error);
  }
  return { address: { network: "unix", text: path }, remove };
}

function makeSocketPath(wanted: string | null): { path: string; remove: () => void } {
  const parent = wanted ?? tmpdir();
  // Node would bind a longer path cut short, without a word.
  const fits = Buffer.byteLength(socketIn(parent)) + NAME_LENGTH <= LONGEST_PATH;
  if (!fits && wanted !== null) throw unavailable(`the path of ${wanted} is too long for a socket`);
  try {
    const directory = makeDirectory(fits ? parent : "/tmp");
    return { path: socketIn(directory), remove: () => rmSync(directory, { recursive: true, force: true }) };
  } catch (error) {
    throw unavailable(`making a directory in ${parent} failed with ${codeOf(error)}`, error);
  }
}

const NAME = "tf-provider-";
/** A slash, the name and the six letters that make it unique. */
const NAME_LENGTH = 1 + NAME.length + 6;

/** Made with mode 0700. */
function makeDirectory(parent: string): string {
  return mkdtempSync(join(parent, NAME));
}

function socketIn(directory: string): string {
  return join(directory, "grpc");
}

async function listenOnPort(server: Server, ports: SocketPlace["ports"]): Promise<SocketAddress> {
  const host = "127.0.0.1";
  for (let port = ports.min; port <= ports.max; port++) {
    try {
      await listening(server, { host, port });
      return { network: "tcp", text: `${host}:${port}` };
    } catch (error) {
      if (codeOf(error) !== "EADDRINUSE" && codeOf(error) !== "EACCES")
        throw unavailable(codeOf(error), error);
    }
  }
  throw unavailable(`every port from ${ports.min} to ${ports.max} of ${host} is taken`);
}

function listening(server: Server, where: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function codeOf(error: unknown): string {
  return isNativeError(error) && "code" in error ? String(error.code) : "an unknown error";
}

function unavailable(seen: string, cause?: unknown): Fault {
  return new Fault("PLUGIN_SOCKET_UNAVAILABLE", {
    doing: "making a socket for Terraform to connect to",
    seen,
    state: "Nothing was started.",
    cause,
  });
}
