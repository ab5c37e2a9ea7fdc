import { retryAfterMs } from "../../../src/domain/retry-after.js";

const ANSWERED = "Fri, 27 Nov 2026 21:00:00 GMT";

test.each([
  ["7", 7_000],
  [7, 7_000],
  [" 7 ", 7_000],
  ["0", 0],
  ["1.5", 1_500],
  ["Fri, 27 Nov 2026 21:00:30 GMT", 30_000],
  ["Fri, 27 Nov 2026 20:59:00 GMT", 0], // over already: at once
])("%p asks for %d ms", (header, ms) => {
  expect(retryAfterMs(header, ANSWERED)).toBe(ms);
});

test.each([
  undefined,
  null,
  "",
  "soon",
  "-1",
  "1e3",
  "0x10",
  "NaN",
  "2026-11-27T21:00:30Z",
  ["7"],
  Number.NaN,
])("%p asks for nothing", (header) => {
  expect(retryAfterMs(header, ANSWERED)).toBeUndefined();
});

test.each([undefined, "", "yesterday"])(
  "a date asks for nothing beside the date %p: no clock but the sender's counts",
  (answeredAt) => {
    expect(retryAfterMs("Fri, 27 Nov 2026 21:00:30 GMT", answeredAt)).toBeUndefined();
  },
);
