import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";

/** What a profile of the official CLI says of the way to the gateway. */
export interface CliProfile {
  readonly login:
    | { readonly kind: "access_key"; readonly accessId: string; readonly accessKey: SecretText }
    | { readonly kind: "aws_iam"; readonly accessId: string };
  /** Null where it names no gateway. */
  readonly gatewayUrl: string | null;
}

/**
 * Reads `~/.akeyless/profiles/NAME.toml`, as `akeyless configure` has written it: a table with the profile's name, or
 * no table at all, of keys with a text each. What else such a file may hold plays no part. Its form is that of files
 * which others show; it is not documented.
 *
 * @throws Fault GATEWAY_PROFILE_UNUSABLE
 */
export function cliProfile(name: string, env: NodeJS.ProcessEnv): CliProfile {
  const refused = (seen: string) =>
    new Fault("GATEWAY_PROFILE_UNUSABLE", {
      doing: `reading profile ${JSON.stringify(name)} of the gateway's CLI`,
      seen,
      state: "Nothing was changed.",
      attribute: "cli_profile",
    });
  if (!/^[\w.@+-]+$/.test(name) || /^\.+$/.test(name)) throw refused("that is not the name of a profile");
  const file = join(env.HOME || env.USERPROFILE || homedir(), ".akeyless", "profiles", `${name}.toml`);
  const texts = textsOf(read(file, refused), name);
  const text = (key: string): string => texts.get(key)?.trim() ?? "";
  const kind = text("access_type") || "access_key";
  const accessId = text("access_id");
  if (kind !== "access_key" && kind !== "api_key" && kind !== "aws_iam") {
    throw refused(`it logs in by ${JSON.stringify(kind)}, which is not taken from a profile`);
  }
  if (accessId === "") throw refused("it has no access_id");
  const gatewayUrl = text("gateway_url") || null;
  if (kind === "aws_iam") return { login: { kind, accessId }, gatewayUrl };
  const accessKey = text("access_key");
  if (accessKey === "") throw refused("it has no access_key");
  return { login: { kind: "access_key", accessId, accessKey: new SecretText(accessKey) }, gatewayUrl };
}

function read(file: string, refused: (seen: string) => Fault): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw refused(`${JSON.stringify(file)} cannot be read (${code})`);
  }
}

/** The texts of the profile's own table, or those before every table. */
function textsOf(toml: string, name: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let isOurs = true;
  for (const line of toml.split(/\r?\n/)) {
    const table = /^\s*\[\s*(?:"([^"]*)"|'([^']*)'|([^\]"']*?))\s*\]/.exec(line);
    if (table) {
      isOurs = (table[1] ?? table[2] ?? table[3]) === name;
      continue;
    }
    const entry = /^\s*(\w+)\s*=\s*(?:'([^']*)'|("(?:[^"\\]|\\.)*"))\s*(?:#.*)?$/.exec(line);
    if (!isOurs || entry?.[1] === undefined) continue;
    texts.set(entry[1], entry[2] ?? basicText(entry[3] ?? '""'));
  }
  return texts;
}

/** A text in double quotes, whose escapes are those of JSON as far as a key or an id has any. */
function basicText(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return "";
  }
}
