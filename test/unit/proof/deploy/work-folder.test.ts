import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { keepSnapshot, makeWorkFolder } from "../../../../src/proof/deploy/work-folder.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

test("a temporary folder is removed when it is discarded, a named one is kept", () => {
  const temporary = makeWorkFolder(undefined);
  expect(existsSync(temporary.ofStory("000").project)).toBe(true);
  temporary.discard();
  expect(existsSync(temporary.path)).toBe(false);

  const named = makeWorkFolder(join(temporaryFolder(), "new", "work"));
  const { project } = named.ofStory("000");
  named.discard();
  expect(existsSync(project)).toBe(true);
});

test("a folder that an earlier run has left is emptied, but for the packages from the registry", () => {
  const path = temporaryFolder();
  const first = makeWorkFolder(path);
  const state = file(first.ofStory("000").project, "terraform.tfstate");
  const cached = file(first.pluginCache, "registry.terraform.io/x");
  makeWorkFolder(path);
  expect(existsSync(state)).toBe(false);
  expect(existsSync(cached)).toBe(true);
});

test("fails for a folder with somebody else's files", () => {
  const path = temporaryFolder();
  const precious = file(path, "precious");
  expect(() => makeWorkFolder(path)).toThrow(expect.objectContaining({ code: "WORK_FOLDER_OCCUPIED" }));
  expect(existsSync(precious)).toBe(true);
});

test("sockets get a folder with a short path, which is searched and removed as well", () => {
  const deep = makeWorkFolder(join(temporaryFolder(), "a".repeat(80)));
  expect(deep.temporary.length).toBeLessThan(71);
  expect(deep.written).toEqual([deep.path, deep.temporary]);
  deep.discard();
  expect(existsSync(deep.temporary)).toBe(false);
});

test("what a stage has left is kept when the next one overwrites it, without the providers", () => {
  const work = makeWorkFolder(undefined);
  const folder = work.ofStory("000");
  const state = file(folder.project, "terraform.quickstart.tfstate", "first");
  file(folder.project, "cdktf.out/stacks/quickstart/.terraform/providers/x", "a provider");
  keepSnapshot(folder, "first deploy");
  file(folder.project, "terraform.quickstart.tfstate", "second");
  rmSync(state);
  keepSnapshot(folder, "second deploy");
  const kept = (name: string) => join(folder.snapshots, name);
  expect(readFileSync(kept("first deploy/terraform.quickstart.tfstate"), "utf8")).toBe("first");
  expect(existsSync(kept("second deploy/terraform.quickstart.tfstate"))).toBe(false);
  expect(existsSync(kept("second deploy/cdktf.out/stacks/quickstart"))).toBe(true);
  expect(existsSync(kept("first deploy/cdktf.out/stacks/quickstart/.terraform"))).toBe(false);
  work.discard();
});

test("two stories share nothing that either of them writes", () => {
  const work = makeWorkFolder(undefined);
  const [one, other] = [work.ofStory("000"), work.ofStory("001")].map((folder) => Object.values(folder));
  expect(one?.filter((path) => other?.includes(path))).toEqual([]);
  work.discard();
});
