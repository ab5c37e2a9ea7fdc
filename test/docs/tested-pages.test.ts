import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const folder = join(root, "docs", "tested");

test("the pages of which test shows what say no more and no less than tables and tests do", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/tested.ts", "--check"],
    { cwd: root, encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

/** Whose rows are made of tables, so that a name in a page has their values in it. */
const SWEPT = ["test/unit/types/every-type.test.ts", "test/unit/provider/lists.test.ts"];

const pages = readdirSync(folder).filter((name) => name !== "README.md");

test.each(pages)("%s names tests in every line, each by a file and a title that are there", (page) => {
  const lines = readFileSync(join(folder, page), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| [\w ]+ \| tests \|$/.test(line));
  expect(lines.length).toBeGreaterThan(20);
  const flaws = lines.flatMap((line) => {
    const tests = [...line.matchAll(/\]\(\.\.\/\.\.\/(test\/[^)]+)\) › (.+?)(?=<br>| \|$)/g)];
    if (tests.length === 0) return [`no test: ${line}`];
    return tests
      .filter(([, file = "", name = ""]) => !existsSync(join(root, file)) || !isWritten(file, name))
      .map(([, file, name]) => `${file}: ${name}`);
  });
  expect(flaws).toEqual([]);
});

/** Whether a file has the title of a test, as far as no row fills it in. */
function isWritten(file: string, name: string): boolean {
  if (SWEPT.includes(file)) return true;
  const plain = (text: string) => text.replace(/\\(?=["'`])|\\u\{?[0-9a-f]+\}?/g, "").replace(/\s+/g, " ");
  const source = plain(readFileSync(join(root, file), "utf8"));
  const parts = name.replace(/\\(.)/g, "$1").split(/ › |…/);
  return parts.every((part) => source.includes(plain(part)));
}
