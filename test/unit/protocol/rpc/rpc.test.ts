import {
  create,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import type { ProviderServer } from "../../../../src/engine/provider-server.js";
import type { TfValue } from "../../../../src/engine/value/value.js";
import { Fault } from "../../../../src/errors/fault.js";
import { Provider } from "../../../../src/protocol/generated/tfplugin6_pb.js";
import { rpcs, streamRpcs } from "../../../../src/protocol/rpc/index.js";
import { Schemas } from "../../../../src/protocol/rpc/schemas.js";
import { UNKNOWN } from "../../../../src/vocabulary/index.js";
import { memoryItem } from "../../../support/protocol/memory-item.js";
import { memoryProvider } from "../../../support/protocol/memory-provider.js";
import { unknownOnWire, unwire, wire } from "../../../support/protocol/plugin-client.js";
import { record } from "../../../support/protocol/typed-values.js";

const typeName = "memory_item";
const notes = Buffer.from("notes");

/** Serves one call with the memory provider, of which some methods are replaced. */
async function serve<M extends DescMethodUnary>(
  method: M,
  request: MessageInitShape<M["input"]>,
  replaced: Partial<ProviderServer> = {},
): Promise<{ answer: MessageShape<M["output"]>; logged: string[] }> {
  const logged: string[] = [];
  const log = {
    log: (_level: string, message: string, fields?: object) =>
      void logged.push(message + JSON.stringify(fields)),
  };
  const server = { ...memoryProvider({ log }), ...replaced };
  const rpc = rpcs.find(({ name }) => name === method.name);
  if (!rpc) throw new Error(`${method.name} is not served`);
  const bytes = await rpc.serve(
    { server, schemas: new Schemas(server), log },
    create<M["input"]>(method.input, request),
  );
  return { answer: fromBinary<M["output"]>(method.output, bytes), logged };
}

const item = (given: { [name: string]: unknown } = {}) => wire(memoryItem({ name: "a", ...given }));
const tfItem = (given: { [name: string]: TfValue }) =>
  record(Object.entries(memoryItem(given)) as [string, TfValue][]);

test("every method of the service has its procedure", () => {
  const served = [...rpcs, ...streamRpcs].map(({ name }) => name);
  expect(served.sort()).toEqual(Provider.methods.map(({ name }) => name).sort());
});

test("a plan hands over what Terraform sent, and unknown values and paths come back", async () => {
  const planResourceChange = jest.fn<
    ReturnType<ProviderServer["planResourceChange"]>,
    Parameters<ProviderServer["planResourceChange"]>
  >(async () => ({
    planned: tfItem({ id: UNKNOWN, name: "a" }),
    requiresReplace: [[{ attribute: "rules" }, { index: 2 }, { attribute: "tags" }, { key: "k" }]],
    plannedPrivate: Buffer.from("planned"),
    diagnostics: [{ severity: "warning", summary: "Hm", detail: "" }],
  }));

  const { answer } = await serve(
    Provider.method.planResourceChange,
    {
      ...{
        typeName,
        priorPrivate: notes,
        priorState: item({ size: 1 }),
        proposedNewState: item({ size: 2 }),
      },
      config: item({ size: unknownOnWire }),
    },
    { planResourceChange },
  );

  expect(planResourceChange.mock.calls).toEqual([
    [
      {
        ...{ typeName, priorPrivate: expect.anything(), prior: tfItem({ name: "a", size: 1 }) },
        ...{ proposed: tfItem({ name: "a", size: 2 }), config: tfItem({ name: "a", size: UNKNOWN }) },
      },
    ],
  ]);
  expect(unwire(answer.plannedState)).toEqual(memoryItem({ id: unknownOnWire, name: "a" }));
  expect(answer.requiresReplace[0]?.steps.map(({ selector }) => selector.value)).toEqual([
    "rules",
    2n,
    "tags",
    "k",
  ]);
  expect(Buffer.from(answer.plannedPrivate).toString()).toBe("planned");
  expect(answer.diagnostics).toMatchObject([{ severity: 2, summary: "Hm" }]);
});

test("no object stays no object, in both directions", async () => {
  const { answer } = await serve(Provider.method.planResourceChange, {
    ...{ typeName, priorState: item(), proposedNewState: wire(null), config: wire(null) },
  });
  expect(unwire(answer.plannedState)).toBeNull();

  const gone = await serve(Provider.method.readResource, { typeName, currentState: item({ id: "gone" }) });
  expect(unwire(gone.answer.newState)).toBeNull();
});

test.each([true, false])("validation hears whether a write-only value is safe (%s)", async (allowed) => {
  const { answer } = await serve(Provider.method.validateResourceConfig, {
    ...{ typeName, config: item({ secret_wo: "x" }) },
    clientCapabilities: { writeOnlyAttributesAllowed: allowed },
  });
  expect(answer.diagnostics).toHaveLength(allowed ? 0 : 1);
});

test("an older core that says nothing of write-only values is taken for one that would store them", async () => {
  const { answer } = await serve(Provider.method.validateResourceConfig, {
    ...{ typeName, config: item({ secret_wo: "x" }) },
  });
  expect(answer.diagnostics).toHaveLength(1);
});

test("stored state reaches the server in the shape and with the digits that it has", async () => {
  const upgradeResourceState = jest.fn(async () => ({ diagnostics: [] }));

  const { answer } = await serve(
    Provider.method.upgradeResourceState,
    { typeName, version: 3n, rawState: { json: Buffer.from('{"old":9007199254740993}') } },
    { upgradeResourceState },
  );

  expect(upgradeResourceState).toHaveBeenCalledWith({
    typeName,
    version: 3,
    stored: { old: 9007199254740993n },
  });
  expect(answer.upgradedState).toBeUndefined();
});

test("a move says where from, and a refused one leaves no state behind", async () => {
  const request = {
    ...{ sourceProviderAddress: "registry.terraform.io/other/one", targetTypeName: typeName },
    sourceState: { json: Buffer.from('{"id":"x"}') },
  };
  const moved = await serve(Provider.method.moveResourceState, {
    ...request,
    sourceTypeName: "terraform_data",
  });
  expect(unwire(moved.answer.targetState)).toMatchObject({ id: "x", name: "x" });

  const refused = await serve(Provider.method.moveResourceState, {
    ...request,
    sourceTypeName: "other_thing",
  });
  expect(refused.answer.targetState).toBeUndefined();
  expect(refused.answer.diagnostics).toMatchObject([
    { severity: 1, summary: "Cannot be moved", detail: "other_thing" },
  ]);
});

test.each([
  [Provider.method.validateActionConfig, { typeName: "memory_note" }],
  [Provider.method.planAction, { actionType: "memory_note" }],
] as const)("an action's config is looked at by the server: $name", async (method, action) => {
  const config = wire({ text: unknownOnWire, behaviour: "refuse" });
  const { answer } = await serve(method, { ...action, config });
  expect(answer.diagnostics).toMatchObject([
    {
      severity: 1,
      summary: "Note refused",
      attribute: { steps: [{ selector: { case: "attributeName", value: "behaviour" } }] },
    },
  ]);
  const fine = await serve(method, { ...action, config: wire({ text: unknownOnWire, behaviour: null }) });
  expect(fine.answer.diagnostics).toEqual([]);
});

test("an unknown action is refused with the names of those that there are", async () => {
  const { answer } = await serve(Provider.method.planAction, { actionType: "memory_song", config: wire({}) });
  expect(answer.diagnostics[0]?.detail).toContain("this version of the provider has memory_note");
});

describe("when the server fails against its promise", () => {
  const reject = async () => {
    throw new Error("the password is hunter2");
  };

  test("fails with a diagnostic that withholds the message, and logs where it was", async () => {
    const { answer, logged } = await serve(
      Provider.method.configureProvider,
      { config: wire({ greeting: null }) },
      { configureProvider: reject },
    );

    expect(answer.diagnostics).toMatchObject([
      { severity: 1, summary: "Unexpected failure in the provider" },
    ]);
    expect(answer.diagnostics[0]?.detail).toContain(
      "Configuring the provider: it ended in an unexpected Error.",
    );
    expect(logged.join()).toContain("rpc.test.ts");
    expect(JSON.stringify(answer) + logged.join()).not.toContain("hunter2");
  });

  test("fails with the fault's own words if it is one", async () => {
    const fault = new Fault("VALUE_NOT_ALLOWED", {
      doing: "testing",
      seen: "no",
      state: "Nothing was changed.",
    });
    const { answer } = await serve(
      Provider.method.importResourceState,
      { typeName, id: "x" },
      { importResourceState: () => Promise.reject(fault) },
    );
    expect(answer.diagnostics).toMatchObject([{ severity: 1, summary: fault.summary, detail: fault.detail }]);
  });

  test("keeps the state that a read was about", async () => {
    const { answer } = await serve(
      Provider.method.readResource,
      { typeName, currentState: item({ id: "x" }), private: notes },
      { readResource: reject },
    );
    expect(unwire(answer.newState)).toMatchObject({ id: "x" });
    expect(Buffer.from(answer.private)).toEqual(notes);
  });

  test.each([
    ["an update", item({ id: "x", size: 1 }), item({ id: "x", size: 2 }), { id: "x", size: 1 }],
    ["a delete", item({ id: "x", size: 1 }), wire(null), { id: "x", size: 1 }],
    [
      "a create, which may have come far",
      wire(null),
      item({ id: unknownOnWire, size: 2 }),
      { id: null, size: 2 },
    ],
  ])("keeps the object of %s in state", async (_case, priorState, plannedState, kept) => {
    const { answer } = await serve(
      Provider.method.applyResourceChange,
      { typeName, priorState, plannedState, config: item({}), plannedPrivate: notes },
      { applyResourceChange: reject },
    );
    expect(unwire(answer.newState)).toMatchObject(kept);
    expect(answer.diagnostics).toHaveLength(1);
  });

  test("keeps an object also when the server throws instead of rejecting", async () => {
    const { answer } = await serve(
      Provider.method.applyResourceChange,
      { typeName, priorState: wire(null), plannedState: item({ size: 2 }), config: item({}) },
      {
        applyResourceChange: () => {
          throw new Error("at once");
        },
      },
    );
    expect(unwire(answer.newState)).toMatchObject({ size: 2 });
  });

  test("keeps nothing of a create that the server has not even heard of", async () => {
    const applyResourceChange = jest.fn(reject);
    const { answer } = await serve(
      Provider.method.applyResourceChange,
      { typeName, priorState: wire(null), plannedState: wire({ strange: 1 }), config: item({}) },
      { applyResourceChange },
    );
    expect(applyResourceChange).not.toHaveBeenCalled();
    expect(unwire(answer.newState)).toBeNull();
    expect(answer.diagnostics).toMatchObject([{ summary: "Value from Terraform cannot be read" }]);
  });
});
