import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../../../src/domain/package-root.js";
import { installProvider } from "../../../src/terraform/install-provider.js";
import { packagesAt } from "../../../src/terraform/provider-package.js";
import {
  executables,
  listSums,
  nodeBundle,
  PROGRAM,
  programFolder,
  REGISTRIES,
  release,
  sha256,
  zipFile,
  zipNameFor,
} from "../../support/cli/provider-packages.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { eventually } from "../../support/protocol/eventually.js";

const NEVER = new AbortController().signal;
const install = async (mirror: string, from: string, signal = NEVER) =>
  installProvider(mirror, await packagesAt(from), signal);

/** Every file below a folder, and its content. */
function everything(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("a program", () => {
  test.each(REGISTRIES)("is put where it is looked for as %s/…, unpacked and executable", async (host) => {
    const mirror = join(temporaryFolder(), "not yet there");
    const { folder, folders, changed } = await install(mirror, nodeBundle());
    expect(folder).toBe(programFolder("registry.terraform.io", mirror));
    expect(folders).toEqual(REGISTRIES.map((each) => programFolder(each, mirror)));
    expect(changed).toBe(true);
    const files = ["package.json", "provider.js", PROGRAM];
    expect(readdirSync(programFolder(host, mirror)).sort()).toEqual(files);
    expect(statSync(join(programFolder(host, mirror), PROGRAM)).mode & 0o111).toBe(0o111);
  });

  test.each(REGISTRIES)(
    "is laid under %s where it is missing there, whatever stands beside it",
    async (host) => {
      const mirror = temporaryFolder();
      const built = nodeBundle();
      await install(mirror, built);
      rmSync(join(mirror, host), { recursive: true });
      expect(await install(mirror, built)).toMatchObject({ changed: true, replaced: false });
      expect(existsSync(join(programFolder(host, mirror), PROGRAM))).toBe(true);
    },
  );

  test("is not written the second time", async () => {
    const mirror = temporaryFolder();
    const built = nodeBundle();
    const { folder } = await install(mirror, built);
    utimesSync(join(folder, PROGRAM), 1, 1);
    expect(await install(mirror, built)).toMatchObject({ changed: false, replaced: false });
    expect(statSync(join(folder, PROGRAM)).mtimeMs).toBe(1000);
  });

  test("takes the place of another build, and of what is no longer part of the package", async () => {
    const mirror = temporaryFolder();
    const { folders } = await install(mirror, nodeBundle());
    for (const folder of folders) file(folder, "left-over.js");
    for (const folder of folders) file(folder, "old/left-over.js");
    const { changed, replaced } = await install(mirror, nodeBundle("#!/bin/sh\n# newer\n"));
    expect({ changed, replaced }).toEqual({ changed: true, replaced: true });
    for (const folder of folders) {
      expect(readFileSync(join(folder, PROGRAM), "utf8")).toContain("newer");
      expect(Object.keys(everything(folder))).toEqual(["package.json", "provider.js", PROGRAM]);
    }
  });

  test("comes with what lies beside it, but not with the command line, and every mode is kept", async () => {
    const mirror = temporaryFolder();
    const built = executables();
    const { folders, form } = await install(mirror, built);
    expect(form).toBe("executable");
    for (const folder of folders) {
      expect(Object.keys(everything(folder))).toEqual([
        "libstdc++.so.6",
        "provider-licenses.txt",
        "provider-musl",
        PROGRAM,
      ]);
      for (const [name, mode] of [
        [PROGRAM, 0o755] as const,
        ["provider-musl", 0o755] as const,
        ["provider-licenses.txt", 0o644] as const,
      ])
        expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, mode]);
    }
    chmodSync(join(built, "provider-licenses.txt"), 0o600);
    expect((await install(mirror, built)).changed).toBe(true);
  });

  test.each([
    ["the executable", executables],
    ["the Node program", nodeBundle],
  ])("comes with nothing else of a folder in which %s was unpacked", async (_form, packed) => {
    const alone = await install(temporaryFolder(), packed());
    const folder = packed();
    const OTHERS = [
      ".env",
      "terraform.tfstate",
      "notes.txt",
      "app.js",
      "libother.so.6",
      ".ssh/id_ed25519",
      "provider-x/key",
    ];
    for (const name of [...OTHERS, "terraform-provider-latchkey_v9.0.0"])
      file(folder, name, "not the provider's");
    const among = await install(temporaryFolder(), folder);
    for (const [at, one] of among.folders.entries())
      expect(everything(one)).toEqual(everything(alone.folders[at] ?? ""));
  });

  test("is for the platform that its folder is named after, and all of such folders can be installed", async () => {
    const all = temporaryFolder();
    for (const platform of ["linux_arm64", "darwin_arm64"]) executables(join(all, platform), platform);
    const mirror = temporaryFolder();
    expect(await install(mirror, join(all, "linux_arm64"))).toMatchObject({ platforms: ["linux_arm64"] });
    expect(await install(mirror, all)).toMatchObject({
      platforms: ["darwin_arm64", "linux_arm64"],
      changed: true,
      replaced: false,
    });
    for (const host of REGISTRIES)
      expect(readFileSync(join(programFolder(host, mirror, "darwin_arm64"), PROGRAM), "utf8")).toBe(
        "darwin_arm64",
      );
  });
});

