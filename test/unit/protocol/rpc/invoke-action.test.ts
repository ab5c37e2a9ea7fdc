import { create, fromBinary } from "@bufbuild/protobuf";
import type { ProviderServer } from "../../../../src/engine/provider-server.js";
import { InvokeAction_EventSchema, Provider } from "../../../../src/protocol/generated/tfplugin6_pb.js";
import { streamRpcs } from "../../../../src/protocol/rpc/index.js";
import { Schemas } from "../../../../src/protocol/rpc/schemas.js";
import { UNKNOWN } from "../../../../src/vocabulary/index.js";
import { memoryProvider } from "../../../support/protocol/memory-provider.js";
import { unknownOnWire, wire } from "../../../support/protocol/plugin-client.js";
import { record } from "../../../support/protocol/typed-values.js";

type Invoke = ProviderServer["invokeAction"];

/** Serves one invocation with a server whose `invokeAction` is replaced; gives the events in their order. */
async function invoke(
  invokeAction: Invoke,
  { config = wire({ text: "hi", behaviour: null }), actionType = "memory_note" } = {},
) {
  const log = { log: () => {} };
  const server = { ...memoryProvider({ log }), invokeAction };
  const [rpc] = streamRpcs;
  const events: Uint8Array[] = [];
  await rpc?.serve(
    { server, schemas: new Schemas(server), log },
    create(Provider.method.invokeAction.input, { actionType, config }),
    (bytes) => events.push(bytes),
    new AbortController().signal,
  );
  return { bytes: events, events: events.map((bytes) => fromBinary(InvokeAction_EventSchema, bytes).type) };
}

test("hands over the config as it was sent", async () => {
  const invokeAction = jest.fn<ReturnType<Invoke>, Parameters<Invoke>>(async () => ({ diagnostics: [] }));
  await invoke(invokeAction, { config: wire({ text: unknownOnWire, behaviour: "x" }) });
  expect(invokeAction.mock.calls[0]?.[0]).toMatchObject({
    actionType: "memory_note",
    config: record([
      ["text", UNKNOWN],
      ["behaviour", "x"],
    ]),
  });
});

test("sends what the action tells at once, an empty line too, and one completed event at the end", async () => {
  const { events, bytes } = await invoke(async (_, progress) => {
    progress("one");
    progress("");
    return { diagnostics: [{ severity: "warning", summary: "Hm", detail: "" }] };
  });

  expect(events).toMatchObject([
    { case: "progress", value: { message: "one" } },
    { case: "progress", value: { message: "" } },
    { case: "completed", value: { diagnostics: [{ severity: 2, summary: "Hm" }] } },
  ]);
  // An event that sets neither field, of no bytes, would crash Terraform.
  expect(bytes.every(({ length }) => length > 0)).toBe(true);
});

test("sends nothing after the completed event, whatever the server still tells", async () => {
  let told: (line: string) => void = () => {};
  const { events } = await invoke(async (_, progress) => {
    told = progress;
    return { diagnostics: [] };
  });
  told("too late");
  expect(events.map((event) => event.case)).toEqual(["completed"]);
});

test.each([
  ["rejects", () => Promise.reject(new Error("the password is hunter2"))],
  [
    "throws at once",
    () => {
      throw new Error("the password is hunter2");
    },
  ],
] as const)(
  "fails with one completed event when the server %s, and withholds the message",
  async (_case, fail) => {
    const { events } = await invoke(fail as Invoke);
    expect(events).toMatchObject([
      { case: "completed", value: { diagnostics: [{ summary: "Unexpected failure in the provider" }] } },
    ]);
    expect(JSON.stringify(events)).not.toContain("hunter2");
  },
);

test.each([
  ["an action that there is not", { actionType: "memory_song" }, "Action type unknown"],
  ["a config that cannot be read", { config: wire({ strange: 1 }) }, "Value from Terraform cannot be read"],
  ["no config", { config: wire(null) }, "Value from Terraform cannot be read"],
])(
  "fails with one completed event for %s, before the server hears of it",
  async (_case, request, summary) => {
    const invokeAction = jest.fn<ReturnType<Invoke>, Parameters<Invoke>>();
    const { events } = await invoke(invokeAction, request);
    expect(events).toMatchObject([{ case: "completed", value: { diagnostics: [{ severity: 1, summary }] } }]);
    expect(invokeAction).not.toHaveBeenCalled();
  },
);
