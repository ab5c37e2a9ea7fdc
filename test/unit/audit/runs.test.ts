import fc from "fast-check";
import { eachRun, LONGEST_RUN, SHORTEST_RUN } from "../../../src/audit/find/runs.js";

function runsIn(text: string, cuts: readonly number[] = []): string[] {
  const bytes = Buffer.from(text, "latin1");
  const found: string[] = [];
  const visit = (start: number, end: number) => found.push(bytes.toString("latin1", start, end));
  let done = 0;
  for (const cut of cuts)
    done = eachRun(bytes, done, Math.max(done, Math.min(cut, bytes.length)), false, visit);
  eachRun(bytes, done, bytes.length, true, visit);
  return found;
}

const RUN = /[A-Za-z0-9+/\\%]+/g;
const telling = (run: string) => run.length >= SHORTEST_RUN && /[A-Z\\%]/.test(run);

test("every run that may hold something is visited, wherever the text is cut", () => {
  const letters = fc.constantFrom(..."abyzAKZ059+/\\%");
  const word = fc.array(letters, { maxLength: 60, size: "max" }).map((all) => all.join(""));
  const gap = fc.constantFrom(" ", '"', '": "', "\n    ", "é", "=");
  const text = fc.array(fc.tuple(word, gap)).map((parts) => parts.flat().join(""));
  const cuts = fc.array(fc.nat(500)).map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(text, cuts, (given, places) => {
      const bytes = Buffer.from(given).toString("latin1");
      expect(runsIn(bytes, places)).toEqual((bytes.match(RUN) ?? []).filter(telling));
    }),
  );
});

test("a run of the shortest length is visited at every offset", () => {
  const run = "AKIAABCDEFGHIJKLMNOP";
  for (let offset = 0; offset < 2 * SHORTEST_RUN; offset++) {
    expect(runsIn(`${" ".repeat(offset)}${run} `)).toEqual([run]);
  }
});

test("what holds no capital letter and no escape is passed over, such as checksums", () => {
  expect(runsIn("da39a3ee5e6b4b0d3255bfef95601890afd80709 /usr/lib/something/in/lowercase")).toEqual([]);
});

test("a run that never ends is visited in overlapping pieces of one alignment", () => {
  const long = "Ab3/".repeat((3 * LONGEST_RUN) / 4);
  const pieces = runsIn(long);
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBe(LONGEST_RUN);
  for (const piece of pieces) expect(piece.startsWith("Ab3/")).toBe(true);
});
