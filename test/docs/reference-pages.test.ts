import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalog } from "../../src/errors/catalog.js";

const root = join(__dirname, "..", "..");

test("the reference pages say what the tables and the catalogue say", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/reference.ts", "--check"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("every error code has its row, and no row is left of a code that is gone", () => {
  const page = readFileSync(join(root, "docs", "reference", "errors.md"), "utf8");
  const rows = [...page.matchAll(/<a id="([A-Z_]+)">/g)].map(([, code]) => code);
  expect(rows).toEqual(Object.keys(catalog));
});

test("every entry of the catalogue has a title without a full stop and advice in sentences", () => {
  for (const [code, { summary, advice }] of Object.entries(catalog)) {
    expect(code).toMatch(/^[A-Z][A-Z_]+$/);
    expect(summary).toMatch(/^[A-Z].*[^.]$/);
    expect(advice).toMatch(/[.:)`"]$/);
  }
});
