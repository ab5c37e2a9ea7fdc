import type { AuthorityBundle } from "../net/index.js";
import { awsFault } from "./aws-faults.js";

/**
 * The file of authorities that stands in for all others where AWS is asked, as for the Go providers of the same run:
 * AWS_CA_BUNDLE, else `ca_bundle` of the profile.
 *
 * @throws Fault CA_BUNDLE_UNREADABLE, before anything is asked
 */
export async function caBundleOf(
  profile: string | null,
  env: NodeJS.ProcessEnv,
): Promise<AuthorityBundle | undefined> {
  const bundle = await named(profile, env);
  if (!bundle) return undefined;
  try {
    const { refuseUselessBundle } = await import("../net/index.js");
    refuseUselessBundle(bundle);
    return bundle;
  } catch (error) {
    throw awsFault(error, { doing: "preparing the way to AWS" });
  }
}

async function named(profile: string | null, env: NodeJS.ProcessEnv): Promise<AuthorityBundle | undefined> {
  const path = env.AWS_CA_BUNDLE?.trim();
  if (path) return { path, named: "AWS_CA_BUNDLE" };
  return ofProfile(profile);
}

async function ofProfile(profile: string | null): Promise<AuthorityBundle | undefined> {
  const { getProfileName, loadSharedConfigFiles } = await import("@smithy/core/config");
  const name = getProfileName(profile === null ? {} : { profile });
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const path = (credentialsFile[name]?.ca_bundle ?? configFile[name]?.ca_bundle)?.trim();
  return path ? { path, named: `ca_bundle of profile ${JSON.stringify(name)}` } : undefined;
}
