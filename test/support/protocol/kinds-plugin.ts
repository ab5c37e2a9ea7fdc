import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { makeTestProgram } from "../runtime/test-program.js";
import { PluginClient, wire } from "./plugin-client.js";
import { endPlugins, type PluginProcess, startPlugin } from "./plugin-process.js";

/** The provider with something of every kind, as a process and a client of it. */
export interface KindsPlugin {
  readonly plugin: PluginProcess;
  readonly client: PluginClient;
  /** What has happened in its remote so far. */
  events(): string[];
}

/** Makes the program once, and starts processes of it. */
export class KindsPlugins {
  #program = "";
  readonly #clients: PluginClient[] = [];

  async make(): Promise<void> {
    this.#program = join(mkdtempSync(join(tmpdir(), "kinds-provider-")), "terraform-provider-test");
    await makeTestProgram(join(__dirname, "../engine/kinds/kinds-provider-main.ts"), this.#program);
  }

  /** A process whose provider is configured. */
  async start(): Promise<KindsPlugin> {
    const events = join(mkdtempSync(join(dirname(this.#program), "events-")), "log");
    const plugin = await startPlugin(this.#program, { env: { KINDS_EVENTS: events } });
    const client = new PluginClient(plugin);
    this.#clients.push(client);
    await client.call(Provider.method.configureProvider, {
      terraformVersion: "1.11.4",
      config: wire({ url: null, token: "pr0vider-token" }),
    });
    const read = () => (existsSync(events) ? readFileSync(events, "utf8").trimEnd().split("\n") : []);
    return { plugin, client, events: read };
  }

  /** Ends what was started; for afterEach. */
  async end(): Promise<void> {
    for (const client of this.#clients.splice(0)) client.close();
    await endPlugins();
  }

  remove(): void {
    rmSync(dirname(this.#program), { recursive: true });
  }
}

/** Makes things in the remote of a process: their names, with what else is planned of them. */
export async function makeThings(
  { client }: KindsPlugin,
  ...things: readonly { readonly name: string; readonly [attribute: string]: unknown }[]
): Promise<void> {
  for (const given of things) {
    const planned = thingOnWire({ size: 5, ...given });
    await client.call(Provider.method.applyResourceChange, {
      typeName: "test_thing",
      priorState: wire(null),
      plannedState: wire(planned),
      config: wire(planned),
    });
  }
}

/** A `test_thing` as plain data, with everything unset that is not given. */
export function thingOnWire(given: { readonly [name: string]: unknown }): { [name: string]: unknown } {
  const names =
    "name label size ratio tags zones limits owner rules note secret_wo secret_version id generation alias";
  return { ...Object.fromEntries(names.split(" ").map((name) => [name, null])), ...given };
}
