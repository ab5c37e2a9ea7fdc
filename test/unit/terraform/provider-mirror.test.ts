import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { terraformPlatform } from "../../../src/terraform/platform.js";
import {
  chooseAwsProviderSource,
  findProviderMirror,
  type MirrorSearch,
} from "../../../src/terraform/provider-mirror.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

const HOSTS = ["registry.terraform.io", "registry.opentofu.org"] as const;

function unpackedMirror(path: string, platform = terraformPlatform(), host: string = HOSTS[0]): string {
  mkdirSync(join(path, host, "hashicorp/aws", "5.100.0", platform), { recursive: true });
  return path;
}

function packedMirror(path: string, platform = terraformPlatform(), host: string = HOSTS[0]): string {
  file(path, `${host}/hashicorp/aws/terraform-provider-aws_5.100.0_${platform}.zip`);
  return path;
}

/** A machine on which there is nothing, and whose registry answers or not. */
function machine(
  reachable: boolean,
  env: NodeJS.ProcessEnv = {},
): MirrorSearch & { home: string; cwd: string } {
  return {
    env: { XDG_DATA_DIRS: temporaryFolder(), ...env },
    home: temporaryFolder(),
    cwd: temporaryFolder(),
    roots: [],
    registryReachable: async () => reachable,
  };
}

describe("the source of the AWS provider", () => {
  test("is the registry where it answers, even beside a mirror", async () => {
    const search = machine(true);
    unpackedMirror(join(search.home, ".terraform.d", "plugins"));
    await expect(chooseAwsProviderSource(search)).resolves.toEqual({ from: "registry" });
  });

  test("is a found mirror where the registry does not answer", async () => {
    const search = machine(false);
    const path = unpackedMirror(join(search.home, ".terraform.d", "plugins"));
    await expect(chooseAwsProviderSource(search)).resolves.toEqual({ from: "mirror", path });
  });

  test("is the mirror that LATCHKEY_PROVIDER_MIRROR names, whether or not the registry answers", async () => {
    const path = packedMirror(temporaryFolder());
    const search = machine(true, { LATCHKEY_PROVIDER_MIRROR: path });
    await expect(chooseAwsProviderSource(search)).resolves.toEqual({ from: "mirror", path });
  });

  test("fails when the named mirror does not hold the provider for this platform", async () => {
    const path = packedMirror(unpackedMirror(temporaryFolder(), "plan9_mips"), "plan9_mips");
    const search = machine(true, { LATCHKEY_PROVIDER_MIRROR: path });
    await expect(chooseAwsProviderSource(search)).rejects.toMatchObject({
      code: "PROVIDER_MIRROR_UNSUITABLE",
    });
  });

  test.each([
    ["Terraform v1.15.9", HOSTS[0]],
    ["OpenTofu v1.12.6", HOSTS[1]],
  ])("is asked of the registry of %s", async (name, host) => {
    const binary = file(temporaryFolder(), "binary", `#!/bin/sh\necho '${name}'\n`, 0o755);
    const asked: string[] = [];
    const search = {
      ...machine(false, { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: binary }),
      registryReachable: async (registry: string) => asked.push(registry) === 0,
    };
    await expect(chooseAwsProviderSource(search)).rejects.toThrow(`${host} does not answer`);
    expect(asked).toEqual([host]);
  });

  test.each(HOSTS)("is a named mirror that was filled for %s", async (host) => {
    const path = packedMirror(temporaryFolder(), terraformPlatform(), host);
    const search = machine(true, { LATCHKEY_PROVIDER_MIRROR: path });
    await expect(chooseAwsProviderSource(search)).resolves.toEqual({ from: "mirror", path });
  });

  test("fails with the name of the variable when there is neither a registry nor a mirror", async () => {
    await expect(chooseAwsProviderSource(machine(false))).rejects.toThrow(
      /No way to the hashicorp\/aws provider[\s\S]*LATCHKEY_PROVIDER_MIRROR/,
    );
  });
});

