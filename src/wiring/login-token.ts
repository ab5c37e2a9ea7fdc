import { loginSecretDoubt } from "../domain/gateway-login-shape.js";
import { SecretText } from "../domain/secret-text.js";
import type { LoginSecret } from "../gateway/index.js";
import type { ReadEnvironment } from "./environment.js";
import { incompleteLogin, swappedParts } from "./login-faults.js";
import type { Said } from "./said.js";

/** Where a pod has the token of its service account unless it is told otherwise. */
const POD_TOKEN_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/token";

type Words = Pick<
  Said,
  "jwt" | "jwt_audience" | "workload_identity_tag" | "k8s_token_file" | "uid_token" | "uid_token_file"
>;

/**
 * The token of a login by JWT: one that was given; else the workload identity of a run of HCP Terraform; else that of a
 * job of GitHub Actions. The last two are there for many purposes, so that they do not decide how to log in.
 */
export function jwtOf(said: Words, read: ReadEnvironment): LoginSecret {
  const given = said.jwt || read("LATCHKEY_JWT", "AKEYLESS_AUTH_JWT");
  if (given) return held("jwt", given);
  const tag = said.workload_identity_tag || read("LATCHKEY_WORKLOAD_IDENTITY_TAG");
  const variable = tag ? `TFC_WORKLOAD_IDENTITY_TOKEN_${tag}` : "TFC_WORKLOAD_IDENTITY_TOKEN";
  const ofRun = read(variable);
  if (ofRun !== undefined) return held("jwt", ofRun);
  if (tag) {
    throw incompleteLogin("jwt", `${variable} is not set`, "workload_identity_tag", [
      `Set TFC_WORKLOAD_IDENTITY_AUDIENCE_${tag} in the workspace, so that HCP Terraform makes a token for it, or name another tag.`,
    ]);
  }
  return gitHubJob(said, read);
}

function gitHubJob({ jwt_audience }: Words, read: ReadEnvironment): LoginSecret {
  const requestUrl = read("ACTIONS_ID_TOKEN_REQUEST_URL");
  const requestToken = read("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
  if (requestUrl !== undefined && requestToken !== undefined && URL.canParse(requestUrl)) {
    const audience = jwt_audience || (read("LATCHKEY_JWT_AUDIENCE") ?? null);
    return { requestUrl, requestToken: new SecretText(requestToken), audience };
  }
  const advice: string[] = [];
  if (read("GITHUB_ACTIONS") !== undefined) {
    advice.push(
      "Give the job of GitHub Actions the permission to ask for its token: `permissions: id-token: write`.",
    );
  } else if (read("TFC_RUN_ID") !== undefined) {
    advice.push(
      "Set TFC_WORKLOAD_IDENTITY_AUDIENCE in the workspace, so that HCP Terraform makes a token for its runs.",
    );
  }
  throw incompleteLogin(
    "jwt",
    "jwt is not set, neither in the provider block nor in the environment",
    "jwt",
    advice,
  );
}

/** The token of a pod's service account: in the file that was named, else where every pod has it. */
export function podTokenOf({ k8s_token_file }: Words, read: ReadEnvironment): LoginSecret {
  return { file: k8s_token_file || (read("LATCHKEY_K8S_TOKEN_FILE") ?? POD_TOKEN_FILE) };
}

/** The token of universal identity: one that was given, else that in the file which is named. */
export function uidTokenOf({ uid_token, uid_token_file }: Words, read: ReadEnvironment): LoginSecret {
  if (uid_token) return held("universal_identity", uid_token);
  const file = uid_token_file || read("LATCHKEY_UID_TOKEN_FILE");
  if (file) return { file };
  const given = read("LATCHKEY_UID_TOKEN", "AKEYLESS_UID_TOKEN");
  if (given) return held("universal_identity", given);
  throw incompleteLogin(
    "universal_identity",
    "neither uid_token nor uid_token_file is set, in the provider block or in the environment",
    "uid_token",
  );
}

/** A text that is the credential itself. */
export function held(kind: string, text: string): SecretText {
  const doubt = loginSecretDoubt(text);
  if (doubt !== undefined) throw swappedParts(kind, `the ${kind} ${doubt}`);
  return new SecretText(text);
}
