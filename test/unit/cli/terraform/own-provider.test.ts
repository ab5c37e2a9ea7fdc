import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
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

const HOSTS = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** Where the program looks that asks for providers under this host. */
function underHost(host: string, mirror: string): string {
  return join(mirror, host, "latchkey/latchkey", packageVersion(), terraformPlatform());
}

test.each(HOSTS)(
  "puts the built provider where it is looked for as %s/…, unpacked and executable",
  (host) => {
    const mirror = join(temporaryFolder(), "not yet there");
    const { folder, folders, changed } = installProvider(mirror, build());
    expect(folder).toBe(underHost("registry.terraform.io", mirror));
    expect(folders).toEqual(HOSTS.map((each) => underHost(each, mirror)));
    expect(changed).toBe(true);
    expect(readdirSync(underHost(host, mirror)).sort()).toEqual(["package.json", EXECUTABLE]);
    expect(statSync(join(underHost(host, mirror), EXECUTABLE)).mode & 0o111).toBe(0o111);
  },
);

test.each(HOSTS)("notices that what is laid under %s is missing, whatever stands beside it", (host) => {
  const mirror = temporaryFolder();
  const built = build();
  installProvider(mirror, built);
  rmSync(join(mirror, host), { recursive: true });
  expect(installProvider(mirror, built).changed).toBe(true);
  expect(existsSync(join(underHost(host, mirror), EXECUTABLE))).toBe(true);
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
  const { folders } = installProvider(mirror, build());
  for (const folder of folders) file(folder, "left-over.js");
  expect(installProvider(mirror, build("#!/bin/sh\n# newer\n")).changed).toBe(true);
  for (const folder of folders) {
    expect(readFileSync(join(folder, EXECUTABLE), "utf8")).toContain("newer");
    expect(existsSync(join(folder, "left-over.js"))).toBe(false);
  }
});

test("fails where nothing was built", () => {
  expect(() => builtProvider(temporaryFolder())).toThrow(
    expect.objectContaining({ code: "PROVIDER_NOT_BUILT" }),
  );
});
