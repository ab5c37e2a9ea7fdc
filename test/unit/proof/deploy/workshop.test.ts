import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { packageRoot } from "../../../../src/domain/package-root.js";
import { findWorkshop, writeProject } from "../../../../src/proof/deploy/workshop.js";
import { exampleProgramsOf, stories } from "../../../../src/proof/stories/index.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

const written = (example?: string) => {
  const folder = temporaryFolder();
  writeProject(folder, findWorkshop(), example);
  return JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8")) as { app: string };
};
const pathsIn = ({ app }: { app: string }) => [...app.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);

test("a project's application is the one that the repository's cdktf.json names, with whole paths", () => {
  const paths = pathsIn(written());
  expect(paths).toHaveLength(3);
  expect(paths.every(isAbsolute)).toBe(true);
  expect(paths[2]).toBe(join(packageRoot(), "examples", "quickstart", "main.ts"));
});

test("a project's application can be any other example", () => {
  expect(pathsIn(written("examples/machine-user/main.ts"))[2]).toBe(
    join(packageRoot(), "examples", "machine-user", "main.ts"),
  );
});

test("reports nothing home", () => {
  expect(written()).toMatchObject({ language: "typescript", sendCrashReports: "false", output: "cdktf.out" });
});

test("everything that the stories run is there", () => {
  expect(() => findWorkshop(packageRoot(), exampleProgramsOf(stories))).not.toThrow();
});

test.each([
  ["cdktf.json", () => findWorkshop(temporaryFolder())],
  [
    "the cdktf command",
    () => {
      const root = temporaryFolder();
      file(root, "cdktf.json", '{"app":"npx tsx main.ts"}');
      return findWorkshop(root);
    },
  ],
  ["an example", () => findWorkshop(packageRoot(), ["examples/nowhere/main.ts"])],
])("fails without %s", (_what, find) => {
  expect(find).toThrow(expect.objectContaining({ code: "QUICKSTART_NOT_FOUND" }));
});
