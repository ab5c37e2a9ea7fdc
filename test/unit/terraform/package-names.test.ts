import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";
import {
  filesOfProvider,
  isOfCommandLine,
  isOfProvider,
  parseZipName,
  startedProgram,
  zipName,
} from "../../../src/terraform/package-names.js";

test.each([
  ["0.1.0", "linux_amd64"],
  ["10.20.30-rc.1", "windows_amd64"],
  ["1.0.0-beta", "darwin_arm64"],
])("a zip of %s for %s is known by its name", (version, platform) => {
  expect(parseZipName(zipName({ version, platform }))).toEqual({ version, platform });
});

test.each([
  "terraform-provider-latchkey_0.1.0_linux_amd64.zip.part",
  "terraform-provider-latchkey_v0.1.0_linux_amd64.zip",
  "terraform-provider-other_0.1.0_linux_amd64.zip",
  "latchkey_0.1.0_linux_amd64.zip",
  "terraform-provider-latchkey_0.1.0_linux.zip",
])("%s is no packed provider", (name) => {
  expect(parseZipName(name)).toBeUndefined();
});

test.each([
  [["latchkey", "terraform-provider-latchkey_v0.1.0"], "terraform-provider-latchkey_v0.1.0", "0.1.0"],
  [
    ["terraform-provider-latchkey_v0.1.0-rc.1.exe"],
    "terraform-provider-latchkey_v0.1.0-rc.1.exe",
    "0.1.0-rc.1",
  ],
  [
    ["terraform-provider-latchkey_v0.1.0-musl", "terraform-provider-latchkey_v0.1.0"],
    "terraform-provider-latchkey_v0.1.0",
    "0.1.0",
  ],
])("of %j Terraform starts %s", (names, name, version) => {
  expect(startedProgram(names)).toEqual({ name, version });
});

test("a program without a version is started before ours, and is none that we have named", () => {
  expect(startedProgram(["terraform-provider-latchkey_a", "terraform-provider-latchkey_v0.1.0"])).toEqual({
    name: "terraform-provider-latchkey_a",
    version: undefined,
  });
});

test.each([
  ["terraform-provider-latchkey_v0.1.0", true, false],
  ["terraform-provider-latchkey_v0.1.0.musl", true, false],
  ["provider-musl", true, false],
  ["provider.js", true, false],
  ["latchkey", false, true],
  ["latchkey.exe", false, true],
  ["latchkey-musl/ld.so", false, true],
  ["latchkey-musl", false, true],
  ["libstdc++.so.6", true, true],
  ["runtime/ld.so", true, true],
  ["LICENSE", true, true],
])("%s is of the provider: %s, of the command line: %s", (path, provider, commandLine) => {
  expect([isOfProvider(path), isOfCommandLine(path)]).toEqual([provider, commandLine]);
});

test("every library that an executable is built with is the provider's, beside its program", () => {
  const listed = readFileSync(join(packageRoot(), "scripts/executables/libraries.json"), "utf8");
  const libraries = Object.values<{ files: { to: string }[] }>(JSON.parse(listed)).flatMap(({ files }) =>
    files.map(({ to }) => to),
  );
  const beside = [...libraries, "terraform-provider-latchkey_v0.1.0", "provider-glibc", "provider.cdx.json"];
  expect(libraries.length).toBeGreaterThan(1);
  expect(filesOfProvider([...beside, "latchkey", "latchkey-glibc", "package.json"])).toEqual(beside);
});
