import { shellWord } from "../domain/shell-word.js";
import { type Profile, type Profiles, profileKindOf } from "./profiles.js";

/** Why there are no credentials, and what to do. Neither holds a word of what a file, a program or a service has said. */
export interface WhyNone {
  readonly seen: string;
  readonly advice: string;
}

const SOURCES = ["Environment", "Ec2InstanceMetadata", "EcsContainer"];
const SSO_SETTINGS = ["sso_account_id", "sso_role_name"];
const SESSION_SETTINGS = ["sso_start_url", "sso_region"];

/** What is wrong with a profile as it stands, or with one behind it; undefined where nothing is that can be seen. */
export function profileFlaw(name: string, profiles: Profiles): WhyNone | undefined {
  const visited: string[] = [];
  for (let current = name; ; ) {
    const profile = profiles.named(current);
    if (!profile) return missing(current, visited.at(-1), profiles);
    const kind = profileKindOf(profile, visited.length > 0);
    visited.push(current);
    const flaw =
      kind === "role"
        ? roleFlaw(current, profile)
        : kind === "sso"
          ? ssoFlaw(current, profile, profiles)
          : keysFlaw(current, profile);
    if (flaw) return flaw;
    const source = kind === "role" ? profile.source_profile : undefined;
    if (source === undefined) return undefined;
    if (visited.includes(source)) {
      // A role whose keys stand in the same profile may be its own source.
      return profileKindOf(profiles.named(source) ?? {}, true) === "keys"
        ? undefined
        : cycle([...visited, source]);
    }
    current = source;
  }
}

function missing(name: string, namedBy: string | undefined, { files }: Profiles): WhyNone {
  const by = namedBy === undefined ? "" : `, which profile ${shown(namedBy)} names as its source_profile`;
  return {
    seen: `there is no profile ${shown(name)}${by}: neither of ${files} has it`,
    advice:
      "Correct the name (aws.profile of the provider block, or AWS_PROFILE), or the files; `aws configure list-profiles` shows what they have.",
  };
}

function roleFlaw(name: string, profile: Profile): WhyNone | undefined {
  const { source_profile: source, credential_source: own, mfa_serial: mfa } = profile;
  const advice = `Let profile ${shown(name)} have either source_profile or credential_source (${SOURCES.join(", ")}).`;
  const has = `profile ${shown(name)} has a role_arn`;
  if (source && own) return { seen: `${has} with both source_profile and credential_source`, advice };
  if (!source && !own) return { seen: `${has} and neither source_profile nor credential_source`, advice };
  if (own && !SOURCES.includes(own)) {
    return {
      seen: `profile ${shown(name)} names the credential_source ${shown(own)}, which is none`,
      advice,
    };
  }
  if (!mfa) return undefined;
  return {
    seen: `profile ${shown(name)} needs a code of the MFA device ${mfa}, and there is no terminal to ask for one at`,
    advice: `Begin a session first, and work with that instead of the profile: \`eval "$(aws configure export-credentials --profile ${shellWord(name)} --format env)"\` asks for the code; then leave aws.profile and AWS_PROFILE out.`,
  };
}

function ssoFlaw(name: string, profile: Profile, profiles: Profiles): WhyNone | undefined {
  const advice = `\`aws configure sso --profile ${shellWord(name)}\` writes a whole profile.`;
  const session = profile.sso_session;
  if (session && !profiles.ssoSession(session)) {
    const seen = `profile ${shown(name)} names the sso-session ${shown(session)}, which neither of ${profiles.files} has`;
    return { seen, advice };
  }
  const place = session ? profiles.ssoSession(session) : profile;
  const absent = [
    ...SSO_SETTINGS.filter((setting) => !profile[setting]),
    ...SESSION_SETTINGS.filter((setting) => !place?.[setting]),
  ];
  if (absent.length === 0) return undefined;
  return { seen: `profile ${shown(name)} is for IAM Identity Center and lacks ${absent.join(", ")}`, advice };
}

function keysFlaw(name: string, profile: Profile): WhyNone | undefined {
  const { aws_access_key_id: id, aws_secret_access_key: secret } = profile;
  if (Boolean(id) === Boolean(secret) || profileKindOf(profile) !== "none") return undefined;
  const [has, lacks] = id
    ? ["aws_access_key_id", "aws_secret_access_key"]
    : ["aws_secret_access_key", "aws_access_key_id"];
  return {
    seen: `profile ${shown(name)} has ${has} and lacks ${lacks}`,
    advice: `Write both into the profile; \`aws configure --profile ${shellWord(name)}\` asks for them.`,
  };
}

function cycle(names: readonly string[]): WhyNone {
  return {
    seen: `profiles name each other as source_profile in a circle: ${names.map(shown).join(", ")}`,
    advice: "Let the last of them have credentials of its own instead of a source_profile.",
  };
}

function shown(name: string): string {
  return JSON.stringify(name);
}
