import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../../../../src/cli/package-root.js";
import { builtProvider, installProvider } from "../../../../src/cli/terraform/own-provider.js";
import { terraformPlatform } from "../../../../src/cli/terraform/platform.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

const EXECUTABLE = `terraform-provider-latchkey_v${packageVersion()}`;

function build(program = "#!/bin/sh\n"): string {
  const folder = temporaryFolder();
  file(folder, EXECUTABLE, program, 0o755);
  file(folder, "package.json", "{}");
  return folder;
}

test("puts the built provider where Terraform looks for it, unpacked and executable", () => {
  const mirror = join(temporaryFolder(), "not yet there");
  const { folder, changed } = installProvider(mirror, build());
  expect(folder).toBe(
    join(mirror, "registry.terraform.io/latchkey/latchkey", packageVersion(), terraformPlatform()),
  );
  expect(changed).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(["package.json", EXECUTABLE]);
  expect(statSync(join(folder, EXECUTABLE)).mode & 0o111).toBe(0o111);
});

test("writes nothing the second time", () => {
  const mirror = temporaryFolder();
  const built = build();
  const { folder } = installProvider(mirror, built);
  utimesSync(join(folder, EXECUTABLE), 1, 1);
  expect(installProvider(mirror, built).changed).toBe(false);
  expect(statSync(join(folder, EXECUTABLE)).mtimeMs).toBe(1000);
});

test("replaces what another build has left, and removes what is no longer part of the package", () => {
  const mirror = temporaryFolder();
  const { folder } = installProvider(mirror, build());
  file(folder, "left-over.js");
  expect(installProvider(mirror, build("#!/bin/sh\n# newer\n")).changed).toBe(true);
  expect(readFileSync(join(folder, EXECUTABLE), "utf8")).toContain("newer");
  expect(existsSync(join(folder, "left-over.js"))).toBe(false);
});

test("fails where nothing was built", () => {
  expect(() => builtProvider(temporaryFolder())).toThrow(
    expect.objectContaining({ code: "PROVIDER_NOT_BUILT" }),
  );
});
