import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { packageRoot } from "../../../../src/domain/package-root.js";
import { findQuickstart, writeProject } from "../../../../src/proof/main-job/quickstart.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

test("is the application that the repository's cdktf.json names, with whole paths", () => {
  const { configuration } = findQuickstart();
  const paths = [...String(configuration.app).matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);
  expect(paths).toHaveLength(3);
  expect(paths.every(isAbsolute)).toBe(true);
  expect(paths[2]).toBe(join(packageRoot(), "examples", "quickstart", "main.ts"));
});

test("reports nothing home", () => {
  const folder = temporaryFolder();
  writeProject(folder, findQuickstart());
  expect(JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8"))).toMatchObject({
    language: "typescript",
    sendCrashReports: "false",
    output: "cdktf.out",
  });
});

test.each([
  ["cdktf.json", () => temporaryFolder()],
  [
    "the cdktf command",
    () => {
      const root = temporaryFolder();
      file(root, "cdktf.json", '{"app":"npx tsx main.ts"}');
      return root;
    },
  ],
])("fails without %s", (_what, root) => {
  expect(() => findQuickstart(root())).toThrow(expect.objectContaining({ code: "QUICKSTART_NOT_FOUND" }));
});
