import { closeSync, constants, openSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";

/**
 * The token for a host, with its port where that is not the usual one, as Terraform and its tools find it: TFE_TOKEN,
 * then TF_TOKEN_<host>, then what `terraform login` has left in the home folder.
 *
 * @throws Fault HCP_TOKEN_MISSING
 */
export function hcpToken(host: string, env: NodeJS.ProcessEnv): SecretText {
  const token = env.TFE_TOKEN?.trim() || hostToken(host, env) || loginToken(host, env);
  if (token) return new SecretText(token);
  throw new Fault("HCP_TOKEN_MISSING", {
    doing: `looking for a token for ${host}`,
    seen: `neither TFE_TOKEN nor ${tokenVariables(host)[0]} is set, and \`terraform login\` has left none`,
    state: "Nothing was asked.",
  });
}

function hostToken(host: string, env: NodeJS.ProcessEnv): string | undefined {
  return tokenVariables(host)
    .map((name) => env[name]?.trim())
    .find((token) => token);
}

/** Shells take neither a hyphen in a name, so it may be doubled underscores, nor the colon of a port. */
function tokenVariables(host: string): string[] {
  const name = `TF_TOKEN_${withoutPort(host).replaceAll(".", "_")}`;
  return [name.replaceAll("-", "__"), name];
}

function loginToken(host: string, env: NodeJS.ProcessEnv): string | undefined {
  const folder =
    process.platform === "win32"
      ? join(env.APPDATA ?? homedir(), "terraform.d")
      : join(env.HOME || homedir(), ".terraform.d");
  try {
    const { credentials } = JSON.parse(textAt(join(folder, "credentials.tfrc.json")));
    const token: unknown = (credentials?.[host] ?? credentials?.[withoutPort(host)])?.token;
    return typeof token === "string" ? token : undefined;
  } catch {
    // The person has not logged in here; what the caller says covers it.
    return undefined;
  }
}

/** Whatever is there, as far as it is there: what has to be waited for, such as a pipe, is not. */
function textAt(path: string): string {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, "");
}
