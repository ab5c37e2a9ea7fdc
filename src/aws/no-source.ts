import type { WhyNone } from "./profile-flaws.js";
import type { Profiles } from "./profiles.js";

/** Why none of the usual sources has credentials: each with what it lacks. */
export function noSource(profile: string, profiles: Profiles, env: NodeJS.ProcessEnv): WhyNone {
  const sources = [
    `the environment ${pair(env, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}`,
    `for a web identity ${pair(env, "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN")}`,
    profiles.named(profile)
      ? `profile ${JSON.stringify(profile)} says nothing of credentials`
      : `neither of ${profiles.files} has a profile ${JSON.stringify(profile)}`,
    last(env),
  ];
  return {
    seen: `no source has any: ${sources.join("; ")}`,
    advice:
      "Give the provider the same AWS identity that the AWS provider uses: environment variables, aws.profile, aws.assume_role_arn or an instance role. `aws configure list` shows what the AWS CLI finds.",
  };
}

function pair(env: NodeJS.ProcessEnv, one: string, other: string): string {
  if (env[one] && !env[other]) return `has ${one} without ${other}`;
  if (env[other] && !env[one]) return `has ${other} without ${one}`;
  return env[one] ? "does not count beside a profile that is asked for" : `has no ${one}`;
}

/** A container's source stands in for that of the instance. */
function last(env: NodeJS.ProcessEnv): string {
  const container = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"].find(
    (name) => env[name],
  );
  if (container) return `the container's source (${container}) gave none`;
  const off = env.AWS_EC2_METADATA_DISABLED;
  if (off && off !== "false") return "the instance's metadata are turned off by AWS_EC2_METADATA_DISABLED";
  return "the instance's metadata gave none, or this is no instance of EC2";
}
