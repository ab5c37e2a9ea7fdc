import { once } from "node:events";
import { Health } from "../../../src/protocol/generated/health_pb.js";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { memoryItem } from "../../support/protocol/memory-item.js";
import { memoryPlugins } from "../../support/protocol/memory-plugins.js";
import { type PluginClient, unknownOnWire, unwire, wire } from "../../support/protocol/plugin-client.js";
import { type PluginProcess, type StartOptions, startPlugin } from "../../support/protocol/plugin-process.js";

jest.setTimeout(120_000);

const plugins = memoryPlugins();

/** Starts the provider by a shell that gives it other standard streams; the shell becomes the provider. */
function startWith(redirection: string, options: StartOptions = {}): Promise<PluginProcess> {
  return startPlugin("/bin/sh", {
    ...options,
    arguments: ["-c", `exec "$0" ${redirection}`, plugins.program],
  });
}

async function create(client: PluginClient, given: { readonly [name: string]: unknown }) {
  const config = memoryItem(given);
  const { newState, diagnostics } = await client.call(Provider.method.applyResourceChange, {
    typeName: "memory_item",
    priorState: wire(null),
    plannedState: wire({ ...config, id: unknownOnWire, secret_wo: null }),
    config: wire(config),
  });
  expect(diagnostics).toEqual([]);
  return unwire(newState);
}

const noWindows = process.platform === "win32" ? describe.skip : describe;

noWindows("the provider serves, and logs what it is asked to, where", () => {
  test.each([
    ["stdin is closed", "<&-"],
    ["stdin is a pipe that has ended", "<<END\nEND"],
    ["stderr is closed", "2>&-"],
    ["both are", "<&- 2>&-"],
  ])("%s", async (_what, redirection) => {
    const plugin = await startWith(redirection, { env: { TF_LOG: "TRACE" } });
    const client = plugins.clientOf(plugin);

    await client.call(Provider.method.configureProvider, { config: wire({ greeting: null }) });

    const text = "x".repeat(1_000_000);
    expect(await create(client, { name: "a", text })).toMatchObject({ id: "item-a", text });
    expect(plugin.stdout()).toBe(`${plugin.line.join("|")}\n`);
    plugin.child.kill("SIGTERM");
    expect(await plugin.ended).toEqual({ code: 0, signal: null });
  });

  test("nobody reads stderr any more", async () => {
    const plugin = await startPlugin(plugins.program, { env: { TF_LOG: "TRACE" } });
    const client = plugins.clientOf(plugin);
    await client.call(Health.method.check, { service: "plugin" });
    const { stderr } = plugin.child;
    stderr?.destroy();
    if (stderr && !stderr.closed) await once(stderr, "close");

    // A megabyte of what belongs to stdout goes there, too.
    await create(client, { name: "b", behaviour: "chatter" });

    expect(await create(client, { name: "c" })).toMatchObject({ id: "item-c" });
    expect(plugin.child.exitCode).toBeNull();
  });

  test.each(["SIGTERM", "SIGHUP"] as const)("%s ends it when it has nothing to do", async (signal) => {
    const plugin = await startPlugin(plugins.program);
    await plugins.clientOf(plugin).call(Health.method.check, { service: "plugin" });

    plugin.child.kill(signal);

    expect(await plugin.ended).toEqual({ code: 0, signal: null });
  });

  test.each(["SIGINT", "SIGPIPE"] as const)("%s does not end it", async (signal) => {
    const plugin = await startPlugin(plugins.program);
    const client = plugins.clientOf(plugin);
    await client.call(Health.method.check, { service: "plugin" });

    plugin.child.kill(signal);
    plugin.child.kill(signal);

    expect(await create(client, { name: "d" })).toMatchObject({ id: "item-d" });
    expect(plugin.child.exitCode).toBeNull();
  });
});
