import { systemClock } from "../../../src/domain/system-clock.js";
import { latchkeyServer } from "../../../src/provider/server.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";

const surroundings = globalThis as { Bun?: unknown };
afterEach(() => {
  delete surroundings.Bun;
});

test("lets the executable's runtime compile what it runs with the first call for more than the schemas", async () => {
  const policies: number[] = [];
  surroundings.Bun = { unsafe: { setJITPolicy: (scale: number) => policies.push(scale) } };
  const server = latchkeyServer({ log: new RecordingLogger(), startedAt: systemClock.now() });
  server.schemas();
  expect(policies).toEqual([]);
  await Promise.allSettled([1, 2].map(() => server.planAction({ actionType: "latchkey_none" } as never)));
  expect(policies).toEqual([1]);
});
