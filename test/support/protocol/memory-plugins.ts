import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { buildMemoryProvider } from "./memory-provider-program.js";
import { PluginClient } from "./plugin-client.js";
import { endPlugins, type PluginProcess } from "./plugin-process.js";

/** The program of the memory provider, and clients of the processes that a test has started of it. */
export interface MemoryPlugins {
  /** Path of the program; there once the tests of the file begin. */
  readonly program: string;
  /** A client that is closed after the test. */
  clientOf(plugin: PluginProcess): PluginClient;
  /** Has a client that the test has made closed after it. */
  closeLater(client: PluginClient): void;
}

/** For a file of tests: builds the memory provider before them, and ends what each has started after it. */
export function memoryPlugins(): MemoryPlugins {
  let program = "";
  const clients: PluginClient[] = [];
  beforeAll(async () => {
    program = await buildMemoryProvider();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await endPlugins();
  });
  afterAll(() => rmSync(dirname(program), { recursive: true }));
  const closeLater = (client: PluginClient) => void clients.push(client);
  return {
    get program() {
      return program;
    },
    clientOf(plugin) {
      const client = new PluginClient(plugin);
      closeLater(client);
      return client;
    },
    closeLater,
  };
}
