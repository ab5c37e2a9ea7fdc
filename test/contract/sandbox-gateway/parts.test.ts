import { pathMatches } from "../../../src/sandbox/gateway/access.js";
import { tokenPage } from "../../../src/sandbox/gateway/commands/page.js";
import { durationSeconds } from "../../../src/sandbox/gateway/duration.js";
import { CommandFields } from "../../../src/sandbox/gateway/fields.js";
import { nextRotation } from "../../../src/sandbox/gateway/rotation-time.js";
import { usernameFrom } from "../../../src/sandbox/gateway/username-template.js";

test.each([
  ["/*", "/a/b", true],
  ["/a/*", "/a/b/c", true],
  ["/a/*", "/a", false],
  ["/a/*", "/ab", false],
  ["/a", "/a", true],
  ["/a", "/a/b", false],
  ["/+/b", "/a/b", true],
  ["/+/b", "/a/c/b", false],
  ["/a.c", "/abc", false],
  ["/a+b", "/a+b", true],
  ["/a(b", "/a(b", true],
])("the rule %s says of %s: %s", (pattern, path, expected) => {
  expect(pathMatches(pattern, path)).toBe(expected);
});

test.each([
  ["60m", 3600],
  ["1h30m", 5400],
  ["900s", 900],
  ["1h0m0s", 3600],
  ["0.5h", 1800],
  ["2d", 172_800],
])("the duration %s is %i seconds", (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds);
});

test.each(["", "60", "m", "1h 30m", "-1h", "0s"])("fails for the duration '%s'", (text) => {
  expect(() => durationSeconds(text)).toThrow("duration");
});

test.each([
  ["2026-03-01T13:59:59Z", 1, 14, "2026-03-02T14:00:00Z"],
  ["2026-03-01T14:00:01Z", 1, 14, "2026-03-02T14:00:00Z"],
  ["2026-02-28T00:00:00Z", 2, 0, "2026-03-02T00:00:00Z"],
])("a rotation at %s is followed after %i days at hour %i by %s", (from, days, hour, next) => {
  expect(nextRotation(new Date(from), days, hour)).toEqual(new Date(next));
});

test("a username template may use fields, functions and pipes", () => {
  const fields = { DynamicSecretName: "db-reader", group: "Ops Team" };
  const at = new Date("2026-01-01T00:00:00Z");
  const name = (template: string) => usernameFrom(template, fields, at);
  expect(name("x-{{.DynamicSecretName}}")).toBe("x-db-reader");
  expect(name('{{.group | lowercase | replace " " "_"}}')).toBe("ops_team");
  expect(name("{{truncate 2 .DynamicSecretName | uppercase}}-{{unix_time}}")).toBe("DB-1767225600");
  expect(name("{{random 12}}")).toMatch(/^[A-Za-z0-9]{12}$/);
  expect(() => name("{{.Unknown}}")).toThrow("unknown field");
  expect(() => name("{{shell .group}}")).toThrow("unknown function");
});

test("a list comes in pages of a thousand, the last with an empty token", () => {
  const all = Array.from({ length: 2001 }, (_, i) => i);
  const first = tokenPage(new CommandFields({}), all);
  const second = tokenPage(new CommandFields({ "pagination-token": first.nextPage }), all);
  const third = tokenPage(new CommandFields({ "pagination-token": second.nextPage }), all);
  expect([first, second, third].flatMap(({ entries }) => entries)).toEqual(all);
  expect([first, second, third].map(({ nextPage }) => nextPage !== "")).toEqual([true, true, false]);
  expect(() => tokenPage(new CommandFields({ "pagination-token": "?" }), all)).toThrow("pagination-token");
});