describe("a zip", () => {
  test("is put as it is where it is looked for, for whatever platform", async () => {
    const mirror = temporaryFolder();
    const platforms = ["darwin_arm64", "windows_amd64"];
    const { layout, checked, folders, ...rest } = await install(mirror, release(platforms));
    expect({ layout, checked, ...rest }).toMatchObject({ layout: "packed", checked: true, platforms });
    expect(folders).toEqual(REGISTRIES.map((host) => join(mirror, host, "latchkey/latchkey")));
    for (const host of REGISTRIES)
      for (const platform of platforms)
        expect(readFileSync(zipFile(host, mirror, platform), "utf8")).toBe(`zip for ${platform}`);
  });

  test("is not written the second time", async () => {
    const mirror = temporaryFolder();
    const from = release();
    await install(mirror, from);
    const before = everything(mirror);
    expect(await install(mirror, from)).toMatchObject({ changed: false, replaced: false });
    expect(everything(mirror)).toEqual(before);
  });

  test("can be of any version, when it is named itself", async () => {
    const mirror = temporaryFolder();
    const zip = file(temporaryFolder(), zipNameFor("linux_amd64", "9.1.0-rc.1"), "zip");
    expect(await install(mirror, zip)).toMatchObject({ version: "9.1.0-rc.1", checked: false });
    expect(readdirSync(join(mirror, REGISTRIES[0], "latchkey/latchkey")).sort()).toEqual([
      "9.1.0-rc.1.json",
      "index.json",
      zipNameFor("linux_amd64", "9.1.0-rc.1"),
    ]);
  });

  test("makes its folder a network mirror, beside the zips that are there", async () => {
    const mirror = temporaryFolder();
    await install(mirror, join(release(["linux_amd64"]), zipNameFor("linux_amd64")));
    await install(mirror, join(release(["linux_arm64"]), zipNameFor("linux_arm64")));
    await install(mirror, file(temporaryFolder(), zipNameFor("linux_amd64", "0.0.1"), "old"));
    for (const host of REGISTRIES) {
      const read = (name: string) =>
        JSON.parse(readFileSync(join(mirror, host, "latchkey/latchkey", name), "utf8"));
      expect(read("index.json")).toEqual({ versions: { "0.0.1": {}, [packageVersion()]: {} } });
      const archive = (platform: string) => ({
        hashes: [`zh:${sha256(`zip for ${platform}`)}`],
        url: zipNameFor(platform),
      });
      expect(read(`${packageVersion()}.json`)).toEqual({
        archives: { linux_amd64: archive("linux_amd64"), linux_arm64: archive("linux_arm64") },
      });
    }
  });
});

