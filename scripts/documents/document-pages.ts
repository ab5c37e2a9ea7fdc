import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testCell } from "../tested/attribute-pages.js";
import { nameOf, type WrittenTest } from "../tested/test-file.js";
import { document000 } from "./document-000.js";
import { document001 } from "./document-001.js";
import { document002 } from "./document-002.js";
import { document003 } from "./document-003.js";
import { document004 } from "./document-004.js";
import type { Asked, SeedDocument } from "./seed-document.js";

const DOCUMENTS: readonly SeedDocument[] = [document000, document001, document002, document003, document004];

/** What deploys the examples of all documents, and judges what the two systems have recorded by promises. */
const START = {
  file: "test/acceptance/quickstart.test.ts",
  title: "holds every promise, says so in one line of JSON, and leaves nothing behind",
};
const PROMISE = "promise";

/**
 * The pages of what the seed documents ask for, sentence by sentence, with the tests that show it.
 *
 * @throws an error that names each test, promise and example that is not there, and each sentence that is left out
 */
export function documentPages(root: string, tests: readonly WrittenTest[]): ReadonlyMap<string, string> {
  const promises = promisesIn(root);
  const flaws = DOCUMENTS.flatMap(({ number, asked, example }) => [
    ...gaps(asked).map((gap) => `document ${number}: ${gap}`),
    ...[example, ...asked.flatMap(([, , , own]) => own ?? [])]
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `document ${number}: there is no ${path}`),
  ]);
  const pages = DOCUMENTS.map((document): [string, string] => {
    const lines = document.asked.map(([sentences, asks, shown, example = document.example]) => {
      if (shown.length === 0) flaws.push(`document ${document.number}, ${sentences}: no test`);
      const cells = shown.map((one) => cellOf(one, tests, promises, flaws));
      return `| ${sentences} | ${asks} | ${cells.join("<br>")} | [${example.replace(/^examples\//, "")}](../../${example}) |`;
    });
    return [`${document.number}.md`, pageOf(document, lines)];
  });
  if (flaws.length > 0) throw new Error(flaws.join("\n"));
  return new Map([["README.md", indexPage()], ...pages]);
}

/** The cell of one test; a flaw where there is no such test. */
function cellOf(
  named: string,
  tests: readonly WrittenTest[],
  promises: readonly string[],
  flaws: string[],
): string {
  const cut = named.indexOf(" › ");
  const [file, title] = [named.slice(0, cut), named.slice(cut + " › ".length)];
  if (file === PROMISE) {
    if (!promises.includes(title)) flaws.push(`no story promises "${title}"`);
    return `${cellOf(`${START.file.replace(/^test\//, "")} › ${START.title}`, tests, promises, flaws)}: *${title}*`;
  }
  const test = tests.find(
    (one) => one.file === `test/${file}` && (one.title === title || nameOf(one).endsWith(title)),
  );
  if (!test) {
    flaws.push(`${file} has no test "${title}"`);
    return "";
  }
  return testCell({ file: test.file, name: nameOf(test) });
}

/** The titles of all promises of the stories. */
function promisesIn(root: string): readonly string[] {
  const folder = join(root, "src", "proof", "stories");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/\btitle: "([^"]+)"/g)])
    .map(([, title = ""]) => title);
}

/** What is wrong with the numbers: each sentence has its place in one line. */
function gaps(asked: readonly Asked[]): readonly string[] {
  let next = 1;
  return asked.flatMap(([sentences]) => {
    const [first = Number.NaN, last = first] = sentences.split("–").map(Number);
    const isNext = first === next && last >= first;
    next = last + 1;
    return isNext ? [] : [`sentences ${sentences} do not follow the line before`];
  });
}

function pageOf({ number, title, example }: SeedDocument, lines: readonly string[]): string {
  const head = [
    `# Document ${number}: ${title}`,
    "",
    `What each sentence asks for, in our own words, and the test that shows it. \`npm start\` deploys`,
    `[the example](../../${example}) and shows the promises, which are told in *italics* here.`,
    "How this page comes about: [What the documents ask for](README.md).",
    "",
    "| sentence | asks for | shown by | example |",
    "|---|---|---|---|",
  ];
  return `${[...head, ...lines].join("\n")}\n`;
}

function indexPage(): string {
  const lines = [
    "# What the documents ask for",
    "",
    "Five documents describe the systems that Latchkey is for. Each has a page with a line for each of its sentences, or",
    "for several in a row that ask for the same: what it asks for in our own words, the tests that show it, and the example",
    "that runs it. Where Latchkey does something else than a sentence says, because that is safer or because a system",
    "cannot do it, the line says so, and its tests show what happens instead.",
    "",
    "| document | sentences | example |",
    "|---|---|---|",
    ...DOCUMENTS.map(({ number, title, example, asked }) => {
      const last = asked.at(-1)?.[0].split("–").at(-1);
      return `| [${number}](${number}.md): ${title} | ${last} | [${example.replace(/^examples\//, "")}](../../${example}) |`;
    }),
    "",
    "A heading is no sentence; an entry of a list and a block of commands are one each. The lines are written in",
    "[scripts/documents](../../scripts/documents/seed-document.ts); `npm run docs` makes the pages of them, and fails where a",
    "test, a promise or an example is not there, or a sentence is left out. Which test shows which attribute of a type is",
    "told by [other pages](../tested/README.md).",
  ];
  return `${lines.join("\n")}\n`;
}
