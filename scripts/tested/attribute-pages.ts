import { attributeCoverage, type BlockCoverage, type CoverageRow } from "./attributes.js";
import { optionCoverage } from "./options.js";
import type { Shown } from "./swept.js";
import type { WrittenTest } from "./test-file.js";

/** One page: those blocks whose kind and type it is for. */
interface Part {
  readonly file: string;
  readonly title: string;
  readonly has: (block: BlockCoverage) => boolean;
}

const resources = (start: string) => (block: BlockCoverage) =>
  block.kind === "resource" && block.type.startsWith(start);

/** The first page that has a block shows it. */
const PARTS: readonly Part[] = [
  { file: "dynamic-secrets.md", title: "Dynamic secrets", has: resources("dynamic_secret_") },
  { file: "rotated-secrets.md", title: "Rotated secrets", has: resources("rotated_secret_") },
  { file: "targets.md", title: "Targets", has: resources("target_") },
  { file: "auth-methods.md", title: "Auth methods", has: resources("auth_method_") },
  { file: "other-resources.md", title: "Other resources", has: resources("") },
  { file: "other-blocks.md", title: "Ephemeral resources, data sources, lists and actions", has: () => true },
];
const LIBRARIES = { file: "libraries.md", title: "Options of the libraries" };

/** So many tests are named in a line; more would be read by nobody. */
const MOST = 3;

/**
 * The pages that say of every attribute, way of configuring and option which tests show it, by their names.
 *
 * @param most how many tests a line names at most
 * @throws an error that names each of which no test is found
 */
export function attributePages(
  root: string,
  tests: readonly WrittenTest[],
  most = MOST,
): ReadonlyMap<string, string> {
  const blocks = attributeCoverage(tests);
  const options = optionCoverage(root, tests);
  const unshown = [
    ...blocks.flatMap(({ kind, type, rows }) => without(rows, `${kind} latchkey_${type}`)),
    ...options.flatMap(({ library, of, rows }) => without(rows, `${library}, ${of}`)),
  ];
  if (unshown.length > 0) throw new Error(`no test shows ${unshown.join("; ")}`);
  const placed = PARTS.map((part) => ({
    ...part,
    blocks: blocks.filter((block) => PARTS.find(({ has }) => has(block)) === part),
  }));
  return new Map([
    ["README.md", indexPage()],
    ...placed.map(({ file, title, blocks }): [string, string] => [
      file,
      page(
        title,
        blocks.flatMap(({ kind, type, rows }) =>
          section(headingOf(kind, type), "attribute or way", rows, most),
        ),
      ),
    ]),
    [
      LIBRARIES.file,
      page(
        LIBRARIES.title,
        options.flatMap(({ library, of, rows }) =>
          section(`${library}: ${of}`, "option or mode", rows, most),
        ),
      ),
    ],
  ]);
}

function without(rows: readonly CoverageRow[], of: string): readonly string[] {
  return rows.filter(({ shown }) => shown.length === 0).map(({ what }) => `${what} of ${of}`);
}

function headingOf(kind: BlockCoverage["kind"], type: string): string {
  const name = `latchkey_${type}`;
  const prefix = kind === "resource" ? "" : `${kind}_`;
  return `${kind === "resource" ? "" : `${kind} `}[${name}](../reference/${prefix}${name}.md)`;
}

function indexPage(): string {
  const lines = [
    "# Which test shows what",
    "",
    "Each attribute of each type, each value that it may have where there are several, each way of configuring a type, and",
    "each option and mode of the libraries, with tests that show it. `npm run docs` writes these pages from the tables of the",
    "provider and from the sources of the tests, and fails where one is without a test.",
    "",
    "A line names three tests at most. Which, is not typed by hand:",
    "",
    "- What [runs for every type](../../test/unit/types/every-type.test.ts) makes its rows of the same tables: each attribute",
    "  is set, changed in place and back, seen when it is changed behind Terraform's back, and imported. These names have",
    "  their values in them.",
    "- Of the other tests those are named in whose source the attribute is set, read or asserted for that type; those first",
    "  whose title names it, then those that say fewest others. Placeholders of their rows stand as they are written.",
    "",
    "Beside these, one object of every type is made, imported, discovered and destroyed by a real Terraform",
    "([every-type.test.ts](../../test/acceptance/every-type.test.ts)).",
    "",
    ...[...PARTS, LIBRARIES].map(({ file, title }) => `- [${title}](${file})`),
  ];
  return `${lines.join("\n")}\n`;
}

function page(title: string, sections: readonly string[]): string {
  return `${[`# Which test shows what: ${title}`, "", "How this page comes about: [Which test shows what](README.md).", ...sections].join("\n")}\n`;
}

function section(
  heading: string,
  what: string,
  rows: readonly CoverageRow[],
  most: number,
): readonly string[] {
  return [
    "",
    `## ${heading}`,
    "",
    `| ${what} | tests |`,
    "|---|---|",
    ...rows.map((row) => `| ${row.what} | ${row.shown.slice(0, most).map(testCell).join("<br>")} |`),
  ];
}

/** A test in a cell of a table in a folder of `docs`: its file, and its name. */
export function testCell({ file, name }: Shown): string {
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
  const text = short.replace(/[\\|<>*_`[\]]/g, (one) => `\\${one}`).replaceAll("\n", " ");
  return `[${file.replace(/^test\//, "")}](../../${file}) › ${text}`;
}

/** A name that has a whole object of a row in it is cut. */
const LONGEST = 220;
