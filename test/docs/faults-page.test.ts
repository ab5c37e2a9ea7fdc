import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { scriptedCells } from "../faults/scripted/index.js";
import { stories } from "../faults/stories/index.js";

const ROOT = join(__dirname, "..", "..");

/** The lines of the table that says where each loss is tried: its last two columns. */
function lines(): (readonly [what: string, cells: readonly string[], files: readonly string[]])[] {
  const page = readFileSync(join(ROOT, "docs", "faults.md"), "utf8");
  const [, section = ""] = page.split("\n## What must not be lost, and where that is tried\n");
  const [table = ""] = section.split("\n## ");
  const named = (text = "") => [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
  return table
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| what"))
    .map((line) => line.split("|"))
    .map(([, what = "", cells, files]) => [what.trim(), named(cells), named(files)]);
}

test("the page on faults says of every way to lose something where it is tried, and every cell and file is there", () => {
  const cells = [...stories.map(({ phase }) => phase), ...scriptedCells.map(({ id }) => id)];
  expect(lines()).toHaveLength(10);
  for (const [what, played, walked] of lines()) {
    expect({ what, unknown: played.filter((name) => !cells.includes(name)) }).toEqual({ what, unknown: [] });
    expect({ what, missing: walked.filter((file) => !existsSync(join(ROOT, file))) }).toEqual({
      what,
      missing: [],
    });
    expect([...played, ...walked]).not.toEqual([]);
  }
});

test("the page on faults shows the whole matrix twice, on Node and on the executable, and every cell green", () => {
  const page = readFileSync(join(ROOT, "docs", "faults.md"), "utf8");
  const played = [...page.matchAll(/\*\*(\d+) of (\d+) cells green\*\*/g)].map(([, green, all]) => [
    green,
    all,
  ]);
  expect(played).toHaveLength(2);
  for (const [green, all] of played) expect(green).toBe(all);
});
