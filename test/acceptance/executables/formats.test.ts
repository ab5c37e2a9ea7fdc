import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { RELEASED_PLATFORMS, terraformPlatform } from "../../../src/terraform/platform.js";
import { describeIf } from "../../support/acceptance/requirements.js";
import { temporaryFolder } from "../../support/cli/temporary-folder.js";
import { askScript, builtExecutables, PROVIDER } from "../../support/executables/build.js";

jest.setTimeout(1_200_000);

// What cannot be started here is judged by its bytes: headers, and for macOS the hash of each page.

/** Of the text "runtime". */
const SUM = "sha512-VT6QJQzkmplJe61XCGNt/bhfQfrjwTPKG3+gN0XRAME+Wbb6HyIJsFWNrbHn39ZKJHA8rtbNaeXcOsWM+ACcvg==";

const missing =
  process.env.LATCHKEY_ALL_PLATFORMS === undefined
    ? "the executables of other platforms. LATCHKEY_ALL_PLATFORMS=1 has their runtimes fetched and all built."
    : undefined;

describeIf(missing)("the executables of the other platforms", () => {
  const KINDS = [
    ["linux_amd64", "glibc"],
    ["linux_amd64", "musl"],
    ["linux_arm64", "glibc"],
    ["linux_arm64", "musl"],
    ["darwin_amd64", "darwin"],
    ["darwin_arm64", "darwin"],
    ["windows_amd64", "windows"],
  ] as const;
  const built = new Map<string, string>();
  beforeAll(() => {
    for (const [platform] of KINDS) if (!built.has(platform)) built.set(platform, builtExecutables(platform));
  });

  const of = (platform: string, name: string) => join(built.get(platform) ?? "", name);
  const programs = (platform: string, kind: string) =>
    (kind === "windows" ? [`${PROVIDER}.exe`, "latchkey.exe"] : [`provider-${kind}`, `latchkey-${kind}`]).map(
      (name) => of(platform, name),
    );
  const check = (path: string, platform: string, kind: string) =>
    askScript("check.mjs", `script.flawsOf(${JSON.stringify(path)}, "${platform}", "${kind}")`);

  test.each(KINDS)("%s %s has a header of its platform, and nothing stale", async (platform, kind) => {
    for (const program of programs(platform, kind)) {
      expect(await check(program, platform, kind)).toEqual([]);
      expect(statSync(program).mode & 0o777).toBe(0o755);
    }
    const other = platform === "linux_amd64" ? "linux_arm64" : "linux_amd64";
    expect(await check(programs(platform, kind)[0] ?? "", other, "glibc")).not.toEqual([]);
  });

  test.each(["darwin_amd64", "darwin_arm64"])(
    "for %s, one changed byte is found by the hash of its page",
    async (platform) => {
      const [program = ""] = programs(platform, "darwin");
      const copy = join(temporaryFolder(), "program");
      for (const at of [40, Math.floor(statSync(program).size / 2)]) {
        copyFileSync(program, copy);
        flip(copy, at);
        const flaws = (await check(copy, platform, "darwin")) as string[];
        expect(flaws).toEqual([expect.stringMatching(/^page \d+ has another hash than its signature says$/)]);
      }
    },
  );

  test("Windows has one file for each, the others a launcher that starts what is beside it", () => {
    for (const [platform, kind] of KINDS.filter(([, kind]) => kind !== "windows")) {
      for (const [name, product] of [
        [PROVIDER, "provider"],
        ["latchkey", "latchkey"],
      ] as const) {
        const text = readFileSync(of(platform, name), "utf8");
        expect(text).toMatch(/^#!\/bin\/sh\n/);
        expect(text).toContain(`exec "\${self%/*}/${product}-$kind" "$@"`);
        expect(existsSync(of(platform, `${product}-${kind}`))).toBe(true);
      }
    }
    expect(existsSync(of("windows_amd64", "provider-windows"))).toBe(false);
  });
});

test("an archive that is not the pinned one is refused", async () => {
  const check = (bytes: string) =>
    askScript(
      "pinned.mjs",
      `(() => { try { script.checkIntegrity("a@1", "${bytes}", "${SUM}") } catch (e) { return e.message } })() ?? ""`,
    );
  expect(await check("runtime")).toBe("");
  expect(await check("runtimf")).toMatch(/^a@1 is not what is pinned: sha512-/);
});

test("what is built, released and told of are the same platforms, and this machine has one name", async () => {
  expect(await askScript("platforms.mjs", "Object.keys(script.PLATFORMS)")).toEqual([...RELEASED_PLATFORMS]);
  expect(await askScript("platforms.mjs", "script.thisPlatform()")).toBe(terraformPlatform());
});

test("every runtime is of one version, and pinned by its integrity", () => {
  const pins = (file: string): Record<string, { version: string; integrity: string; license?: string }> =>
    JSON.parse(readFileSync(join(__dirname, "../../../scripts/executables", file), "utf8"));
  const runtimes = Object.values(pins("runtimes.json"));
  expect(new Set(runtimes.map(({ version }) => version)).size).toBe(1);
  for (const { version, integrity } of [...runtimes, ...Object.values(pins("libraries.json"))]) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  }
});

/** Turns one bit of a file over. */
function flip(path: string, at: number): void {
  const file = openSync(path, "r+");
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at);
  closeSync(file);
}
