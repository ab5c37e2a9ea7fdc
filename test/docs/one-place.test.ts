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
];

const source = join(__dirname, "..", "..", "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.includes("generated"),
);

test.each(PLACES)("$what is decided in $file alone", ({ file: place, again }) => {
  const places = files.filter((file) =>
    again.test(readFileSync(join(source, file), "utf8").replace(/\s+/g, " ")),
  );
  expect(places).toEqual([join(place)]);
});
