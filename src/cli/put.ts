import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import type { StaticSecretRecord, StaticSecrets } from "../gateway/index.js";
import { clientsByEnvironment } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { interruptible } from "./values/interrupted.js";
import { valueFromInput } from "./values/value-from-input.js";
import type { CliWorld } from "./world.js";

/** The flags as they were given. */
export interface PutFlags {
  /** 0 for none. Default: the version that is there when the command begins. */
  readonly over?: number;
  readonly format?: "text" | "json" | "key-value";
  readonly stripNewline?: true;
  readonly allowEmpty?: true;
}

export interface PutOptions extends PutFlags {
  /** Of the secret, in its one spelling. */
  readonly path: string;
}

/**
 * `latchkey put`: keeps standard input as a static secret. A version that was written since the command has begun, or
 * another one than `over`, is not overwritten.
 *
 * @throws Fault
 */
export async function runPut(options: PutOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { staticSecrets } = clientsByEnvironment(host, world).gateway;
  const { path, over } = options;
  const { signal } = world;
  let state = "Nothing was changed.";
  return interruptible(world, { doing: keeping(path), state: () => state }, async () => {
    // Before the value is read, which may take long: what is written meanwhile was not seen.
    const before = await staticSecrets.find(path, { signal });
    const seen = over ?? versionOf(before, path);
    if (seen !== versionOf(before, path)) throw changed(path, seen, before);
    if (before?.type === "password") throw isPassword(path);
    const value = await valueFromInput(options, host, world);
    signal.throwIfAborted();
    state = "Whether the value was kept is not known; `latchkey get` tells.";
    await keep(staticSecrets, options, before, value, host);
    const version = seen + 1;
    host.result({ path, version, created: before === undefined }, `${path} is at version ${version}.`);
    return EXIT.ok;
  });
}

/** Writes the value over `before`, and looks afterwards where the answer tells too little. */
async function keep(
  secrets: StaticSecrets,
  { path, format }: PutOptions,
  before: StaticSecretRecord | undefined,
  value: SecretText,
  host: Host,
): Promise<void> {
  const seen = versionOf(before, path);
  try {
    if (before) await secrets.replaceValue(path, { format: format ?? before.format, value, over: seen });
    else await secrets.create({ name: path, format: format ?? "text", description: null, tags: [] }, value);
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_REFUSED") && !Fault.is(error, "GATEWAY_REPLY_LOST")) throw error;
    const now = await secrets.find(path).catch(() => "unknown" as const);
    if (now === "unknown")
      throw Fault.is(error, "GATEWAY_REPLY_LOST") ? lost(error, path, seen, NOT_SEEN) : error;
    const version = versionOf(now, path);
    if (Fault.is(error, "GATEWAY_REPLY_LOST")) {
      if (version === seen) throw lost(error, path, seen, NOT_THERE_YET);
      // Whoever may write need not be one who may read.
      const isKept =
        version === seen + 1 ? await secrets.holds(path, value).catch(() => "unknown" as const) : false;
      if (isKept === "unknown") throw lost(error, path, seen, notToBeRead(version));
      if (isKept) {
        host.progress("The gateway's answer was lost; the value is kept.");
        return;
      }
    }
    throw version === seen ? error : changed(path, seen, now);
  }
}

const NOT_SEEN = "Whether the value is kept is not known: the secret could not be looked at.";

const NOT_THERE_YET = "The value is not there now. The gateway may still carry the request out.";

const notToBeRead = (version: number) =>
  `The secret is at version ${version}, as it is with the value. Whether it is this value is not known: it could not be read.`;

/** What a lost answer has left. Another try over the version that was seen overwrites nothing that came meanwhile. */
function lost({ code, details }: Fault, path: string, seen: number, state: string): Fault {
  const advice = `See at which version the secret is, and run the command again with --over ${seen} if it is ${seen === 0 ? "still not there" : `still at ${seen}`}: it overwrites nothing else. \`latchkey get ${path} --json\` tells the version to whoever may read it.`;
  return new Fault(code, { ...details, state, advice });
}

/** 0 for a secret that is not there. */
function versionOf(record: StaticSecretRecord | undefined, path: string): number {
  if (record === undefined) return 0;
  if (record.lastVersion !== null) return record.lastVersion;
  throw new Fault("GATEWAY_ANSWER_UNEXPECTED", {
    doing: keeping(path),
    seen: "the gateway does not tell at which version the secret is, so that nothing keeps another writer's value from being overwritten",
    state: "Nothing was changed.",
  });
}

/** One value in the place of its parts would take the user name and the fields away. */
function isPassword(path: string): Fault {
  return new Fault("GATEWAY_OBJECT_KIND", {
    doing: keeping(path),
    seen: "it is a password with a user name, which is made of parts, and one value is to be kept",
    state: "Nothing was changed.",
    advice: "Choose another path, or change the password by latchkey_static_secret or in the console.",
  });
}

function changed(path: string, seen: number, now: StaticSecretRecord | undefined): Fault {
  const is = now === undefined ? "it is not there" : `it is at version ${now.lastVersion ?? "?"}`;
  const was = seen === 0 ? "it should not have been there" : `version ${seen} was to be replaced`;
  return new Fault("SECRET_VERSION_UNSEEN", {
    doing: keeping(path),
    seen: `${is}, and ${was}`,
    state: "Nothing of it was overwritten.",
    advice: `Look at what is there (latchkey get ${path} --json), and run the command again, with --over and that version if it is to be replaced.`,
  });
}

function keeping(path: string): string {
  return `keeping a value as ${JSON.stringify(path)}`;
}
