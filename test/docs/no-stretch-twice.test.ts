import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(__dirname, "..", "..");
const LINES = 6;

/** The lines of a file that say something: no imports, no comments, no blank ones. */
function linesOf(file: string): { readonly at: number; readonly text: string }[] {
  const code = readFileSync(file, "utf8").replace(/^import [^;]*;$/gm, (found) =>
    found.replace(/[^\n]/g, ""),
  );
  return code
    .split("\n")
    .map((text, index) => ({ at: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== "" && !/^(\/\/|\/\*|\*)/.test(text));
}

test(`no ${LINES} lines of a type, a family or a word of the wire stand twice`, () => {
  const files = readdirSync(join(root, "src", "types"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("generated"))
    .map((file) => join(root, "src", "types", file));
  expect(files.length).toBeGreaterThan(50);
  const places = new Map<string, string[]>();
  for (const file of files) {
    const lines = linesOf(file);
    for (let first = 0; first + LINES <= lines.length; first++) {
      const stretch = lines.slice(first, first + LINES);
      const text = stretch.map((line) => line.text).join("\n");
      places.set(text, [...(places.get(text) ?? []), `${relative(root, file)}:${stretch[0]?.at}`]);
    }
  }
  const twice = [...places].filter(([, where]) => where.length > 1);
  expect(twice.map(([text, where]) => `${where.join(", ")}\n${text}`)).toEqual([]);
});
