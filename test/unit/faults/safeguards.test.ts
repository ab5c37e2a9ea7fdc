import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";
import { bundleProvider } from "../../faults/safeguards/bundle-provider.js";
import { safeguards } from "../../faults/safeguards/index.js";
import { temporaryFolder } from "../../support/cli/temporary-folder.js";

test.each(safeguards.map(({ name, edits }) => [name, edits] as const))(
  "the place of %s is where it is said to be, once",
  (_, edits) => {
    for (const { file, from } of edits) {
      const text = readFileSync(join(packageRoot(), file), "utf8");
      expect({ file, times: text.split(from).length - 1 }).toEqual({ file, times: 1 });
    }
  },
);

test("the provider is built with a change", async () => {
  const folder = temporaryFolder();
  const edit = { file: "src/domain/dedication-tag.ts", from: '"latchkey:target"', to: '"changed:target"' };
  await bundleProvider(folder, [edit]);
  expect(readFileSync(join(folder, "provider.js"), "utf8")).toContain('"changed:target"');
});

test("fails when the place is not there any more", async () => {
  const edit = { file: "src/domain/dedication-tag.ts", from: "no such text", to: "" };
  await expect(bundleProvider(temporaryFolder(), [edit])).rejects.toThrow(
    "src/domain/dedication-tag.ts holds 0 times, and should once: no such text",
  );
  const stray = { file: "src/bin/latchkey.ts", from: "import", to: "" };
  await expect(bundleProvider(temporaryFolder(), [stray])).rejects.toThrow("is not part of the provider");
});
