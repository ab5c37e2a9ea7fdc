import type { AwsSecret, DeployerIam, IamAccessKey } from "../../aws/index.js";
import { masked } from "../../domain/masked.js";
import { unlessAborted } from "../../domain/unless-aborted.js";
import { Fault } from "../../errors/fault.js";
import { versionOf } from "../../wiring/index.js";
import { clientsAsNeeded } from "../clients.js";
import { EXIT, type ExitCode } from "../exit-code.js";
import type { Host } from "../io.js";
import type { CliWorld } from "../world.js";
import type { SecretStatusOptions } from "./options.js";
import { distance, utc } from "./time-words.js";

type LabelledVersion = ReturnType<typeof versionOf> & { readonly labels: readonly string[] };

/** What was found of a key that a version names. */
interface LookedAtKey {
  readonly key: IamAccessKey | undefined;
  readonly lastUsed: Date | undefined;
}

/**
 * `latchkey status --secret`: which key each version of a secret holds, by its staging labels alone: no value is read.
 * With the user, what IAM says of these keys. Changes nothing.
 *
 * Exit codes as those of a target: 0 in order, 1 something needs attention, 2 it could not be told.
 */
export async function runSecretStatus(
  options: SecretStatusOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  const { signal } = world;
  try {
    return await unlessAborted(look(options, host, world), signal);
  } catch (error) {
    if (signal.aborted) {
      throw new Fault("INTERRUPTED", {
        doing: `looking at secret ${JSON.stringify(options.secret)}`,
        seen: "Ctrl-C or SIGTERM",
        state: "Nothing was changed.",
      });
    }
    if (!Fault.is(error)) throw error;
    host.failure(error);
    return EXIT.usage;
  }
}

async function look({ secret, user }: SecretStatusOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { signal, clock } = world;
  const { aws } = clientsAsNeeded(host, world);
  const found = await aws.secrets.describe(secret, { signal });
  if (!found) {
    throw new Fault("MACHINE_SECRET_MISSING", {
      doing: `looking at secret ${JSON.stringify(secret)}`,
      seen: "Secrets Manager has no such secret, or it is about to be deleted",
      state: "Nothing was changed.",
    });
  }
  const versions = [...found.labels].map(([id, labels]) => ({ ...versionOf(id, labels), labels }));
  const keys = user && (await keysOf(versions, user.name, aws.iam, signal));
  const problems = problemsOf(versions, keys);
  const data = {
    secret: found.arn,
    outcome: problems.length === 0 ? "in order" : "needs attention",
    problems,
    rotation_function: found.rotationFunction,
    rotates: found.rotates,
    versions: versions.map((version) => dataOf(version, keys?.get(version.keyId ?? ""))),
  };
  host.result(data, textOf(found, versions, problems, keys, clock.now()));
  return problems.length === 0 ? EXIT.ok : EXIT.failed;
}

/** What IAM says of the user's keys that versions name. @throws Fault of the AWS catalogue */
async function keysOf(
  versions: readonly LabelledVersion[],
  userName: string,
  iam: DeployerIam,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LookedAtKey>> {
  const all = (await iam.keys(userName, { signal })) ?? [];
  const looked = versions
    .flatMap(({ keyId }) => (keyId === null ? [] : [keyId]))
    .map(async (id) => {
      const key = all.find((known) => known.id === id);
      return [id, { key, lastUsed: key && (await iam.lastUsed(id, { signal })) }] as const;
    });
  return new Map(await Promise.all(looked));
}

function problemsOf(
  versions: readonly LabelledVersion[],
  keys: ReadonlyMap<string, LookedAtKey> | undefined,
): readonly string[] {
  const current = versions.find((version) => version.current);
  if (!current) return ["No version is current: readers get nothing."];
  const problems: string[] = [];
  if (current.keyId === null) problems.push("No label tells which key the current version holds.");
  const status = keys?.get(current.keyId ?? "")?.key?.status;
  if (keys && current.keyId !== null && status !== "Active") {
    problems.push(
      `The key that readers get, ${masked(current.keyId)}, is ${status ?? "not one of the user's"}.`,
    );
  }
  if (versions.some(({ pending, current: is }) => pending && !is)) {
    problems.push("A rotation has begun and is not at its end.");
  }
  return problems;
}

function dataOf(version: LabelledVersion, looked: LookedAtKey | undefined) {
  return {
    version_id: version.id,
    key_id: version.keyId,
    current: version.current,
    pending: version.pending,
    replaced_at: version.replacedAt?.toISOString() ?? null,
    labels: version.labels,
    ...(looked && {
      key_status: looked.key?.status ?? null,
      key_created_at: looked.key?.createdAt.toISOString() ?? null,
      key_last_used_at: looked.lastUsed?.toISOString() ?? null,
    }),
  };
}

function textOf(
  { arn, rotates, rotationFunction }: AwsSecret,
  versions: readonly LabelledVersion[],
  problems: readonly string[],
  keys: ReadonlyMap<string, LookedAtKey> | undefined,
  now: Date,
): string {
  const lines = versions.map((version) => {
    const { keyId, current, pending, replacedAt } = version;
    const is = current ? "current" : pending ? "pending" : "replaced";
    const when = replacedAt ? ` ${distance(replacedAt, now)}` : "";
    const looked = keys?.get(keyId ?? "");
    return [
      `${is}${when}: ${keyId === null ? "a key that no label names" : masked(keyId)}`,
      ...(looked ? [fate(looked, now)] : []),
    ].join(", ");
  });
  return [
    `${arn}: ${problems.length === 0 ? "in order" : "needs attention"}`,
    ...problems,
    "",
    ...lines,
    `rotation: ${rotates ? `by ${rotationFunction ?? "a function"}` : "by no function"}`,
  ].join("\n");
}

function fate({ key, lastUsed }: LookedAtKey, now: Date): string {
  if (!key) return "not one of the user's keys";
  const used = lastUsed
    ? `last used ${utc(lastUsed)} (${distance(lastUsed, now)})`
    : "never used as far as AWS tells";
  return `${key.status}, made ${utc(key.createdAt)}, ${used}`;
}
