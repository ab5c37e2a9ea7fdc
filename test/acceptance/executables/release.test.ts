import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { packageVersion } from "../../../src/domain/package-root.js";
import { isOfCommandLine, isOfProvider } from "../../../src/terraform/package-names.js";
import { RELEASED_PLATFORMS, terraformPlatform } from "../../../src/terraform/platform.js";
import { freshBundle } from "../../support/acceptance/fresh-build.js";
import { describeIf, terraformMissing } from "../../support/acceptance/requirements.js";
import { terraformFile } from "../../support/acceptance/terraform-file.js";
import { TerraformProject } from "../../support/acceptance/terraform-project.js";
import { LatchkeyCommand } from "../../support/cli/latchkey-command.js";
import { sha256, zipNameFor } from "../../support/cli/provider-packages.js";
import { temporaryFolder } from "../../support/cli/temporary-folder.js";
import { builtExecutables } from "../../support/executables/build.js";
import { release as makeRelease } from "../../support/release/make-release.js";
import { gpgMissing, SigningKey } from "../../support/release/signing-key.js";
import { h1Of, zipEntries } from "../../support/release/zip-entries.js";

jest.setTimeout(1_800_000);

const VERSION = packageVersion();
const SUMS = [`terraform-provider-latchkey_${VERSION}_SHA256SUMS`, `latchkey_${VERSION}_SHA256SUMS`];
const MANIFEST = `terraform-provider-latchkey_${VERSION}_manifest.json`;
const commandLineZip = (platform: string) => `latchkey_${VERSION}_${platform}.zip`;

const missing =
  process.env.LATCHKEY_ALL_PLATFORMS === undefined
    ? "a release of the executables. LATCHKEY_ALL_PLATFORMS=1 has them built for all platforms, packed and signed."
    : (gpgMissing() ?? terraformMissing());

describeIf(missing)("a release of the executables of all platforms", () => {
  let release: string;
  let key: SigningKey;
  beforeAll(async () => {
    for (const platform of RELEASED_PLATFORMS) builtExecutables(platform);
    release = temporaryFolder();
    key = new SigningKey("rsa2048");
    const args = ["--from", dirname(builtExecutables()), "--out", release, "--sign", key.fingerprint];
    const made = await makeRelease(args, { GNUPGHOME: key.home });
    expect(made).toMatchObject({ code: 0 });
    process.stderr.write(`\n${made.said}\n\n`);
  });
  afterAll(() => key?.remove());

  const read = (name: string) => readFileSync(join(release, name));

  test("has the files that registries want, listed with their sums, and signed", () => {
    const zips = RELEASED_PLATFORMS.flatMap((each) => [zipNameFor(each), commandLineZip(each)]);
    const lists = SUMS.flatMap((name) => [name, `${name}.sig`]);
    expect(readdirSync(release).sort()).toEqual([...zips, MANIFEST, ...lists].sort());
    const listed = SUMS.flatMap((name) => String(read(name)).trimEnd().split("\n"));
    expect(listed.sort()).toEqual([...zips, MANIFEST].map((name) => `${sha256(read(name))}  ${name}`).sort());
    for (const name of SUMS) {
      const files = [`${name}.sig`, name].map((file) => join(release, file));
      const verify = ["--batch", "--status-fd", "1", "--verify", ...files];
      const env = { ...process.env, GNUPGHOME: key.home };
      const told = execFileSync("gpg", verify, { env, stdio: ["ignore", "pipe", "ignore"] });
      expect(String(told)).toContain(`VALIDSIG ${key.fingerprint}`);
    }
  });

  test.each(RELEASED_PLATFORMS)("has every byte and mode of what was built for %s", (platform) => {
    const built = builtExecutables(platform);
    for (const [zip, belongs] of [
      [zipNameFor(platform), isOfProvider],
      [commandLineZip(platform), isOfCommandLine],
    ] as const) {
      const wanted = readdirSync(built).filter(belongs).sort();
      expect(zipEntries(read(zip)).map(({ name, mode }) => [name, mode])).toEqual(
        wanted.map((name) => [name, statSync(join(built, name)).mode & 0o777]),
      );
      for (const [name, content] of Object.entries(unzipSync(read(zip))))
        expect([name, sha256(content)]).toEqual([name, sha256(readFileSync(join(built, name)))]);
    }
  });

  test("is installed by its own command into a mirror, and used from there, with no Node on the PATH", async () => {
    const [unzipped, PATH, mirror] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    symlinkSync(terraformFile(), join(PATH, basename(terraformFile())));
    unzip(commandLineZip(terraformPlatform()), unzipped);
    const latchkey = new LatchkeyCommand({ PATH }, [join(unzipped, "latchkey")]);
    const { code, stdout } = await latchkey.run(
      ...["provider", "install", "--mirror", mirror, "--from", release, "--json"],
    );
    const told = JSON.parse(stdout);
    expect({ code, ...told }).toMatchObject({ code: 0, form: "executable", layout: "packed", checked: true });
    expect(told.platforms.sort()).toEqual([...RELEASED_PLATFORMS].sort());

    const project = await TerraformProject.open({ provider: freshBundle(), env: {} });
    try {
      const rc = join(temporaryFolder(), "terraform.rc");
      writeFileSync(rc, told.cli_configuration);
      project.give({ PATH, TF_CLI_CONFIG_FILE: rc });
      await project.configure("");
      expect(await project.succeed("providers", "schema", "-json")).toContain("latchkey_seed_retirement");
      const platforms = RELEASED_PLATFORMS.map((each) => `-platform=${each}`);
      await project.succeed("providers", "lock", `-fs-mirror=${mirror}`, ...platforms);
      for (const each of RELEASED_PLATFORMS)
        expect(project.read(".terraform.lock.hcl")).toContain(h1Of(read(zipNameFor(each))));
    } finally {
      project.remove();
    }
  });

  /** As a person unpacks a zip. */
  function unzip(name: string, to: string): void {
    const contents = unzipSync(read(name));
    for (const { name: path, mode } of zipEntries(read(name))) {
      mkdirSync(dirname(join(to, path)), { recursive: true });
      writeFileSync(join(to, path), contents[path] ?? "");
      chmodSync(join(to, path), mode);
    }
  }
});
