import { readFileSync } from "node:fs";
import { join } from "node:path";

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
