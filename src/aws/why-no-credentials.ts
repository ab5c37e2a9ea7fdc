import { shellWord } from "../domain/shell-word.js";
import { hasCredentials } from "./credential-chain.js";
import { noSource } from "./no-source.js";
import type { WhyNone } from "./profile-flaws.js";
import { firstProfileOf, type Profile, profileKindOf, readProfiles } from "./profiles.js";

/** What is looked at of an error of the SDK's. Its message may hold what a program has printed, and is never shown. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly path?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Why the SDK found no credentials, from its error and from what it looked at. Undefined for what is no matter of
 * credentials: an answer of AWS, or a network that does not let it be reached.
 */
export async function whyNoCredentials(
  error: unknown,
  profile: string | null,
  env: NodeJS.ProcessEnv,
): Promise<WhyNone | undefined> {
  const sdkError = error as SdkError;
  const { name, message = "", code, $metadata } = sdkError;
  if ($metadata?.httpStatusCode !== undefined) return undefined;
  if (/^Invalid response from STS/.test(message)) {
    const seen = "STS has answered, and given no credentials";
    return { seen, advice: "Check aws.sts_endpoint, and what stands between here and STS." };
  }
  const isFile = code !== undefined && ["ENOENT", "EACCES", "EISDIR", "EPERM", "ENOTDIR"].includes(code);
  const isOfProvider = /(?:Provider|Fallback)Error$/.test(name ?? "");
  if (code !== undefined && !isFile && !isOfProvider) return undefined;
  if (name === "TimeoutError" || name === "AbortError") return undefined;

  const profiles = await readProfiles(env);
  const asked = profile ?? "default";
  const first = profiles.named(asked);
  const ofEnvironment = profile === null && hasCredentials(env);
  if (!first || ofEnvironment || profileKindOf(first) === "none") {
    return isFile ? tokenFile(sdkError, fileOf(sdkError, env)) : noSource(asked, profiles, env);
  }
  const begin = firstProfileOf(asked, profiles);
  const behind = profiles.named(begin.name) ?? {};
  switch (begin.kind) {
    case "sso":
      return sso(begin.name, behind, message);
    case "login":
      return login(begin.name, message);
    case "process":
      return credentialProcess(begin.name, message);
    case "web-identity":
      return isFile
        ? tokenFile(sdkError, `web_identity_token_file of profile ${shown(begin.name)}`)
        : undefined;
    case "role":
      return ownSource(begin.name, behind);
    default:
      return noSource(asked, profiles, env);
  }
}

function sso(
  name: string,
  { sso_account_id: account, sso_role_name: role }: Profile,
  message: string,
): WhyNone | undefined {
  const renew = `Sign in anew: \`aws sso login --profile ${shellWord(name)}\``;
  const session = `the session of IAM Identity Center that profile ${shown(name)} works with`;
  if (/expired|Cannot refresh/i.test(message)) {
    return { seen: `${session} has expired`, advice: `${renew}.` };
  }
  if (
    /not found or is invalid|session associated with this profile is invalid|not present for/i.test(message)
  ) {
    return { seen: `${session} is missing or cannot be read`, advice: `${renew}.` };
  }
  if (/Unauthorized/i.test(message))
    return { seen: `${session} is not accepted any more`, advice: `${renew}.` };
  if (/Forbidden|ResourceNotFound|No access/i.test(message)) {
    return {
      seen: `IAM Identity Center does not give the user who has signed in for profile ${shown(name)} the role ${role} in account ${account}`,
      advice: `Have the permission set assigned in that account, or correct sso_role_name and sso_account_id of the profile; then ${renew.charAt(0).toLowerCase()}${renew.slice(1)}.`,
    };
  }
  if (/ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|timed? ?out|socket/i.test(message)) {
    return {
      seen: `IAM Identity Center of profile ${shown(name)} could not be reached`,
      advice: "Check the network, the proxy settings and sso_region of the profile.",
    };
  }
  return { seen: `${session} gave no credentials`, advice: `${renew}.` };
}

function login(name: string, message: string): WhyNone {
  const session = `the login session of profile ${shown(name)}`;
  const advice = `Sign in anew: \`aws login --profile ${shellWord(name)}\`.`;
  if (/INSUFFICIENT|insufficient permissions/i.test(message)) {
    return {
      seen: `${session} may not be renewed`,
      advice: "Allow the identity signin:CreateOAuth2Token, and sign in anew.",
    };
  }
  if (/change in your password/i.test(message)) {
    return { seen: `${session} has ended, because the password was changed`, advice };
  }
  if (/expired/i.test(message)) return { seen: `${session} has expired`, advice };
  if (/load a? ?token|Token validation/i.test(message)) {
    return { seen: `${session} is missing or cannot be read`, advice };
  }
  return { seen: `${session} could not be renewed`, advice };
}

function credentialProcess(name: string, message: string): WhyNone {
  const process = `the credential_process of profile ${shown(name)}`;
  const answer = `${process} has not answered with credentials`;
  const told = /expired credentials/.test(message)
    ? `${process} has answered with credentials that have expired`
    : /invalid JSON/.test(message)
      ? `${answer}, but with what is no JSON`
      : /Version 1/.test(message)
        ? `${answer} of Version 1`
        : /invalid credentials/.test(message)
          ? `${answer}, but without AccessKeyId or SecretAccessKey`
          : /Command failed/.test(message)
            ? `${process} has failed`
            : answer;
  return {
    seen: `${told} (what it prints is not shown, because it may hold secrets)`,
    advice: `See what it says: \`aws sts get-caller-identity --profile ${shellWord(name)}\` runs the same command.`,
  };
}

function fileOf({ path }: SdkError, env: NodeJS.ProcessEnv): string {
  const ofContainer = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
  return path !== undefined && path === env[ofContainer] ? ofContainer : "AWS_WEB_IDENTITY_TOKEN_FILE";
}

function tokenFile({ code, path }: SdkError, by: string): WhyNone {
  return {
    seen: `the token file ${shown(path ?? "")} that ${by} names cannot be read (${code})`,
    advice: `Let ${by} name the file into which the platform writes the token.`,
  };
}

/** A role with a credential_source, and nothing there. */
function ownSource(name: string, { credential_source: source }: Profile): WhyNone {
  const takes = `profile ${shown(name)} takes its credentials from the credential_source ${source}`;
  const [seen, advice] =
    source === "Environment"
      ? ["has none", "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (of a session AWS_SESSION_TOKEN, too)."]
      : source === "EcsContainer"
        ? [
            "gave none",
            "Give the task a role; AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI tells where it is asked for.",
          ]
        : [
            "gave none",
            "Attach a role to the instance, and let its metadata be asked (AWS_EC2_METADATA_DISABLED, hop limit).",
          ];
  return { seen: `${takes}, which ${seen}`, advice };
}

function shown(text: string): string {
  return JSON.stringify(text);
}
