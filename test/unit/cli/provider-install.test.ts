import { join } from "node:path";
import { machineHost, personHost } from "../../../src/cli/io.js";
import { main } from "../../../src/cli/main.js";
import { runProviderInstall } from "../../../src/cli/provider-install.js";
import { packageVersion } from "../../../src/domain/package-root.js";
import {
  executables,
  listSums,
  nodeBundle,
  release,
  zipNameFor,
} from "../../support/cli/provider-packages.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { watchedWorld } from "../../support/cli/watched-world.js";

const install = async (mirror: string, from: string) => {
  const world = watchedWorld();
  await runProviderInstall({ mirror, from }, personHost(world, false), world.signal);
  return world.printed.stdout;
};

test("tells a person what was installed and what to put into the CLI configuration", async () => {
  const mirror = join(temporaryFolder(), "m");
  const built = nodeBundle();
  const printed = await install(mirror, built);
  expect(printed).toMatch(/^Installed version /);
  expect(printed).toContain(`path    = ${JSON.stringify(mirror)}`);
  for (const address of [
    "registry.terraform.io/latchkey/latchkey",
    "registry.opentofu.org/latchkey/latchkey",
  ]) {
    expect(printed).toContain(`\n  ${join(mirror, address)}`);
    expect(printed).toMatch(new RegExp(`include = \\[.*"${address}"`));
    expect(printed).toMatch(new RegExp(`exclude = \\[.*"${address}"`));
  }
  for (const each of ["~/.terraformrc", "~/.tofurc"]) expect(printed).toContain(each);
  expect(await install(mirror, built)).toMatch(/^Version .* is there already/);
});

test("says of the Node program that it needs Node, and what to do without; of an executable that it needs none", async () => {
  expect(await install(temporaryFolder(), nodeBundle())).toMatch(
    /needs Node on the machine that runs Terraform[\s\S]*named by --from/,
  );
  expect(await install(temporaryFolder(), executables())).toContain("it needs no Node.");
});

test("says whether a zip was compared with the release's checksums", async () => {
  const from = release();
  expect(await install(temporaryFolder(), from)).toContain("Its checksum is that of the release.");
  const alone = file(temporaryFolder(), zipNameFor(), "zip");
  expect(await install(temporaryFolder(), alone)).toContain("Its checksum was not compared");
});

test("tells of lock files where another build of the version had to go, and only there", async () => {
  const mirror = temporaryFolder();
  expect(await install(mirror, nodeBundle())).not.toContain(".terraform.lock.hcl");
  expect(await install(mirror, release())).toContain(".terraform.lock.hcl");
  expect(await install(mirror, executables())).toContain(".terraform.lock.hcl");
});

test("tells a script in one line", async () => {
  const world = watchedWorld();
  const mirror = temporaryFolder();
  await runProviderInstall({ mirror, from: nodeBundle() }, machineHost(world), world.signal);
  expect(JSON.parse(world.printed.stdout)).toMatchObject({
    version: packageVersion(),
    form: "node",
    layout: "unpacked",
    mirror,
    changed: true,
    cli_configuration: expect.stringContaining("provider_installation"),
  });
});

describe("the command", () => {
  test("installs what --from names", async () => {
    const world = watchedWorld();
    const args = ["provider", "install", "--json", "--mirror", temporaryFolder(), "--from", release()];
    await expect(main(args, world)).resolves.toBe(0);
    expect(JSON.parse(world.printed.stdout)).toMatchObject({
      form: "executable",
      layout: "packed",
      checked: true,
    });
  });

  test("ends with 2 where that is no package, or damaged", async () => {
    const folder = release();
    listSums(folder, []);
    for (const from of [folder, join(folder, "nowhere")]) {
      const world = watchedWorld();
      const args = ["provider", "install", "--mirror", temporaryFolder(), "--from", from];
      await expect(main(args, world)).resolves.toBe(2);
      expect(world.printed.stderr).toContain("[PROVIDER_PACKAGE_UNUSABLE]");
    }
  });

  test("ends with 130 when it is interrupted", async () => {
    const world = watchedWorld();
    world.interrupt();
    const args = ["provider", "install", "--mirror", temporaryFolder(), "--from", release()];
    await expect(main(args, world)).resolves.toBe(130);
  });

  test("says in its help which form is installed when", async () => {
    const world = watchedWorld();
    await expect(main(["provider", "install", "--help"], world)).resolves.toBe(0);
    expect(world.printed.stdout).toMatch(/needs Node[\s\S]*without Node[\s\S]*--from/);
  });
});
