import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { Fault } from "../errors/fault.js";
import { profileFlaw } from "./profile-flaws.js";
import { profileKindOf, readProfiles } from "./profiles.js";

type Options = Omit<
  NonNullable<Parameters<typeof import("@aws-sdk/credential-providers").fromNodeProviderChain>[0]>,
  "profile"
>;

/**
 * The usual chain of credentials, which ends at a profile that was asked for, or that says where its credentials come
 * from: the SDK's own goes on to the next source, and so to another identity or to an error that says nothing.
 *
 * @throws Fault AWS_NO_CREDENTIALS for a profile that is missing or cannot work; whatever the SDK throws otherwise
 */
export function credentialChain(
  profile: string | null,
  doing: string,
  options: Options,
): AwsCredentialIdentityProvider {
  return async (properties) => {
    const { fromEnv, fromIni, fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
    if (profile === null && hasKeys(process.env)) return fromEnv()();
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

/** Whether an environment has a whole access key of its own. */
export function hasKeys({
  AWS_ACCESS_KEY_ID: id,
  AWS_SECRET_ACCESS_KEY: secret,
}: NodeJS.ProcessEnv): boolean {
  return Boolean(id && secret);
}
