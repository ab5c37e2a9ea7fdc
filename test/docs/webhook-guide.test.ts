import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../src/cli/main.js";
import { TRIAL_RULES } from "../../src/trial/rules.js";
import { watchedWorld } from "../support/cli/watched-world.js";

const root = join(__dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "webhooks.md"), "utf8");
const example = (name: string) => readFileSync(join(root, "examples", "webhooks", name), "utf8");

/** The block of the guide with this heading behind its fence. */
function block(heading: string): string {
  const start = guide.indexOf(`\`\`\`${heading}\n`);
  if (start === -1) throw new Error(`no block ${heading}`);
  const text = guide.slice(start).split("\n").slice(1);
  return `${text.slice(0, text.indexOf("```")).join("\n")}\n`;
}

/** As it is written outside of this repository. */
const elsewhere = (text: string) =>
  text
    .replace(/^\/\/ In a project of your own: .*\n/m, "")
    .replace(/"(?:\.\.\/)+src\/webhook\/index\.js"/, '"latchkey/webhook"');

test.each(["producer.ts", "lambda.ts", "server.ts"])("%s of the guide is the example's", (name) => {
  expect(block(`ts ${name}`)).toBe(elsewhere(example(`api-keys/${name}`)));
});

test("stack.ts of the guide is the example's", () => {
  const stack = readFileSync(join(root, "examples", "other-systems", "stack.ts"), "utf8");
  const inside = block("ts stack.ts")
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? line : `    ${line}`))
    .join("\n");
  expect(stack).toContain(inside);
});

/** The props of an interface of the constructs. */
const propsOf = (file: string, name: string) => {
  const source = readFileSync(join(root, "src", "constructs", file), "utf8");
  const [body = ""] = source.slice(source.indexOf(`export interface ${name} `)).split("\n}");
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, prop]) => prop);
};

test("every row on the construct is about a prop that it has", () => {
  const props = propsOf("custom-producer.ts", "CustomProducerProps");
  const told = rows("prop").flatMap(([cell = ""]) => [...cell.matchAll(/`(\w+)`/g)].map(([, prop]) => prop));
  expect(told).not.toEqual([]);
  expect(told.filter((prop) => !props.includes(prop))).toEqual([]);
});

/** The rows of the table with this heading, by what is in code spans in their first column. */
function rows(heading: string): string[][] {
  const table = guide.slice(guide.indexOf(`| ${heading} |`)).split("\n\n")[0] ?? "";
  return table
    .trim()
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test("every rule of the trial has its row, in the order in which they are tried", () => {
  const told = Object.entries(TRIAL_RULES).map(([rule, { promise }]) => [`\`${rule}\``, promise]);
  expect(rows("rule")).toEqual(told);
});

test("every flag of the trial has its row, and every row its flag", async () => {
  const world = watchedWorld({});
  await main(["webhook", "try", "--help"], world);
  const flags = [...world.printed.stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
  const told = rows("flag").flatMap(([cell = ""]) =>
    [...cell.matchAll(/`(--[a-z-]+)`/g)].map(([, flag]) => flag),
  );
  expect(told.sort()).toEqual(flags.sort());
});
