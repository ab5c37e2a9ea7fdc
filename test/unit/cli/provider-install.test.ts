import { join } from "node:path";
import { machineHost, personHost } from "../../../src/cli/io.js";
import { packageVersion } from "../../../src/cli/package-root.js";
import { runProviderInstall } from "../../../src/cli/provider-install.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { watchedWorld } from "../../support/cli/watched-world.js";

function build(): string {
  const folder = temporaryFolder();
  file(folder, `terraform-provider-latchkey_v${packageVersion()}`, "#!/bin/sh\n", 0o755);
  return folder;
}

test("tells a person what was installed and what to put into the CLI configuration", () => {
  const world = watchedWorld();
  const mirror = join(temporaryFolder(), "m");
  const built = build();
  runProviderInstall(mirror, personHost(world, false), built);
  expect(world.printed.stdout).toMatch(/^Installed version /);
  expect(world.printed.stdout).toContain(`path    = ${JSON.stringify(mirror)}`);
  for (const address of [
    "registry.terraform.io/latchkey/latchkey",
    "registry.opentofu.org/latchkey/latchkey",
  ]) {
    expect(world.printed.stdout).toContain(`\n  ${join(mirror, address)}`);
    expect(world.printed.stdout).toMatch(new RegExp(`include = \\[.*"${address}"`));
    expect(world.printed.stdout).toMatch(new RegExp(`exclude = \\[.*"${address}"`));
  }
  for (const file of ["~/.terraformrc", "~/.tofurc"]) expect(world.printed.stdout).toContain(file);
  runProviderInstall(mirror, personHost(world, false), built);
  expect(world.printed.stdout).toContain("is there already");
});

test("tells a script in one line", () => {
  const world = watchedWorld();
  const mirror = temporaryFolder();
  runProviderInstall(mirror, machineHost(world), build());
  expect(JSON.parse(world.printed.stdout)).toMatchObject({
    version: packageVersion(),
    mirror,
    changed: true,
    cli_configuration: expect.stringContaining("provider_installation"),
  });
});
