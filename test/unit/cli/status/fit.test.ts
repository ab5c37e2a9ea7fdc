import { createColors } from "picocolors";
import { columnsOf, fitted, widthOf } from "../../../../src/cli/status/fit.js";
import { keyTable } from "../../../../src/cli/status/key-table.js";

const plain = createColors(false);
const now = new Date("2030-01-02T00:00:00Z");
const key = (id: string) => ({
  id,
  status: "Active",
  createdAt: new Date("2030-01-01T00:00:00Z"),
  lastUse: { seen: undefined },
  role: "working key" as const,
  held: true,
});
const keys = [key("AKIAIOSFODNN7SAMPLE1"), key("AKIAIOSFODNN7SAMPLE2")];

test.each([
  ["a terminal", { isTTY: true, columns: 40 }, {}, 40],
  ["a terminal, whatever COLUMNS says of another one", { isTTY: true, columns: 40 }, { COLUMNS: "100" }, 40],
  ["a terminal that does not tell", { isTTY: true, columns: 0 }, { COLUMNS: "100" }, 100],
  ["a pipe", {}, {}, undefined],
  ["a pipe to something of a known width", {}, { COLUMNS: "60" }, 60],
  ["nonsense", {}, { COLUMNS: "wide" }, undefined],
  ["next to nothing", { isTTY: true, columns: 3 }, {}, 20],
])("the width is that of %s", (_, stream, env, width) => {
  expect(widthOf(stream, env)).toBe(width);
});

test("lines are broken between words, with their colours, and commands stay whole", () => {
  const { bold } = createColors(true);
  const long = `${bold("What to do:")} one two three four five six seven eight nine ten eleven twelve`;
  const lines = fitted(
    [long, "  latchkey retire --target /prod/aws --user arn:aws:iam::123456789012:user/gw"],
    40,
  );
  expect(lines.slice(0, -1).every((line) => columnsOf(line) <= 40)).toBe(true);
  expect(lines.at(-1)).toContain("latchkey retire --target /prod/aws --user arn");
  expect(lines.slice(0, -1).join(" ").replace(/\s+/g, " ")).toBe(long);
  expect(fitted([long], undefined)).toEqual([long]);
});

test("a table that does not fit is told in lines", () => {
  expect(keyTable(keys, now, plain)).toHaveLength(3);
  expect(keyTable(keys, now, plain, 200)).toHaveLength(3);
  const narrow = keyTable(keys, now, plain, 40);
  expect(narrow.every((line) => columnsOf(line) <= 40)).toBe(true);
  expect(narrow).toContain("held by the gateway yes");
});