describe("of each version and platform there is one package:", () => {
  test("a zip takes the place of the program", async () => {
    const mirror = temporaryFolder();
    await install(mirror, nodeBundle());
    expect(await install(mirror, release())).toMatchObject({ changed: true, replaced: true });
    for (const host of REGISTRIES)
      expect(readdirSync(join(mirror, host, "latchkey/latchkey")).sort()).toEqual([
        `${packageVersion()}.json`,
        "index.json",
        zipNameFor(),
      ]);
  });

  test("a program takes the place of the zip, and no network mirror is left that names it", async () => {
    const mirror = temporaryFolder();
    await install(mirror, release());
    expect(await install(mirror, nodeBundle())).toMatchObject({ changed: true, replaced: true });
    for (const host of REGISTRIES)
      expect(readdirSync(join(mirror, host, "latchkey/latchkey"))).toEqual([packageVersion()]);
  });

  test("other platforms and versions stay", async () => {
    const mirror = temporaryFolder();
    const all = temporaryFolder();
    executables(join(all, "darwin_arm64"));
    await install(mirror, all);
    await install(mirror, release(["linux_arm64"]));
    for (const host of REGISTRIES) {
      expect(existsSync(programFolder(host, mirror, "darwin_arm64"))).toBe(true);
      expect(existsSync(zipFile(host, mirror, "linux_arm64"))).toBe(true);
    }
  });
});

describe("nothing is written where", () => {
  async function refused(from: string, seen: RegExp) {
    const mirror = join(temporaryFolder(), "mirror");
    const failure = await install(mirror, from).catch((error) => error);
    expect(failure).toMatchObject({ code: "PROVIDER_PACKAGE_UNUSABLE" });
    expect(failure.detail).toMatch(seen);
    expect(failure.detail).toContain("Nothing was written.");
    expect(existsSync(mirror)).toBe(false);
  }

  test("there is nothing", () => refused(join(temporaryFolder(), "nowhere"), /there is nothing/));
  test("a file is no package", () => refused(file(temporaryFolder(), "x.zip"), /neither a zip such as/));
  test("a folder holds no package", () => refused(temporaryFolder(), /holds no package of version/));
  test("a folder holds zips of another version", () => {
    const folder = temporaryFolder();
    file(folder, zipNameFor("linux_amd64", "9.9.9"));
    return refused(folder, /there is 9\.9\.9, whose zip can be named/);
  });
  test("a zip is another one than the release's", () => {
    const folder = release();
    file(folder, zipNameFor(), "tampered with");
    return refused(folder, /its SHA-256 is [0-9a-f]{64}, and .*SHA256SUMS wants [0-9a-f]{64}/);
  });
  test("the list of checksums knows nothing of a zip", () => {
    const folder = release();
    listSums(folder, []);
    return refused(folder, /does not name it/);
  });
  test("the list of checksums cannot be read", () => {
    const folder = release();
    const list = join(folder, `terraform-provider-latchkey_${packageVersion()}_SHA256SUMS`);
    rmSync(list, { force: true });
    mkdirSync(list);
    return refused(folder, /the system answers EISDIR to reading/);
  });
});

test("a mirror that cannot be written to is named, with what the system says", async () => {
  const mirror = file(temporaryFolder(), "a file");
  await expect(install(mirror, nodeBundle())).rejects.toMatchObject({
    code: "PROVIDER_MIRROR_UNWRITABLE",
    details: { seen: expect.stringContaining("ENOTDIR") },
  });
});

test.each([
  ["a program", executables],
  ["a zip", release],
])("an interrupted installation of %s leaves what was there, and nothing half", async (_, made) => {
  const mirror = temporaryFolder();
  await install(mirror, nodeBundle());
  const before = everything(mirror);
  const interruption = new AbortController();
  const packages = await packagesAt(made());
  interruption.abort(new Error("SIGINT received"));
  await expect(installProvider(mirror, packages, interruption.signal)).rejects.toThrow("SIGINT received");
  expect(everything(mirror)).toEqual(before);
});

test("what was made aside is gone as soon as an installation is interrupted, though the process ends with that", async () => {
  const mirror = temporaryFolder();
  const made = nodeBundle();
  const hanging = join(made, "provider.js");
  rmSync(hanging);
  expect(spawnSync("mkfifo", [hanging]).status).toBe(0);
  const interruption = new AbortController();
  const installed = install(mirror, made, interruption.signal).catch((error: Error) => error.message);
  const aside = () => readdirSync(mirror).filter((name) => name.startsWith(".latchkey-"));
  await eventually(() => expect(aside()).toHaveLength(1));
  interruption.abort(new Error("SIGINT received"));
  expect(aside()).toEqual([]);
  expect(await installed).toBe("SIGINT received");
});