describe("a mirror is found", () => {
  describe.each(HOSTS)("that was filled for %s", (host) => {
    test.each([
      ["packed", packedMirror],
      ["unpacked", unpackedMirror],
    ])("%s", (_kind, make) => {
      const search = machine(false);
      const path = make(join(search.cwd, "terraform.d", "plugins"), terraformPlatform(), host);
      expect(findProviderMirror(search)).toBe(path);
    });
  });

  test("by the filesystem mirrors of the person's CLI configuration, the first that holds it", () => {
    const empty = temporaryFolder();
    const path = unpackedMirror(temporaryFolder());
    const configuration = file(
      temporaryFolder(),
      "terraform.rc",
      `# filesystem_mirror { path = "/commented/out" }
       provider_installation {
         filesystem_mirror { path = ${JSON.stringify(empty)} }
         filesystem_mirror {
           include = ["registry.terraform.io/*/*"]
           path    = ${JSON.stringify(path)}
         }
         direct {}
       }`,
    );
    expect(findProviderMirror(machine(false, { TF_CLI_CONFIG_FILE: configuration }))).toBe(path);
  });

  test("by the configuration in the person's own folder, with ~ for that folder", () => {
    const search = machine(false);
    const path = unpackedMirror(join(search.home, "my mirror"));
    file(
      search.home,
      ".terraformrc",
      'provider_installation {\n filesystem_mirror {\n path = "~/my mirror"\n }\n}',
    );
    expect(findProviderMirror(search)).toBe(path);
  });

  test.each([
    [".tofurc in that folder", ".tofurc", {}],
    ["tofurc in the XDG folder", "xdg/opentofu/tofurc", { XDG_CONFIG_HOME: "xdg" }],
  ])("by OpenTofu's own configuration, %s", (_where, name, folders) => {
    const search = machine(false);
    const env = { ...search.env };
    for (const [variable, folder] of Object.entries(folders)) env[variable] = join(search.home, folder);
    const [mirror, cache] = [unpackedMirror(temporaryFolder()), unpackedMirror(temporaryFolder())];
    const block = `provider_installation {\n filesystem_mirror {\n path = ${JSON.stringify(mirror)}\n }\n}\n`;
    file(search.home, name, block);
    expect(findProviderMirror({ ...search, env })).toBe(mirror);
    file(search.home, name, `plugin_cache_dir = ${JSON.stringify(cache)}\n`);
    expect(findProviderMirror({ ...search, env })).toBe(cache);
  });

  test("in the folder of plugins that only OpenTofu looks into", () => {
    const data = temporaryFolder();
    const path = unpackedMirror(join(data, "opentofu", "plugins"));
    expect(findProviderMirror(machine(false, { XDG_DATA_HOME: data }))).toBe(path);
  });

  test("in a plugin cache, which has the layout of a mirror", () => {
    const path = unpackedMirror(temporaryFolder());
    expect(findProviderMirror(machine(false, { TF_PLUGIN_CACHE_DIR: path }))).toBe(path);
    const configuration = file(
      temporaryFolder(),
      "terraform.rc",
      `plugin_cache_dir = ${JSON.stringify(path)}\n`,
    );
    expect(findProviderMirror(machine(false, { TF_CLI_CONFIG_FILE: configuration }))).toBe(path);
  });

  test("as a child of a well-known root, passing over what is hidden or deeper", () => {
    const root = temporaryFolder();
    unpackedMirror(join(root, ".hidden"));
    unpackedMirror(join(root, "a", "deeper"));
    const search = { ...machine(false), roots: ["/nowhere", root] };
    expect(findProviderMirror(search)).toBeUndefined();
    const path = unpackedMirror(join(root, "terraform-mirror"));
    expect(findProviderMirror(search)).toBe(path);
  });

  test("not where only another provider or another platform is", () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "registry.terraform.io", "hashicorp", "random", "3.0.0", terraformPlatform()), {
      recursive: true,
    });
    unpackedMirror(join(root, "other"), "plan9_mips");
    expect(findProviderMirror({ ...machine(false), roots: [root] })).toBeUndefined();
  });
});
