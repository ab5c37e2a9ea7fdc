import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { packageVersion } from "../../../src/domain/package-root.js";
import type { AwsProviderSource } from "../../../src/terraform/cli-config.js";
import { layProviders } from "../../../src/terraform/lay-providers.js";
import { terraformPlatform } from "../../../src/terraform/platform.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

const HOSTS = ["registry.terraform.io", "registry.opentofu.org"] as const;
const PLATFORM = terraformPlatform();
const ZIP = `terraform-provider-aws_5.100.0_${PLATFORM}.zip`;

function built(): string {
  const folder = temporaryFolder();
  file(folder, `terraform-provider-latchkey_v${packageVersion()}`, "#!/bin/sh\n", 0o755);
  return folder;
}

/** A mirror that was filled for one host, packed or unpacked. */
function filledFor(host: string, how: "packed" | "unpacked"): AwsProviderSource & { path: string } {
  const path = temporaryFolder();
  const provider = join(path, host, "hashicorp/aws");
  if (how === "packed") file(provider, ZIP, "the package");
  else file(join(provider, "5.100.0", PLATFORM), "terraform-provider-aws", "the package");
  return { from: "mirror", path };
}

/** What an installation under this address finds, as the two programs read a CLI configuration. */
function installable(address: string, text: string): string[] {
  const mirrors = [...text.matchAll(/filesystem_mirror \{\s+path\s+= "(.*)"\s+include = \[(.*)\]/g)];
  return mirrors
    .filter(([, , include]) => include?.includes(`"${address}"`))
    .flatMap(([, path = ""]) => {
      const provider = join(path, address);
      if (!existsSync(provider)) return [];
      return (readdirSync(provider, { recursive: true }) as string[]).map((name) => join(provider, name));
    });
}

describe.each(HOSTS)("with a mirror of hashicorp/aws that was filled for %s", (filled) => {
  describe.each(HOSTS)("a program that asks %s", (host) => {
    test.each(["packed", "unpacked"] as const)("installs both providers (%s)", async (how) => {
      const mirror = join(temporaryFolder(), "mirror");
      const text = await layProviders({ mirror, aws: filledFor(filled, how), built: built() });
      const own = installable(`${host}/latchkey/latchkey`, text);
      expect(own).toContainEqual(
        expect.stringContaining(join(packageVersion(), PLATFORM, "terraform-provider")),
      );
      const found = installable(`${host}/hashicorp/aws`, text);
      const expected = how === "packed" ? ZIP : join("5.100.0", PLATFORM);
      expect(found).toContainEqual(expect.stringMatching(new RegExp(`${expected}$`)));
      expect(text).not.toContain("direct");
    });
  });
});

test("a mirror is lent as it is: by links at the last part of each path, and nothing is written to it", async () => {
  const mirror = join(temporaryFolder(), "mirror");
  const aws = filledFor("registry.terraform.io", "unpacked");
  const before = readdirSync(aws.path, { recursive: true });
  for (const _ of ["once", "again"]) await layProviders({ mirror, aws, built: built() });
  const lent = join(mirror, "registry.opentofu.org/hashicorp/aws/5.100.0", PLATFORM);
  expect(lstatSync(lent).isSymbolicLink()).toBe(true);
  for (let above = dirname(lent); relative(mirror, above) !== ""; above = dirname(above)) {
    expect(lstatSync(above).isDirectory()).toBe(true);
  }
  expect(readFileSync(join(lent, "terraform-provider-aws"), "utf8")).toBe("the package");
  expect(readdirSync(aws.path, { recursive: true })).toEqual(before);
  expect(existsSync(join(mirror, "registry.terraform.io/hashicorp"))).toBe(false);
});

test("packages of other platforms are not lent", async () => {
  const mirror = join(temporaryFolder(), "mirror");
  const aws = filledFor("registry.opentofu.org", "packed");
  const other = join(aws.path, "registry.opentofu.org/hashicorp/aws/5.99.0/plan9_mips");
  mkdirSync(other, { recursive: true });
  await layProviders({ mirror, aws, built: built() });
  expect(readdirSync(join(mirror, "registry.terraform.io/hashicorp/aws"))).toEqual([ZIP]);
});

test("from the registry nothing is lent, and only our own provider is kept from being asked for there", async () => {
  const mirror = join(temporaryFolder(), "mirror");
  const text = await layProviders({ mirror, aws: { from: "registry" }, built: built() });
  for (const host of HOSTS) {
    expect(installable(`${host}/latchkey/latchkey`, text)).not.toEqual([]);
    expect(text).toMatch(new RegExp(`exclude = \\[.*"${host}/latchkey/latchkey"`));
  }
  expect(text).not.toContain("hashicorp/aws");
});
