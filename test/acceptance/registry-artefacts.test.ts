import { spawn } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../../src/domain/package-root.js";
import { installProvider } from "../../src/terraform/install-provider.js";
import { terraformPlatform } from "../../src/terraform/platform.js";
import { childEnvironment } from "../../src/terraform/process/child-environment.js";
import { packagesAt } from "../../src/terraform/provider-package.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { REGISTRIES, sha256, zipNameFor } from "../support/cli/provider-packages.js";
import { file, temporaryFolder } from "../support/cli/temporary-folder.js";
import { Authority } from "../support/net/authority.js";
import { TlsFront } from "../support/net/tls-front.js";
import { FileServer } from "../support/release/file-server.js";
import { release as makeRelease } from "../support/release/make-release.js";
import { ProviderRegistry } from "../support/release/provider-registry.js";
import { gpgMissing, SigningKey } from "../support/release/signing-key.js";
import { standInExecutables } from "../support/release/stand-in-executables.js";
import { h1Of } from "../support/release/zip-entries.js";

jest.setTimeout(600_000);

const PLATFORM = terraformPlatform();
const ZIP = zipNameFor();
const NEVER = new AbortController().signal;

describeIf(terraformMissing())("under the real Terraform, a release", () => {
  let built: string;
  let release: string;
  let key: SigningKey | undefined;
  beforeAll(async () => {
    const executables = temporaryFolder();
    built = standInExecutables(executables);
    release = temporaryFolder();
    key = gpgMissing() === undefined ? new SigningKey("rsa2048") : undefined;
    const args = ["--from", executables, "--out", release, "--platform", PLATFORM];
    if (key) args.push("--sign", key.fingerprint);
    const made = await makeRelease(args, key && { GNUPGHOME: key.home });
    expect(made).toMatchObject({ code: 0 });
  });
  afterAll(() => key?.remove());

  /** A configuration that requires the provider by this address, and a Terraform that has this CLI configuration. */
  function project(source: string, cliConfig: string, env: Readonly<Record<string, string>> = {}) {
    const folder = temporaryFolder();
    const requires = `required_providers {\n    latchkey = { source = "${source}" }\n  }`;
    writeFileSync(join(folder, "main.tf"), `terraform {\n  ${requires}\n}\n`);
    const given = childEnvironment(process.env, {
      TF_CLI_CONFIG_FILE: file(folder, "terraform.rc", cliConfig),
      CHECKPOINT_DISABLE: "1",
      HOME: folder,
      ...env,
    });
    const run = (...args: readonly string[]) =>
      new Promise<{ code: number | null; output: string }>((resolve, reject) => {
        const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
        const child = spawn(binary, [...args, "-no-color"], { cwd: folder, env: given });
        let output = "";
        for (const stream of [child.stdout, child.stderr])
          stream.setEncoding("utf8").on("data", (text) => (output += text));
        child.once("error", reject);
        child.once("close", (code) =>
          resolve({ code, output: output.replace(/[╷│╵]/g, " ").replace(/\s+/g, " ") }),
        );
      });
    const lock = join(folder, ".terraform.lock.hcl");
    return { folder, run, lock: () => (existsSync(lock) ? readFileSync(lock, "utf8") : "") };
  }

  /** `init` succeeds, and the provider that was installed starts. */
  async function isUsed({ run }: ReturnType<typeof project>): Promise<string> {
    const { code, output } = await run("init");
    expect({ code, output }).toMatchObject({ code: 0 });
    expect((await run("providers", "schema", "-json")).output).toContain("latchkey_seed_retirement");
    return output;
  }

  const h1 = () => h1Of(readFileSync(join(release, ZIP)));
  const zh = (name: string) => `zh:${sha256(readFileSync(join(release, name)))}`;

  /** A mirror into which the command has installed this. */
  async function mirrorOf(from: string): Promise<string> {
    const mirror = temporaryFolder();
    await installProvider(mirror, await packagesAt(from), NEVER);
    return mirror;
  }
  const filesystem = (mirror: string) =>
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;

  describe.each(REGISTRIES)("for a configuration that requires it as %s/…", (host) => {
    const source = `${host}/latchkey/latchkey`;

    test.each([
      ["zips of", () => release],
      ["unpacked program of", () => built],
    ])("is used from a filesystem mirror with the %s it, and both have one hash", async (_, from) => {
      const own = project(source, filesystem(await mirrorOf(from())));
      await isUsed(own);
      expect(own.lock()).toContain(`provider "${source}"`);
      expect(own.lock()).toContain(h1());
    });

    test("is used from a network mirror, which is the same folder behind a server", async () => {
      const mirror = await mirrorOf(release);
      const files = await FileServer.open(mirror);
      const authority = Authority.root("Latchkey's tests");
      const tls = await TlsFront.open(files.url, authority.issue({ names: ["localhost"] }));
      try {
        const url = `https://localhost:${tls.port}/`;
        const config = `provider_installation {\n  network_mirror {\n    url = "${url}"\n  }\n}\n`;
        const trusted = file(temporaryFolder(), "ca.pem", authority.pem);
        const own = project(source, config, { SSL_CERT_FILE: trusted });
        await isUsed(own);
        expect(own.lock()).toContain(h1());

        const zip = join(mirror, host, "latchkey/latchkey", ZIP);
        writeFileSync(zip, Buffer.concat([readFileSync(zip), Buffer.from("x")]));
        const { code, output } = await project(source, config, { SSL_CERT_FILE: trusted }).run("init");
        expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining("checksum") });
      } finally {
        tls.close();
        files.close();
      }
    });
  });

  describeIf(gpgMissing())("when it is signed", () => {
    async function fromRegistry<T>(
      files: string,
      work: (own: ReturnType<typeof project>) => Promise<T>,
    ): Promise<T> {
      const published = key?.published() ?? { key_id: "", ascii_armor: "" };
      const registry = await ProviderRegistry.open(files, PLATFORM, published);
      try {
        const [host] = REGISTRIES;
        const services = `services = { "providers.v1" = ${JSON.stringify(registry.url)} }`;
        return await work(project(`${host}/latchkey/latchkey`, `host "${host}" {\n  ${services}\n}\n`));
      } finally {
        registry.close();
      }
    }

    /** The release once more, with a file changed. */
    function changed(name: string, change: (content: Buffer) => Buffer | string): string {
      const folder = temporaryFolder();
      for (const each of readdirSync(release)) copyFileSync(join(release, each), join(folder, each));
      writeFileSync(join(folder, name), change(readFileSync(join(folder, name))));
      return folder;
    }

    test("is what a registry hands out: signature and checksums are accepted, and all of them are locked", async () => {
      await fromRegistry(release, async (own) => {
        const id = key?.published().key_id;
        expect(await isUsed(own)).toContain(
          `Installed latchkey/latchkey v${packageVersion()} (self-signed, key ID ${id})`,
        );
        for (const hash of [
          h1(),
          zh(ZIP),
          zh(`terraform-provider-latchkey_${packageVersion()}_manifest.json`),
        ])
          expect(own.lock()).toContain(hash);
      });
    });

    const sums = `terraform-provider-latchkey_${packageVersion()}_SHA256SUMS`;
    test.each([
      ["zip", ZIP, (content: Buffer) => Buffer.concat([content, Buffer.from("x")])],
      ["list of checksums", sums, (content: Buffer) => `${content}${"0".repeat(64)}  other.zip\n`],
    ])("is refused when the %s was changed afterwards", async (_, name, change) => {
      await fromRegistry(changed(name, change), async ({ run }) => {
        const { code, output } = await run("init");
        expect({ code, output }).toEqual({
          code: 1,
          output: expect.stringMatching(/checksum|signature/i),
        });
      });
    });
  });

  test("does not fit where another build of the version is locked and linked, until both are taken out", async () => {
    const other = join(temporaryFolder(), PLATFORM);
    mkdirSync(other);
    for (const name of readdirSync(built)) copyFileSync(join(built, name), join(other, name));
    appendFileSync(join(other, "provider.js"), "// another build\n");
    const mirror = await mirrorOf(other);
    const own = project("latchkey/latchkey", filesystem(mirror));
    await isUsed(own);
    expect(await installProvider(mirror, await packagesAt(release), NEVER)).toMatchObject({ replaced: true });
    for (const init of [["init"], ["init", "-upgrade"]]) {
      const { code, output } = await own.run(...init);
      expect({ code, output }).toEqual({
        code: 1,
        output: expect.stringContaining("doesn't match any of the checksums"),
      });
    }
    writeFileSync(join(own.folder, ".terraform.lock.hcl"), "");
    rmSync(join(own.folder, ".terraform/providers/registry.terraform.io/latchkey"), { recursive: true });
    await isUsed(own);
    expect(own.lock()).toContain(h1());
  });

  test("is found in terraform.d/plugins of the configuration, without any CLI configuration", async () => {
    const own = project("latchkey/latchkey", "");
    await installProvider(
      join(own.folder, "terraform.d/plugins"),
      await packagesAt(join(release, ZIP)),
      NEVER,
    );
    await isUsed(own);
    expect(own.lock()).toContain(h1());
  });

  test("can be locked for every platform at once out of the mirror", async () => {
    const mirror = await mirrorOf(release);
    const own = project("latchkey/latchkey", filesystem(mirror));
    const { code } = await own.run("providers", "lock", `-fs-mirror=${mirror}`, `-platform=${PLATFORM}`);
    expect({ code, lock: own.lock() }).toEqual({ code: 0, lock: expect.stringContaining(h1()) });
    expect(own.lock()).toContain(`"${packageVersion()}"`);
  });
});
