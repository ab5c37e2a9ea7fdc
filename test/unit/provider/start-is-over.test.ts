import { systemClock } from "../../../src/domain/system-clock.js";
import { latchkeyServer } from "../../../src/provider/server.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";

const surroundings = globalThis as { Bun?: unknown };
afterEach(() => {
  delete surroundings.Bun;
});

test("lets the executable's runtime compile what it runs from the moment that there is a server", () => {
  const policies: number[] = [];
  surroundings.Bun = { unsafe: { setJITPolicy: (scale: number) => policies.push(scale) } };
  latchkeyServer({ log: new RecordingLogger(), startedAt: systemClock.now() });
  expect(policies).toEqual([1]);
});
