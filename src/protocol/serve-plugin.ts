import type { Socket } from "node:net";
import type { Wire } from "./grpc/wire.js";
import { makeIdentity } from "./handshake/certificate.js";
import { openDoor, pinnedDoor } from "./handshake/door.js";
import { handshakeLine } from "./handshake/handshake-line.js";
import { readInvitation } from "./handshake/invitation.js";
import { listen } from "./handshake/socket.js";
import { Lifetime } from "./host/lifetime.js";
import { parentGone } from "./host/parent-gone.js";
import { ContextOnDemand } from "./rpc/context-on-demand.js";
import type { Serving } from "./serving.js";

/**
 * Serves the Terraform that started this process, until it says Shutdown or is gone. It is told where to connect as
 * soon as there is a door, and finds its way there while what answers it is loaded.
 */
export async function servePlugin({ makeServer, options, log, writeStdout }: Serving): Promise<void> {
  const startedAt = options.clock.now();
  const invitation = readInvitation(process.env);
  // Ctrl-C reaches the whole process group. Terraform answers it with StopProvider, and running work must go on
  // until then: a process that dies here could leave an object behind that no state knows of.
  process.on("SIGINT", () => {});

  const lifetime = new Lifetime(options.clock, () => process.exit(0));
  const connections = new Set<Socket>();
  const identity = invitation.clientCertificate === null ? null : makeIdentity(options.clock.now());
  const door =
    identity === null || invitation.clientCertificate === null
      ? openDoor(admit)
      : pinnedDoor(identity, invitation.clientCertificate, admit);
  const { address, remove } = await listen(door, {
    platform: process.platform,
    directory: invitation.socketDirectory,
    ports: invitation.ports,
  });
  process.on("exit", remove);
  writeStdout(handshakeLine(address, identity?.certificate ?? null, invitation.asksForMultiplexing));

  const context = new ContextOnDemand(makeServer, { log, startedAt });
  const loadingWire = loadWire();
  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    process.once(signal, async () => {
      context.stop();
      const wire = await loadingWire;
      await wire.idle();
      leave(wire);
    });
  }
  // Node may miss the end of a connection whose other side is killed while something is written to it.
  parentGone(options.clock).then(() => {
    for (const connection of connections) connection.destroy();
  });
  await loadingWire;

  async function loadWire(): Promise<Wire> {
    const [{ makeWire }, readyAnswers] = await Promise.all([
      import("./grpc/wire.js"),
      options.readyAnswers?.() ?? {},
    ]);
    const wire = makeWire(context, readyAnswers, () => leave(wire));
    return wire;
  }

  async function admit(connection: Socket): Promise<void> {
    lifetime.connected(connection);
    connections.add(connection);
    let gone = false;
    connection.once("close", () => {
      gone = true;
      connections.delete(connection);
    });
    const wire = await loadingWire;
    if (gone) return;
    connection.once("close", () => {
      // Terraform will not hear the answers: what is still running has the rest of the process's life to clean up.
      if (connections.size === 0 && wire.pending() > 0) context.stop();
    });
    wire.take(connection);
  }

  /** Lets the last answers go out, then ends the process. */
  function leave(wire: Wire): void {
    wire.close();
    const gone = [...connections].map(
      (connection) => new Promise((resolve) => connection.once("close", resolve)),
    );
    Promise.race([Promise.all(gone), options.clock.sleep(GOODBYE_MS)]).then(() => process.exit(0));
  }
}

/** Terraform kills a plugin 2 s after it has asked it to shut down. */
const GOODBYE_MS = 1_000;
