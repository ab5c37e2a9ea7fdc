import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { Fault } from "../errors/fault.js";
import { profileFlaw } from "./profile-flaws.js";
import { profileKindOf, readProfiles } from "./profiles.js";

type Options = Omit<
  NonNullable<Parameters<typeof import("@aws-sdk/credential-providers").fromNodeProviderChain>[0]>,
  "profile"
>;

/**
 * The usual chain of credentials, in the order of the AWS provider: a profile of the configuration, keys of the
 * environment, a web identity of it, AWS_PROFILE, the default profile, what the machine has. It ends at a profile that was
 * asked for, or that says where its credentials come from: the SDK's own goes on to the next source, and so to another
 * identity or to an error that says nothing.
 *
 * @param profile which {@link profileOf} gives
 * @throws Fault AWS_NO_CREDENTIALS for a profile that is missing or cannot work; whatever the SDK throws otherwise
 */
export function credentialChain(
  profile: string | null,
  doing: string,
  options: Options,
): AwsCredentialIdentityProvider {
  return async (properties) => {
    const { fromEnv, fromIni, fromNodeProviderChain, fromTokenFile } = await import(
      "@aws-sdk/credential-providers"
    );
    if (profile === null && hasKeys(process.env)) return fromEnv()();
    if (profile === null && hasWebIdentity(process.env)) {
      // STS takes no session without a name, and a variable may be set to nothing.
      const roleSessionName = process.env.AWS_ROLE_SESSION_NAME || "latchkey";
      return fromTokenFile({ ...options, roleSessionName })(properties);
    }
    const own = { ...options, ignoreCache: true, ...(profile !== null && { profile }) };
    const profiles = await readProfiles(process.env);
    const name = profile ?? "default";
    const found = profiles.named(name);
    const counts = profile !== null || found !== undefined;
    const flaw = counts ? profileFlaw(name, profiles) : undefined;
    if (flaw) throw new Fault("AWS_NO_CREDENTIALS", { doing, ...flaw, state: "Nothing was changed by it." });
    const ends = counts && found !== undefined && profileKindOf(found) !== "none";
    return (ends ? fromIni(own) : fromNodeProviderChain(own))(properties);
  };
}

/**
 * The profile whose credentials are asked for, if one is. Keys and a web identity of the environment come before
 * AWS_PROFILE, and after a profile of the configuration: so it is with the AWS provider, and the SDK's own chain differs.
 */
export function profileOf(configured: string | null, env: NodeJS.ProcessEnv): string | null {
  return configured ?? (hasCredentials(env) ? null : env.AWS_PROFILE || null);
}

/** Whether an environment has credentials of its own, which count where {@link profileOf} gives no profile. */
export function hasCredentials(env: NodeJS.ProcessEnv): boolean {
  return hasKeys(env) || hasWebIdentity(env);
}

/** Whether an environment has a whole access key of its own. */
function hasKeys({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret }: NodeJS.ProcessEnv): boolean {
  return Boolean(id && secret);
}

function hasWebIdentity({
  AWS_WEB_IDENTITY_TOKEN_FILE: file,
  AWS_ROLE_ARN: role,
}: NodeJS.ProcessEnv): boolean {
  return Boolean(file && role);
}
