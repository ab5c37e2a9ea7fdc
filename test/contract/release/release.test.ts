import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { packageVersion } from "../../../src/domain/package-root.js";
import { RELEASED_PLATFORMS } from "../../../src/terraform/platform.js";
import { describeIf } from "../../support/acceptance/requirements.js";
import { sha256 } from "../../support/cli/provider-packages.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { release } from "../../support/release/make-release.js";
import { gpgMissing, SigningKey } from "../../support/release/signing-key.js";
import { zipEntries } from "../../support/release/zip-entries.js";

jest.setTimeout(300_000);

const root = join(__dirname, "../../..");
const VERSION = packageVersion();
const PROVIDER = `terraform-provider-latchkey_${VERSION}`;
const SUMS = [`${PROVIDER}_SHA256SUMS`, `latchkey_${VERSION}_SHA256SUMS`] as const;

/** Folders as `npm run executables` leaves them, of small files. */
function executables(platforms: readonly string[]): string {
  const from = temporaryFolder();
  for (const platform of platforms) {
    const end = platform.startsWith("windows_") ? ".exe" : "";
    const folder = join(from, platform);
    file(folder, `terraform-provider-latchkey_v${VERSION}${end}`, `the provider for ${platform}`, 0o755);
    file(folder, `latchkey${end}`, `the command line for ${platform}`, 0o755);
    file(folder, "runtime/musl", "a runtime of both", 0o755);
    file(folder, "LICENSE", "the licence");
  }
  return from;
}

async function released(from: string, ...more: readonly string[]) {
  const out = temporaryFolder();
  const made = await release(["--from", from, "--out", out, ...more]);
  expect(made).toMatchObject({ code: 0 });
  return { out, ...made, read: (name: string) => readFileSync(join(out, name)) };
}

const one = ["--platform", "linux_amd64"] as const;

/** The program that npm runs. */
function spawned(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const program = [tsx, join(root, "scripts/release.ts"), ...args];
  return spawnSync(process.execPath, program, { encoding: "utf8", env: { ...process.env, ...env } });
}

test("has the files that the registry wants, for every platform, and the command line beside them", async () => {
  const { out, said, read } = await released(executables(RELEASED_PLATFORMS));
  expect(readdirSync(out).sort()).toEqual(
    [
      ...RELEASED_PLATFORMS.flatMap((each) => [`${PROVIDER}_${each}.zip`, `latchkey_${VERSION}_${each}.zip`]),
      `${PROVIDER}_manifest.json`,
      ...SUMS,
    ].sort(),
  );
  expect(JSON.parse(String(read(`${PROVIDER}_manifest.json`)))).toEqual({
    version: 1,
    metadata: { protocol_versions: ["6.0"] },
  });
  expect(said).toContain("unsigned: no key was given");

  const [ofProvider, ofCommandLine] = SUMS.map((name) => String(read(name)).trimEnd().split("\n"));
  const listed = (names: string[]) => names.sort().map((name) => `${sha256(read(name))}  ${name}`);
  expect(ofProvider).toEqual(
    listed([`${PROVIDER}_manifest.json`, ...RELEASED_PLATFORMS.map((each) => `${PROVIDER}_${each}.zip`)]),
  );
  expect(ofCommandLine).toEqual(listed(RELEASED_PLATFORMS.map((each) => `latchkey_${VERSION}_${each}.zip`)));

  for (const platform of RELEASED_PLATFORMS) {
    const end = platform.startsWith("windows_") ? ".exe" : "";
    const program = `terraform-provider-latchkey_v${VERSION}${end}`;
    const contents = (name: string) =>
      Object.entries(unzipSync(read(name))).map(([path, content]) => [path, String(Buffer.from(content))]);
    const beside = [
      ["LICENSE", "the licence"],
      ["runtime/musl", "a runtime of both"],
    ];
    expect(contents(`${PROVIDER}_${platform}.zip`)).toEqual([
      ...beside,
      [program, `the provider for ${platform}`],
    ]);
    expect(contents(`latchkey_${VERSION}_${platform}.zip`)).toEqual([
      beside[0],
      [`latchkey${end}`, `the command line for ${platform}`],
      beside[1],
    ]);
  }
});

test("keeps what is executable so, the programs in any case, and nothing else of the modes", async () => {
  const from = executables(["linux_amd64"]);
  const folder = join(from, "linux_amd64");
  const program = `terraform-provider-latchkey_v${VERSION}`;
  chmodSync(join(folder, program), 0o600);
  chmodSync(join(folder, "runtime/musl"), 0o700);
  chmodSync(join(folder, "LICENSE"), 0o664);
  const { out } = await released(from, ...one);
  const modes = zipEntries(readFileSync(join(out, `${PROVIDER}_linux_amd64.zip`)));
  expect(modes.map(({ name, mode }) => [name, mode])).toEqual([
    ["LICENSE", 0o644],
    ["runtime/musl", 0o755],
    [program, 0o755],
  ]);
});

