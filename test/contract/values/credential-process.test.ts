import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/cli/temporary-folder.js";
import { PRODUCER, ValuesScene } from "../../support/cli/values-scene.js";

// Real HTTP and SDKs to load, on a machine with other work.
jest.setTimeout(60_000);

interface Credential {
  readonly Version: number;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken?: string;
  readonly Expiration: string;
}

let scene: ValuesScene;
let folder: string;
let cache: string;
beforeEach(async () => {
  scene = await ValuesScene.begin();
  folder = temporaryFolder();
  cache = join(folder, "cache.json");
});
afterEach(() => scene.end());

async function credential(...flags: readonly string[]): Promise<Credential & { readonly stderr: string }> {
  const { code, stdout, stderr } = await scene.run(["credential-process", PRODUCER, ...flags]);
  expect(code).toBe(0);
  expect(stdout.split("\n")).toHaveLength(2);
  return { ...(JSON.parse(stdout) as Credential), stderr };
}
const whoIs = ({ AccessKeyId, SecretAccessKey, SessionToken }: Credential) =>
  scene.sandbox.whoIs({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken !== undefined && { sessionToken: SessionToken }),
  });
const timesIssued = () => scene.commands().filter((name) => name === "dynamic-secret-get-value").length;

test("prints a user's credential as the SDKs read it, once AWS honours it", async () => {
  await scene.producer({ "user-ttl": "30m" });
  const made = await credential();
  expect(Object.keys(made)).toEqual(["Version", "AccessKeyId", "SecretAccessKey", "Expiration", "stderr"]);
  expect(made.Version).toBe(1);
  expect(await whoIs(made)).toContain(`user/${scene.users()[0]}`);
  expect(Math.abs(Date.parse(made.Expiration) - Date.now() - 1_800_000)).toBeLessThan(120_000);
  expect(made.stderr).not.toContain(made.SecretAccessKey);
});

test("prints a role's with its token, and keeps nothing without --cache", async () => {
  await scene.roleProducer();
  const [one, other] = [await credential(), await credential()];
  expect(await whoIs(one)).toContain("assumed-role/deploy");
  expect(other.AccessKeyId).not.toBe(one.AccessKeyId);
  expect(timesIssued()).toBe(2);
});

test("asks before it prints to a terminal", async () => {
  await scene.producer();
  const shown = await scene.run(["credential-process", PRODUCER], { terminal: true, typed: "n\n" });
  expect(shown).toMatchObject({ code: 1, stdout: "" });
  expect(timesIssued()).toBe(0);
});

test("takes back what is none of AWS", async () => {
  await scene.producer({ "aws-user-console-access": true, "aws-user-programmatic-access": false });
  const { code, stdout, stderr } = await scene.run(["credential-process", PRODUCER]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/The credential that was issued is revoked\.[\s\S]*\[GATEWAY_OBJECT_KIND\]/);
  expect(await scene.issued()).toEqual([]);
});

describe("--cache", () => {
  test("keeps a role's credential where only the owner may read it, and serves it until its end comes near", async () => {
    await scene.roleProducer({ "user-ttl": "1h" });
    const one = await credential("--cache", cache);
    expect(statSync(cache).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["cache.json"]);
    const { stderr: _, ...again } = await credential("--cache", cache);
    expect(one).toMatchObject(again);
    expect(timesIssued()).toBe(1);
    // As if three quarters of an hour had gone.
    const stored = JSON.parse(readFileSync(cache, "utf8")) as { ends_at: string; issued_at: string };
    const earlier = (moment: string) => new Date(Date.parse(moment) - 46 * 60_000).toISOString();
    const aged = { ...stored, ends_at: earlier(stored.ends_at), issued_at: earlier(stored.issued_at) };
    writeFileSync(cache, JSON.stringify(aged));
    const later = await credential("--cache", cache);
    expect(later.AccessKeyId).not.toBe(one.AccessKeyId);
    expect(timesIssued()).toBe(2);
  });

  test("never holds the credential of a user", async () => {
    await scene.producer();
    const { stderr } = await credential("--cache", cache);
    expect(stderr).toContain("only those of a role are");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of one role is not served for another, nor of one dynamic secret for another", async () => {
    await scene.roleProducer();
    const other = await scene.sandbox.role("other", 12);
    await scene.producer({ "access-mode": "assume_role", "aws-role-arns": other }, "/aws/other");
    await credential("--cache", cache);
    const { stdout } = await scene.run(["credential-process", "/aws/other", "--cache", cache]);
    expect(await whoIs(JSON.parse(stdout) as Credential)).toContain("assumed-role/other");
    expect(timesIssued()).toBe(2);
  });

  test.each<[string, () => void]>([
    ["others may read", () => chmodSync(cache, 0o644)],
    ["is no credential", () => writeFileSync(cache, "{}", { mode: 0o600 })],
    [
      "is a link to another file",
      () => {
        const elsewhere = join(temporaryFolder(), "elsewhere.json");
        writeFileSync(elsewhere, readFileSync(cache), { mode: 0o600 });
        writeFileSync(cache, "");
        require("node:fs").rmSync(cache);
        symlinkSync(elsewhere, cache);
      },
    ],
  ])(
    "that %s is not believed, told, and replaced by one that only the owner may read",
    async (_what, spoil) => {
      await scene.roleProducer();
      const one = await credential("--cache", cache);
      spoil();
      const other = await credential("--cache", cache);
      expect(other.AccessKeyId).not.toBe(one.AccessKeyId);
      expect(other.stderr).toContain("Warning: the cache");
      expect(statSync(cache).mode & 0o777).toBe(0o600);
      expect((await credential("--cache", cache)).AccessKeyId).toBe(other.AccessKeyId);
    },
  );

  test("that cannot be written is told, and the credential is printed all the same", async () => {
    await scene.roleProducer();
    const { stderr, ...made } = await credential("--cache", join(folder, "no", "such", "folder"));
    expect(await whoIs({ ...made })).toContain("assumed-role/deploy");
    expect(stderr).toContain("could not be written (ENOENT)");
    expect(existsSync(join(folder, "no"))).toBe(false);
  });
});

test("the built command serves an SDK that runs it as its credential_process, without a home", async () => {
  await scene.roleProducer();
  const { code, stdout } = await scene.start(["credential-process", PRODUCER], { cwd: "/" }).ended;
  expect(code).toBe(0);
  expect(await whoIs(JSON.parse(stdout) as Credential)).toContain("assumed-role/deploy");
});
