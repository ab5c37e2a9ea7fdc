import { carryOut } from "../../../../src/cli/retire/carry-out.js";
import { retireVerdict } from "../../../../src/cli/retire/verdict.js";
import { FakeCloud, ROTATOR } from "../../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../../support/seed/world.js";

async function dueOn(cloud: FakeCloud) {
  const { id: keyId } = cloud.hold(cloud.makeKey(600_000));
  const candidate = { ...subject, keyId, rotator: ROTATOR, proofProducer: null, quietSeconds: 0 };
  return retireVerdict({ kind: "candidate", candidate }, worldOn(cloud));
}

test("begins no key any more once it was interrupted", async () => {
  const [first, second] = [new FakeCloud(), new FakeCloud()];
  const verdicts = [await dueOn(first), await dueOn(second)];
  const interruption = new AbortController();
  const world = worldOn(first, { signal: interruption.signal });
  const gateway = {
    ...first.gateway,
    rotateNow: async (name: string) => {
      interruption.abort(new Error("SIGINT received"));
      return first.gateway.rotateNow(name);
    },
  };
  const outcomes = await carryOut(verdicts, { ...world, gateway });
  expect(outcomes.map(({ kind }) => kind)).toEqual(["interrupted", "not-begun"]);
  // What was asked for is told: nobody else would know that the gateway rotates now.
  expect(outcomes[0]).toMatchObject({
    fault: { code: "INTERRUPTED", details: { state: expect.stringContaining("A rotation was asked for.") } },
  });
  expect(second.history.filter(({ write }) => write)).toEqual([]);
});

test("does not hide a mistake of ours behind an outcome", async () => {
  const cloud = new FakeCloud();
  const verdict = await dueOn(cloud);
  const gateway = {
    ...cloud.gateway,
    rotateNow: async () => {
      throw new TypeError("undefined is not a function");
    },
  };
  await expect(carryOut([verdict], { ...worldOn(cloud), gateway })).rejects.toThrow(TypeError);
});

test("does not wait for an answer that is owed once it was interrupted, and says that it is not known", async () => {
  const cloud = new FakeCloud();
  const verdicts = [await dueOn(cloud), await dueOn(new FakeCloud())];
  const interruption = new AbortController();
  const gateway = {
    ...cloud.gateway,
    rotateNow: () => {
      interruption.abort(new Error("SIGTERM received"));
      return new Promise<never>(() => {});
    },
  };
  const world = { ...worldOn(cloud, { signal: interruption.signal }), gateway };
  const outcomes = await carryOut(verdicts, world);
  expect(outcomes.map(({ kind }) => kind)).toEqual(["interrupted", "not-begun"]);
  expect(outcomes[0]).toMatchObject({
    fault: { code: "INTERRUPTED", details: { state: "Whether that has been done is not known." } },
  });
});
