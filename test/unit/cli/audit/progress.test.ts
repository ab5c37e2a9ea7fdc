import { AuditProgress, sizeText } from "../../../../src/cli/audit/progress.js";
import { personHost } from "../../../../src/cli/io.js";
import { watchedWorld } from "../../../support/cli/watched-world.js";

/** What a person sees of 100 pieces, one per second. */
function shown(isTTY: boolean): string[] {
  const world = watchedWorld({});
  let now = 0;
  const clock = { ...world.clock, now: () => new Date(now) };
  const stderr = { ...world.stderr, isTTY };
  const progress = new AuditProgress(personHost({ ...world, stderr }, false), { ...world, clock, stderr });
  for (let second = 1; second <= 100; second++) {
    now = second * 1000;
    progress.scanning({ sources: second, bytes: second * 3_000_000, keys: 1 });
  }
  return world.printed.stderr.trimEnd().split("\n");
}

test("whoever watches a terminal hears of a long scan, soon at first, then less often", () => {
  expect(shown(true)).toEqual([
    "scanned 6.0 MB in 2 sources; key ids so far: 1",
    "scanned 18 MB in 6 sources; key ids so far: 1",
    "scanned 42 MB in 14 sources; key ids so far: 1",
    "scanned 90 MB in 30 sources; key ids so far: 1",
    "scanned 180 MB in 60 sources; key ids so far: 1",
    "scanned 270 MB in 90 sources; key ids so far: 1",
  ]);
});

test("a log is spared it", () => {
  expect(shown(false)).toEqual([""]);
});

test.each([
  [999, "999 bytes"],
  [1_234, "1.2 kB"],
  [56_789, "57 kB"],
  [1_500_000, "1.5 MB"],
  [2_340_000_000, "2340 MB"],
])("%i bytes read as %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
