import { Fault } from "../../../src/errors/fault.js";
import { type Walk, walk } from "../../../src/seed/walk.js";
import { failure } from "../../support/failure.js";
import { FakeCloud } from "../../support/seed/fake-cloud.js";
import { worldOn } from "../../support/seed/world.js";

type Step = { readonly do: "one" | "two" };
type Way = Walk<number, Step, string>;

/** A way whose facts are how often they were read, with its calls recorded. */
function way(decide: Way["decide"], act: (step: Step) => void = () => {}) {
  const calls: string[] = [];
  let reads = 0;
  const walked: Way = {
    doing: "walking",
    facts: async () => {
      reads += 1;
      calls.push("facts");
      return reads;
    },
    decide,
    act: async (step) => {
      calls.push(step.do);
      act(step);
    },
    state: () => "Here.",
  };
  return { walked, calls };
}

test("reads the facts before each step, and once more before a step is repeated", async () => {
  const cloud = new FakeCloud();
  const { walked, calls } = way((read) => {
    if (read < 4) return { do: "one" };
    return read < 5 ? { do: "two" } : { do: "finish", result: "there" };
  });
  await expect(walk(worldOn(cloud), walked)).resolves.toBe("there");
  expect(calls).toEqual(["facts", "one", "facts", "facts", "one", "facts", "two", "facts"]);
  expect(cloud.clock.slept).toHaveLength(1);
});

test("fails when there is no end, after many pauses and not in a loop that spins", async () => {
  const cloud = new FakeCloud();
  const { walked } = way(() => ({ do: "one" }));
  const fault = await failure(walk(worldOn(cloud), walked));
  expect(fault.code).toBe("SEED_UNSTABLE");
  expect(cloud.clock.slept.length).toBeGreaterThan(200);
});

test("gives a fault from below the state that the whole way is in", async () => {
  const below = new Fault("GATEWAY_UNREACHABLE", {
    doing: "reading target",
    seen: "no connection",
    state: "Nothing was changed by it.",
  });
  const { walked } = way(
    () => ({ do: "one" }),
    () => {
      throw below;
    },
  );
  const fault = await failure(walk(worldOn(new FakeCloud()), walked));
  expect(fault.code).toBe("GATEWAY_UNREACHABLE");
  expect(fault.detail).toContain("Walking, reading target: no connection. Here.");
});

test("leaves a bug what it is", async () => {
  const { walked } = way(() => {
    throw new TypeError("a bug");
  });
  await expect(walk(worldOn(new FakeCloud()), walked)).rejects.toThrow(TypeError);
});

test("refuses with the keys that it is about, each with status, age and last use", async () => {
  const cloud = new FakeCloud();
  const key = cloud.makeKey(90_000);
  const iam = { ...cloud.iam, lastUsed: async () => new Date(cloud.clock.now().getTime() - 240_000) };
  const { walked, calls } = way(() => ({
    do: "refuse",
    code: "SEED_UNKNOWN_KEY",
    seen: "a key",
    keys: [key],
  }));
  const fault = await failure(walk(worldOn(cloud, { iam }), walked));
  expect(fault.detail).toContain("a key: AKIA…01K1 (Active, 1 minute old, last used 4 minutes ago). Here.");
  expect(calls).toEqual(["facts"]);
});
