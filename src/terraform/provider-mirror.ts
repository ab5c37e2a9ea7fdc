import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Fault } from "../errors/fault.js";
import { holdsAwsProvider } from "./aws-packages.js";
import type { AwsProviderSource } from "./cli-config.js";
import { terraformPlatform } from "./platform.js";
import { productOf } from "./product.js";
import { AWS_PROVIDER, REGISTRY_HOSTS } from "./provider-address.js";
import { type RegistryTrouble, registryTrouble } from "./registry.js";
import { readUserCliConfig } from "./user-cli-config.js";

/** The environment variable that names a provider mirror. */
export const MIRROR_VARIABLE = "LATCHKEY_PROVIDER_MIRROR";

/** Folders whose children may be mirrors that an administrator put there. */
const WELL_KNOWN_ROOTS = ["/opt", "/srv", "/usr/share", "/usr/local/share", "/usr/local/lib", "/var/lib"];

/** More children than this are not looked at: a root that holds so many is not where one looks for a mirror. */
const MOST_CHILDREN = 500;

/** What a search depends on; each part has the real one as its default. */
export interface MirrorSearch {
  readonly env: NodeJS.ProcessEnv;
  /** The person's own folder. Default: the one of the account. */
  readonly home?: string;
  readonly cwd?: string;
  readonly roots?: readonly string[];
  readonly registryReachable?: (host: string) => Promise<boolean>;
}

/**
 * Decides where `hashicorp/aws` is installed from: from the mirror that LATCHKEY_PROVIDER_MIRROR names; else from the
 * registry of the program that will ask, Terraform or OpenTofu, if it can be reached; else from a mirror that is found
 * on this machine. A mirror may have been filled by either of the two.
 *
 * @throws Fault PROVIDER_MIRROR_UNSUITABLE when the named folder does not hold the provider for this platform,
 *   AWS_PROVIDER_OUT_OF_REACH when there is neither a registry nor a mirror.
 */
export async function chooseAwsProviderSource(search: MirrorSearch): Promise<AwsProviderSource> {
  const named = search.env[MIRROR_VARIABLE];
  if (named) {
    const path = resolve(search.cwd ?? process.cwd(), named);
    if (holdsAwsProvider(path)) return { from: "mirror", path };
    throw new Fault("PROVIDER_MIRROR_UNSUITABLE", {
      doing: `looking into the provider mirror ${JSON.stringify(path)} (from ${MIRROR_VARIABLE})`,
      seen: `it does not hold ${AWS_PROVIDER} for ${terraformPlatform()}`,
      state: "Nothing was started.",
    });
  }
  const registry = REGISTRY_HOSTS[await productOf(search.env)];
  const trouble = await troubleWith(registry, search);
  if (!trouble) return { from: "registry" };
  const path = findProviderMirror(search);
  if (path !== undefined) return { from: "mirror", path };
  throw new Fault("AWS_PROVIDER_OUT_OF_REACH", {
    doing: "looking for a way to install the hashicorp/aws provider",
    seen: `${trouble.seen}, and no local mirror holds ${AWS_PROVIDER} for ${terraformPlatform()}`,
    state: "Nothing was started.",
    ...(trouble.obstacle && { advice: `${trouble.obstacle.advice} ${ANOTHER_WAY}` }),
  });
}

const ANOTHER_WAY = `Or let ${MIRROR_VARIABLE} name a filesystem mirror that holds hashicorp/aws.`;

async function troubleWith(registry: string, search: MirrorSearch): Promise<RegistryTrouble | undefined> {
  const { registryReachable, env } = search;
  if (!registryReachable) return registryTrouble(env, registry);
  return (await registryReachable(registry)) ? undefined : { seen: `${registry} does not answer` };
}

/**
 * A folder on this machine that holds `hashicorp/aws` for this platform in the layout of a filesystem mirror:
 * mirrors and plugin caches of the user's CLI configuration, then the folders in which Terraform and OpenTofu look by
 * themselves, then the children of a few well-known roots. Reads some hundred folder listings at most.
 */
export function findProviderMirror(search: MirrorSearch): string | undefined {
  const { env, home = homedir(), cwd = process.cwd(), roots = WELL_KNOWN_ROOTS } = search;
  const configured = readUserCliConfig(env, home);
  const certain = [
    ...configured.mirrors,
    ...(env.TF_PLUGIN_CACHE_DIR ? [env.TF_PLUGIN_CACHE_DIR] : []),
    ...configured.pluginCaches,
    ...impliedMirrors(env, home, cwd),
  ];
  return certain.find(holdsAwsProvider) ?? roots.flatMap(withChildren).find(holdsAwsProvider);
}

/** The folders in which Terraform and OpenTofu look for providers without being told. */
function impliedMirrors(env: NodeJS.ProcessEnv, home: string, cwd: string): string[] {
  const folders = [join(cwd, "terraform.d", "plugins"), join(home, ".terraform.d", "plugins")];
  if (process.platform === "win32") {
    return env.APPDATA ? [...folders, join(env.APPDATA, "terraform.d", "plugins")] : folders;
  }
  if (process.platform === "darwin") {
    const library = join("Library", "Application Support", "io.terraform", "plugins");
    return [...folders, join(home, library), join("/", library)];
  }
  const data = [
    env.XDG_DATA_HOME || join(home, ".local", "share"),
    ...(env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":"),
  ];
  const tofu = env.XDG_DATA_HOME ? [join(env.XDG_DATA_HOME, "opentofu", "plugins")] : [];
  return [...folders, ...tofu, ...data.map((folder) => join(folder, "terraform", "plugins"))];
}

function withChildren(root: string): string[] {
  const children = listing(root).filter((name) => !name.startsWith("."));
  return [root, ...children.slice(0, MOST_CHILDREN).map((name) => join(root, name))];
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
