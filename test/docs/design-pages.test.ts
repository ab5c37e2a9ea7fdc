import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..");
const design = join(root, "docs", "design");
const read = (...path: string[]) => readFileSync(join(...path), "utf8");

/** Where links in a page lead within the repository. */
function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

test.each(readdirSync(design))("every file that %s names exists", (page) => {
  const path = join(design, page);
  const missing = linksIn(read(path)).filter((link) => !existsSync(join(dirname(path), link)));
  expect(missing).toEqual([]);
});

describe("the glossary", () => {
  const rows = read(design, "glossary.md")
    .split("\n")
    .filter((line) => /^\| (?!word \|)/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));

  test("says of each word in one sentence what it means, and names a file of the house that owns it", () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const [, word = "", meaning = "", owner = ""] of rows) {
      expect([word, meaning]).toEqual([word, expect.stringMatching(/^\S.{15,}[^.]$/)]);
      expect([word, linksIn(owner)]).toEqual([word, expect.arrayContaining([expect.any(String)])]);
    }
  });

  test("has each word once", () => {
    const words = rows.map(([, word]) => word);
    expect(words).toEqual([...new Set(words)]);
  });
});

describe("the page of the invariants", () => {
  const parts = read(design, "invariants.md").split(/^## /m).slice(1);

  test("has I1 to I8 in their order", () => {
    expect(parts.map((part) => /^I\d/.exec(part)?.[0])).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `I${n}`));
  });

  test.each(parts.map((part) => [part.split("\n")[0], part]))("names tests that hold %s", (title, part) => {
    const number = /^I\d/.exec(title ?? "")?.[0] ?? "";
    const tests = linksIn(part ?? "").filter((link) => link.includes("/test/"));
    expect(tests.length).toBeGreaterThan(1);
    const naming = tests.filter((link) => read(design, link).includes(number));
    expect(naming).not.toEqual([]);
  });
});

test.each([["docs/design/house.md"], ["CONTRIBUTING.md"]])("%s leads to glossary and invariants", (page) => {
  const links = linksIn(read(root, page)).map((link) => link.split("/").at(-1));
  expect(links).toEqual(expect.arrayContaining(["glossary.md", "invariants.md"]));
});
