import { spawnSync } from "node:child_process";
import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesAt } from "../../../src/audit/index.js";
import { namesOf, scanOf } from "../../support/audit/reading.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { failure } from "../../support/failure.js";

test("a folder gives every file below it, in order, without what others have published", async () => {
  const folder = temporaryFolder();
  for (const name of [
    "terraform.tfstate",
    "a/b/plan.json",
    ".terraform/terraform.tfstate",
    ".terraform/modules/x/main.tf",
    "providers/main.tf",
  ]) {
    file(folder, name);
  }
  for (const name of [
    ".git/config",
    "a/.git/x",
    "node_modules/p/index.js",
    ".terraform/providers/x/provider",
  ]) {
    file(folder, name);
  }
  expect(await namesOf(filesAt([folder]))).toEqual(
    [
      ".terraform/modules/x/main.tf",
      ".terraform/terraform.tfstate",
      "a/b/plan.json",
      "providers/main.tf",
      "terraform.tfstate",
    ].map((name) => join(folder, name)),
  );
});

test("a file that is named twice is read once", async () => {
  const folder = temporaryFolder();
  const state = file(folder, "terraform.tfstate");
  expect(await namesOf(filesAt([state, folder, join(folder, ".", "terraform.tfstate")]))).toEqual([state]);
});

test("a folder that is left out below others is read when it is named itself", async () => {
  const folder = temporaryFolder();
  const config = file(folder, ".git/config");
  expect(await namesOf(filesAt([join(folder, ".git")]))).toEqual([config]);
});

test("links to files are followed, links to folders and to nothing are not", async () => {
  const folder = temporaryFolder();
  const elsewhere = file(temporaryFolder(), "terraform.tfstate");
  symlinkSync(elsewhere, join(folder, "state"));
  symlinkSync(folder, join(folder, "round"));
  symlinkSync("/nowhere/at/all", join(folder, "lost"));
  expect(await namesOf(filesAt([folder]))).toEqual([join(folder, "state")]);
});

test("a file with a name that cannot be told is named as not read, for it may hold a key", async () => {
  const folder = temporaryFolder();
  writeFileSync(
    Buffer.concat([Buffer.from(join(folder, "caf")), Buffer.from([0xe9])]),
    "AKIAABCDEFGHIJKLMNOP",
  );
  expect(await namesOf(filesAt([folder]))).toEqual([`${join(folder, "caf\ufffd")} (its name is not UTF-8)`]);
});

test("a named pipe is read to its end", async () => {
  const pipe = join(temporaryFolder(), "pipe");
  spawnSync("mkfifo", [pipe]);
  const writer = spawnWriter(pipe, "AKIAABCDEFGHIJKLMNOP");
  const sources = [];
  for await (const source of filesAt([pipe])) sources.push(source);
  const scan = await scanOf(...sources);
  expect(scan.keys).toBe(1);
  await writer;
});

test("fails before anything is read when a path is wrong", async () => {
  const state = file(temporaryFolder(), "terraform.tfstate");
  const fault = await failure(namesOf(filesAt([state, "/nowhere/at/all"])));
  expect(fault).toMatchObject({ code: "AUDIT_PATH_MISSING" });
  expect(fault.message).toContain("Nothing was scanned.");
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test.skip : test)("a folder that may not be entered is named as not read", async () => {
  const folder = temporaryFolder();
  file(folder, "closed/state");
  chmodSync(join(folder, "closed"), 0);
  expect(await namesOf(filesAt([folder]))).toEqual([`${join(folder, "closed")} (EACCES)`]);
  chmodSync(join(folder, "closed"), 0o755);
});

async function spawnWriter(pipe: string, text: string): Promise<void> {
  const { open } = await import("node:fs/promises");
  const handle = await open(pipe, "w");
  await handle.writeFile(text);
  await handle.close();
}
