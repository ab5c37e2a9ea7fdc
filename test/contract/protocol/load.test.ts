import { readFileSync } from "node:fs";
import { Health } from "../../../src/protocol/generated/health_pb.js";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { memoryItem } from "../../support/protocol/memory-item.js";
import { memoryPlugins } from "../../support/protocol/memory-plugins.js";
import { type PluginClient, unknownOnWire, unwire, wire } from "../../support/protocol/plugin-client.js";
import { startPlugin } from "../../support/protocol/plugin-process.js";

jest.setTimeout(300_000);

const MB = 1024 * 1024;

const plugins = memoryPlugins();

function create(client: PluginClient, given: { readonly [name: string]: unknown }) {
  const config = memoryItem(given);
  return client.call(Provider.method.applyResourceChange, {
    typeName: "memory_item",
    priorState: wire(null),
    plannedState: wire({ ...config, id: unknownOnWire, secret_wo: null }),
    config: wire(config),
  });
}

test("takes and gives 32 MB of state in one call", async () => {
  const client = plugins.clientOf(await startPlugin(plugins.program));
  const text = "0123456789abcdef".repeat(2 * MB);

  const answer = await create(client, { name: "big", text });

  expect(answer.diagnostics).toEqual([]);
  const state = unwire(answer.newState) as { text: string };
  expect(state.text === text).toBe(true); // a failure would print both
  const { newState } = await client.call(Provider.method.readResource, {
    typeName: "memory_item",
    currentState: wire(memoryItem({ id: "item-big", name: "big" })),
  });
  expect((unwire(newState) as { text: string }).text === text).toBe(true);
});

test("answers 1,000 calls at once, each with 64 KB of its own", async () => {
  const client = plugins.clientOf(await startPlugin(plugins.program));
  const names = Array.from({ length: 1_000 }, (_, index) => `n${index}`);
  const textOf = (name: string) => `${name} `.repeat(Math.ceil((64 * 1024) / (name.length + 1)));

  const answers = await Promise.all(names.map((name) => create(client, { name, text: textOf(name) })));

  const states = answers.map(({ newState }) => unwire(newState) as { id: string; text: string });
  expect(states.map(({ id }) => id)).toEqual(names.map((name) => `item-${name}`));
  expect(names.filter((name, index) => states[index]?.text !== textOf(name))).toEqual([]);
});

test("answers many connections at once, large and small calls mixed", async () => {
  const plugin = await startPlugin(plugins.program);
  const text = "x".repeat(4 * MB);

  const answers = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const client = plugins.clientOf(plugin);
      const large = create(client, { name: `large${index}`, text });
      for (let count = 0; count < 20; count++) {
        await client.call(Health.method.check, { service: "plugin" });
        await create(client, { name: `small${index}-${count}` });
      }
      return unwire((await large).newState) as { id: string; text: string };
    }),
  );

  expect(answers.map(({ id, text: its }) => [id, its.length])).toEqual(
    answers.map((_, index) => [`item-large${index}`, text.length]),
  );
});

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("gives the memory of large calls back instead of keeping that of every one", async () => {
  const plugin = await startPlugin(plugins.program);
  const client = plugins.clientOf(plugin);
  const text = "x".repeat(8 * MB);
  const resident = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${plugin.child.pid}/status`, "utf8"))?.[1]) / 1024;

  for (let count = 0; count < 40; count++) await create(client, { name: "again", text });

  // All 40 together have brought 640 MB and taken 320 MB.
  expect(resident()).toBeLessThan(500);
});
