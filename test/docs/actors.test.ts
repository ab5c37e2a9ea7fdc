import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Words that leave open who acts. Who it is has a name: caller, deployer, gateway, Terraform, another run, a reader. */
const NAMELESS = /\b(?:some|any|every|no)(?:body|one)\b|\bno one\b|\bpeople\b/i;

/** Texts for users that keep such a word, because they are known by it. */
const KNOWN_TEXTS = [
  "nobody holds its secret",
  "that nobody accounts for",
  "which nobody accounts for",
  "somebody else is making it at this moment",
  "nobody here can tell by what",
  '"nobody"', // an account of the system
  '"somebody"', // who has encrypted a file of an unknown kind
];

const root = join(__dirname, "..", "..");

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending) && !file.includes("generated"))
    .map((file) => join(folder, file));
}

/** The name of a test in a page of which test shows what: as it stands there. */
const TEST_NAME = / › .*?(?=: \*|<br>| \|)/g;

function nameless(file: string): string[] {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  return lines.flatMap((line, index) => {
    const text = KNOWN_TEXTS.reduce((left, known) => left.replaceAll(known, ""), line.replace(TEST_NAME, ""));
    return NAMELESS.test(text) ? [`${file}:${index + 1}: ${line.trim()}`] : [];
  });
}

test("comments and texts of the code name who acts", () => {
  expect(filesBelow("src", ".ts").flatMap(nameless)).toEqual([]);
});

test("the documents name who acts", () => {
  const documents = ["README.md", "CONTRIBUTING.md", ...filesBelow("docs", ".md")];
  expect(documents.flatMap(nameless)).toEqual([]);
});