test("is made of the same bytes from the same files, whenever, wherever and under whatever umask", async () => {
  const from = executables(["linux_amd64"]);
  const first = await released(from, ...one);
  for (const name of readdirSync(join(from, "linux_amd64")))
    utimesSync(join(from, "linux_amd64", name), 1, 1);
  chmodSync(join(from, "linux_amd64", "LICENSE"), 0o600);
  const out = temporaryFolder();
  const elsewhere = { TZ: "Pacific/Kiritimati", LC_ALL: "C", SOURCE_DATE_EPOCH: "1" };
  expect(spawned(["--from", from, "--out", out, ...one], elsewhere)).toMatchObject({ status: 0, stderr: "" });
  for (const name of readdirSync(out))
    expect([name, sha256(readFileSync(join(out, name)))]).toEqual([name, sha256(first.read(name))]);
  expect(readdirSync(out)).toEqual(readdirSync(first.out));
});

test("is made by npm run release, whose help names every option", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(scripts.release).toBe("tsx scripts/release.ts");
  expect(spawned(["--help"])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/--from[\s\S]*--out[\s\S]*--platform[\s\S]*--sign/),
  });
  expect(spawned(["--from", temporaryFolder()])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("npm run executables"),
  });
});

test("leaves nothing of a release that was made there before, and everything else", async () => {
  const from = executables(["linux_amd64"]);
  const out = temporaryFolder();
  for (const name of [
    "notes.md",
    `${PROVIDER}_plan9_mips.zip`,
    `${SUMS[0]}.sig`,
    "latchkey_0.0.1_linux_amd64.zip",
  ])
    file(out, name, "old");
  expect(await release(["--from", from, "--out", out, ...one])).toMatchObject({ code: 0 });
  expect(readdirSync(out).sort()).toEqual(
    [
      `${PROVIDER}_linux_amd64.zip`,
      `latchkey_${VERSION}_linux_amd64.zip`,
      `${PROVIDER}_manifest.json`,
      ...SUMS,
      "notes.md",
    ].sort(),
  );
});

describe("is refused, and nothing written, where", () => {
  async function refused(from: string, why: RegExp, ...more: readonly string[]) {
    const out = join(temporaryFolder(), "out");
    const { code, said } = await release(["--from", from, "--out", out, ...one, ...more]);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(why) });
    expect(() => readdirSync(out)).toThrow("ENOENT");
  }

  test("a platform was not built", () =>
    refused(executables(["linux_amd64"]), /linux_arm64 is not there/, "--platform", "linux_arm64"));
  test("a program is missing", () => {
    const from = temporaryFolder();
    mkdirSync(join(from, "linux_amd64"));
    return refused(from, /holds no terraform-provider-latchkey_v/);
  });
  test("Terraform would start another file than the provider", () => {
    const from = executables(["linux_amd64"]);
    file(join(from, "linux_amd64"), "terraform-provider-latchkey_a", "");
    return refused(from, /Terraform would start terraform-provider-latchkey_a,/);
  });
  test("a link would become a file of its own", () => {
    const from = executables(["linux_amd64"]);
    symlinkSync("LICENSE", join(from, "linux_amd64", "COPYING"));
    return refused(from, /COPYING is no ordinary file/);
  });
  test("there is no such key", async () => {
    if (gpgMissing() === undefined)
      await refused(executables(["linux_amd64"]), /gpg failed/, "--sign", "nobody@latchkey.invalid");
  });
});

describeIf(gpgMissing())("a signed release", () => {
  const keys: SigningKey[] = [];
  function key(kind: "rsa2048" | "ed25519"): SigningKey {
    const made = new SigningKey(kind);
    keys.push(made);
    return made;
  }
  afterAll(() => {
    for (const each of keys) each.remove();
  });

  test("has a detached binary signature of each list by the given key", async () => {
    const { home, fingerprint } = key("rsa2048");
    const out = temporaryFolder();
    const args = ["--from", executables(["linux_amd64"]), "--out", out, ...one, "--sign", fingerprint];
    const { code, said } = await release(args, { GNUPGHOME: home });
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringContaining(`signed by ${fingerprint}`),
    });
    for (const name of SUMS) {
      const signature = join(out, `${name}.sig`);
      expect(readFileSync(signature, "latin1")).not.toContain("BEGIN PGP");
      const env = { ...process.env, GNUPGHOME: home };
      const verify = ["--batch", "--status-fd", "1", "--verify", signature, join(out, name)];
      expect(execFileSync("gpg", verify, { env, stdio: ["ignore", "pipe", "ignore"] }).toString()).toContain(
        `VALIDSIG ${fingerprint}`,
      );
    }
  });

  test("is refused for a key that the registry does not take", async () => {
    const { home, fingerprint } = key("ed25519");
    const out = join(temporaryFolder(), "out");
    const args = ["--from", executables(["linux_amd64"]), "--out", out, ...one, "--sign", fingerprint];
    const { code, said } = await release(args, { GNUPGHOME: home });
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining("none of RSA or DSA") });
    expect(() => readdirSync(out)).toThrow("ENOENT");
  });
});
