import type { Socket } from "node:net";
import { makeWire } from "./grpc/wire.js";
import { openDoor } from "./handshake/door.js";
import { listen } from "./handshake/socket.js";
import { ContextOnDemand } from "./rpc/context-on-demand.js";
import type { Serving } from "./serving.js";

/**
 * Serves every Terraform that is told of this process by TF_REATTACH_PROVIDERS, until SIGTERM or Ctrl-C: one process
 * for many commands, so that a debugger can be attached. Prints the variable's value, one line of JSON, on stdout.
 *
 * Each connection has a provider server of its own, as each would have its own process otherwise: configurations do
 * not mix, and an interrupted command does not stop the next one.
 */
export async function serveForDebugging({ makeServer, options, log, writeStdout }: Serving): Promise<void> {
  const readyAnswers = (await options.readyAnswers?.()) ?? {};
  const door = openDoor(admit);
  const { address, remove } = await listen(door, {
    platform: process.platform,
    directory: null,
    ports: { min: 10_000, max: 25_000 },
  });
  process.on("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(0));

  const attachment = {
    Protocol: "grpc",
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: { Network: address.network, String: address.text },
  };
  const addresses = [options.address, ...(options.otherAddresses ?? [])];
  const attachments = Object.fromEntries(addresses.map((each) => [each, attachment]));
  writeStdout(`${JSON.stringify(attachments)}\n`);

  async function admit(connection: Socket): Promise<void> {
    const context = new ContextOnDemand(makeServer, { log, startedAt: options.clock.now() });
    const wire = makeWire(context, readyAnswers, () => {
      // The end of one command is not the end of this process.
    });
    connection.once("close", () => {
      if (wire.pending() > 0) context.stop();
      wire.close();
    });
    wire.take(connection);
  }
}
