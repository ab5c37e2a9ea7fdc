import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const source = join(__dirname, "..", "..", "src");

function filesWhoseCode(says: RegExp): string[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => {
    if (!file.endsWith(".ts")) return false;
    const text = readFileSync(join(source, file), "utf8");
    return says.test(text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, ""));
  });
}

test("the machine's clock is read where clocks are made, and is an argument everywhere else", () => {
  const clocks = ["domain/system-clock.ts", "sandbox/sandbox-clock.ts"].map((file) => join(file));
  expect(filesWhoseCode(/\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b|\bhrtime\b/).sort()).toEqual(
    clocks,
  );
});

test("nothing of the runtime is replaced, the clock least of all", () => {
  expect(
    filesWhoseCode(
      /\b(?:globalThis|global|window)(?:\.\w+|\[[^\]]+\])\s*=[^=]|\bDate\s*=[^=>]|\bDate\.\w+\s*=[^=]/,
    ),
  ).toEqual([]);
});
