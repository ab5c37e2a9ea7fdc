import { homedir } from "node:os";
import { join } from "node:path";

/** What a profile says, setting by setting. */
export type Profile = Readonly<Record<string, string | undefined>>;

/** The profiles of the shared files, as the SDK reads them, and where they were looked for. */
export interface Profiles {
  named(name: string): Profile | undefined;
  /** A section `[sso-session NAME]`. */
  ssoSession(name: string): Profile | undefined;
  /** Both files, for a message. */
  readonly files: string;
}

/** By what a profile comes to credentials; `none` where it says nothing of them. */
export type ProfileKind = "role" | "keys" | "web-identity" | "process" | "sso" | "login" | "none";

/** Reads the files anew, because a person may mend them while a process lives. */
export async function readProfiles(env: NodeJS.ProcessEnv): Promise<Profiles> {
  const { loadSharedConfigFiles } = await import("@smithy/core/config");
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const folder = join(env.HOME || homedir(), ".aws");
  const config = env.AWS_CONFIG_FILE || join(folder, "config");
  const credentials = env.AWS_SHARED_CREDENTIALS_FILE || join(folder, "credentials");
  return {
    named: (name) =>
      configFile[name] || credentialsFile[name]
        ? { ...configFile[name], ...credentialsFile[name] }
        : undefined,
    ssoSession: (name) => configFile[`sso-session.${name}`],
    files: `${config} and ${credentials}`,
  };
}

/** In the order in which the SDK looks; in a profile that another one names as its source, keys come first. */
export function profileKindOf(profile: Profile, isSource = false): ProfileKind {
  const { role_arn: role, source_profile: source, credential_source: own } = profile;
  const hasKeys = Boolean(profile.aws_access_key_id && profile.aws_secret_access_key);
  if (isSource && hasKeys) return "keys";
  if (role && Boolean(source) !== Boolean(own)) return "role";
  if (hasKeys) return "keys";
  if (role && profile.web_identity_token_file) return "web-identity";
  if (profile.credential_process) return "process";
  if (Object.keys(profile).some((name) => name.startsWith("sso_"))) return "sso";
  if (profile.login_session) return "login";
  return role || (isSource && own) ? "role" : "none";
}

/** The profile whose credentials are used first: behind roles their source's, and so on. */
export function firstProfileOf(
  name: string,
  profiles: Profiles,
): { readonly name: string; readonly kind: ProfileKind } {
  const visited = new Set<string>();
  let current = name;
  for (;;) {
    const profile = profiles.named(current);
    if (!profile) return { name: current, kind: "none" };
    const kind = profileKindOf(profile, visited.size > 0);
    visited.add(current);
    const source = kind === "role" ? profile.source_profile : undefined;
    if (source === undefined || visited.has(source)) return { name: current, kind };
    current = source;
  }
}
