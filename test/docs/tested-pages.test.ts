import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

test.each(["tested", "documents"])("the pages of docs/%s are what tables and tests say", (folder) => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", `scripts/${folder}.ts`, "--check"],
    { cwd: root, encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

/** Whose rows are made of tables, so that a name in a page has their values in it. */
const SWEPT = ["test/unit/types/every-type.test.ts", "test/unit/provider/lists.test.ts"];

const pages = ["tested", "documents"].flatMap((folder) =>
  readdirSync(join(root, "docs", folder))
    .filter((name) => name !== "README.md")
    .map((name) => `docs/${folder}/${name}`),
);

test.each(pages)("%s names tests in every line, each by a file and a title that are there", (page) => {
  const lines = readFileSync(join(root, page), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| [\w ]+ \| (?:tests|asks for) \|/.test(line));
  expect(lines.length).toBeGreaterThan(20);
  const flaws = lines.flatMap((line) => {
    const empty = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .filter((cell) => cell.trim() === "");
    const tests = [...line.matchAll(/\]\(\.\.\/\.\.\/(test\/[^)]+)\) › (.+?)(?=: \*|<br>| \|)/g)];
    if (tests.length === 0 || empty.length > 0) return [`an empty cell: ${line}`];
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
