import {
  create,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { systemClock } from "../../../../src/domain/system-clock.js";
import { createProviderServer } from "../../../../src/engine/index.js";
import { type DynamicValue, Provider } from "../../../../src/protocol/generated/tfplugin6_pb.js";
import { rpcs } from "../../../../src/protocol/rpc/index.js";
import { Schemas } from "../../../../src/protocol/rpc/schemas.js";
import { latchkey } from "../../../../src/provider/provider.js";
import { RecordingLogger } from "../../../support/engine/recording-logger.js";

const latchkeyProvider = latchkey(process.env, systemClock);

const log = new RecordingLogger();
const server = createProviderServer(latchkeyProvider, { log });
const context = { server, schemas: new Schemas(server), log };

async function call<M extends DescMethodUnary>(
  method: M,
  request: MessageInitShape<M["input"]>,
): Promise<MessageShape<M["output"]>> {
  const rpc = rpcs.find(({ name }) => name === method.name);
  if (!rpc) throw new Error(`${method.name} is not served`);
  return fromBinary<M["output"]>(
    method.output,
    await rpc.serve(context, create<M["input"]>(method.input, request)),
  );
}

const typeName = "latchkey_dynamic_secret_aws";

function stored(given: object): Buffer {
  const none = Object.fromEntries(
    context.schemas.resource(typeName).attributes.map(({ name }) => [name, null]),
  );
  return Buffer.from(
    JSON.stringify({ ...none, name: "/p", target: "/t", access_mode: "iam_user", ...given }),
  );
}

async function upgrade(json: Uint8Array): Promise<{ state: DynamicValue | undefined; told: string[] }> {
  const answer = await call(Provider.method.upgradeResourceState, {
    typeName,
    rawState: { json },
  });
  return {
    state: answer.upgradedState,
    told: answer.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`),
  };
}

/** What Terraform asks about every object of a state, at every plan. */
async function wholePlan(json: Uint8Array): Promise<void> {
  const { state } = await upgrade(json);
  if (!state) throw new Error("there is no upgraded state");
  const plan = { typeName, priorState: state, proposedNewState: state, config: state };
  const { plannedState } = await call(Provider.method.planResourceChange, plan);
  expect(plannedState?.msgpack.length).toBeGreaterThan(0);
  await call(Provider.method.validateResourceConfig, { typeName, config: state });
}

/** Milliseconds of the processor, the least of some. */
async function effort(json: Uint8Array): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    const begun = process.cpuUsage();
    await wholePlan(json);
    least = Math.min(least, process.cpuUsage(begun).user / 1000);
  }
  return least;
}

const numbered = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i));

test.each<[string, (bytes: number) => object]>([
  ["one long text", (bytes) => ({ description: "a".repeat(bytes) })],
  ["one text that is all escapes", (bytes) => ({ description: '"\\\n'.repeat(bytes / 6) })],
  [
    "JSON within JSON within JSON",
    (bytes) => ({ description: JSON.stringify('{"a":"b"}'.repeat(bytes / 20)) }),
  ],
  ["a text of many alphabets", (bytes) => ({ description: "aé€😀".repeat(bytes / 10) })],
  ["a set of very many", (bytes) => ({ tags: numbered(bytes / 12, (i) => `tag${i}`) })],
  [
    "a set whose elements are compared",
    (bytes) => ({ role_arns: numbered(bytes / 60, (i) => `arn:aws:iam::123456789012:role/r${i}`) }),
  ],
])("time grows as the value does: %s", async (_, value) => {
  await effort(stored(value(200_000)));
  const small = await effort(stored(value(200_000)));
  const large = await effort(stored(value(2_000_000)));
  // Ten times as much; with squares it would be a hundred times.
  expect(large).toBeLessThan(40 * Math.max(small, 10));
});

test("a value of 32 MB is taken, and handed back whole", async () => {
  const description = "a".repeat(32 * 1024 * 1024);
  const { state, told } = await upgrade(stored({ description }));
  expect(told).toEqual([]);
  expect(state?.msgpack.length).toBeGreaterThan(description.length);
  const plan = { typeName, priorState: state, proposedNewState: state, config: state };
  const { plannedState, diagnostics } = await call(Provider.method.planResourceChange, plan as never);
  expect(diagnostics).toEqual([]);
  expect(plannedState?.msgpack.length).toBeGreaterThan(description.length);
});

describe("what is larger is refused, with its size and the limit, and nothing is changed", () => {
  const large = stored({ description: "a".repeat(40 * 1024 * 1024) });
  const refusal =
    /^Value too large: [\s\S]*it has 40\.0 MB, and 32 MB are the most that is read\. Nothing was changed\.[\s\S]*\[VALUE_TOO_LARGE\]$/;

  test("as stored state", async () => {
    const { state, told } = await upgrade(large);
    expect(state).toBeUndefined();
    expect(told).toEqual([expect.stringMatching(refusal)]);
  });

  test.each([
    ["read", Provider.method.readResource, (value: object) => ({ typeName, currentState: value })],
    [
      "planned",
      Provider.method.planResourceChange,
      (value: object) => ({ typeName, priorState: value, proposedNewState: value, config: value }),
    ],
    [
      "applied",
      Provider.method.applyResourceChange,
      (value: object) => ({ typeName, priorState: value, plannedState: value, config: value }),
    ],
    ["validated", Provider.method.validateResourceConfig, (value: object) => ({ typeName, config: value })],
  ] as const)("when it is %s, as JSON and as msgpack", async (_, method, request) => {
    for (const value of [{ json: large }, { msgpack: large }]) {
      const answer = (await call(method, request(value) as never)) as {
        diagnostics: { summary: string; detail: string }[];
      };
      expect(answer.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`)).toEqual([
        expect.stringMatching(refusal),
      ]);
    }
  });
});
