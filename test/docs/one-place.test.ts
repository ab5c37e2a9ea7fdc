import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What is decided in one file of the house, and by what it is recognized where it is done a second time. */
const PLACES: readonly { what: string; file: string; again: RegExp }[] = [
  {
    what: "whether a value is a record",
    file: "domain/is-record.ts",
    again:
      /=== "object" && \w+ !== null && !Array\.isArray|(?:function|const) (?:isRecord|isPlainRecord|isObject|isPlainObject|asRecord|asObject)\b/,
  },
  {
    what: "how long the pause between two attempts is",
    file: "domain/backoff.ts",
    again:
      /\brandom(?:\(\))? [-*+/] |[-*+/] (?:[\w.]+\.)?random\b|\*\* ?\(?[\w.#]*(?:attempt|fail|count|round|retr)|(?:pause|delay|backoff)\w* ?\*=? ?\d|\d ?\* ?(?:\w*[dD]elay|\w*[pP]ause)/,
  },
  {
    what: "what a Retry-After header says",
    file: "domain/retry-after.ts",
    again: /Number\([^()]*retry-?after|function \w*retryAfter/i,
  },
  {
    what: "which source of randomness jitter has",
    file: "domain/system-clock.ts",
    again: /Math\.random/,
  },
];

const source = join(__dirname, "..", "..", "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.includes("generated"),
);

/** In one line, without its comments. */
function codeOf(file: string): string {
  const text = readFileSync(join(source, file), "utf8").replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
  return text.replace(/\s+/g, " ");
}

test.each(PLACES)("$what is decided in $file alone", ({ file: place, again }) => {
  const places = files.filter((file) => again.test(codeOf(file)));
  expect(places).toEqual([join(place)]);
});
