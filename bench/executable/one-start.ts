import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import type { ClientCertificate } from "../../test/support/protocol/client-certificate.js";
import { PluginClient } from "../../test/support/protocol/plugin-client.js";
import { endPlugins, startPlugin } from "../../test/support/protocol/plugin-process.js";

/** What one start of a program came to; times in milliseconds since it was spawned, memory in kB. */
export interface Start {
  /** When its first line was there. */
  readonly handshake: number;
  /** Time of the processor until then, of all its threads: what a busy machine does not change. */
  readonly effort: number;
  /** When the schema had been answered. */
  readonly schema?: number;
  readonly schemaEffort?: number;
  /** What is resident then, and the same with what is shared divided among those who share it. */
  readonly resident?: number;
  readonly proportional?: number;
}

/** Starts a provider as Terraform does, up to its first schema. */
export async function startOfProvider(program: string, clientCertificate: ClientCertificate): Promise<Start> {
  const begun = performance.now();
  const plugin = await startPlugin(program, { clientCertificate });
  const handshake = performance.now() - begun;
  const pid = plugin.child.pid ?? 0;
  const effort = effortOf(pid);
  const client = new PluginClient(plugin);
  try {
    const five = plugin.line[1] === "5";
    await client.callByPath(five ? "/tfplugin5.Provider/GetSchema" : "/tfplugin6.Provider/GetProviderSchema");
    const schema = performance.now() - begun;
    return { handshake, effort, schema, schemaEffort: effortOf(pid), ...memoryOf(pid) };
  } finally {
    client.close();
    await endPlugins();
  }
}

/** Starts Node alone, up to a line: what a bundle cannot fall below. */
export async function startOfBareNode(): Promise<Start> {
  const script = 'process.stdout.write("\\n"); setInterval(() => {}, 1000)';
  const begun = performance.now();
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const start = { handshake: performance.now() - begun, effort: effortOf(child.pid ?? 0) };
  child.kill();
  await once(child, "exit");
  return start;
}

/** The kernel's account of a process that is running; Linux only. */
function effortOf(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(tasks).map((task) =>
    Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

function memoryOf(pid: number): { resident: number; proportional: number } {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1]);
  return { resident: kilobytes("Rss"), proportional: kilobytes("Pss") };
}
