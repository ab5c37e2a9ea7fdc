import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  type IAMClient,
  ListAccessKeysCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import type { AwsKeys } from "../records/target.js";
import type { SecretLedger } from "../secret-ledger.js";
import type { AwsClients, AwsEndpoint } from "./aws-endpoint.js";
import { awsAnswered, awsErrorCode, awsSaid } from "./aws-error.js";
import { repeatedly, type Sleep, whileKeyIsUnknown } from "./patience.js";

/** Longest wait until a new key works: the time within which AWS is known to have spread it everywhere. */
const SPREADING_MS = 120_000;
/** How often a new key has to work in a row before the old one is given up. */
const PROOFS = 3;

/** A rotation that failed before the old key was given up. Its text may be shown. */
export class RotationFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RotationFailed";
  }
}

export interface KeyRotation {
  /** The key to replace. */
  readonly current: AwsKeys;
  /** Whose name the calls are made in: the key's own user, or the user of a target. */
  readonly manager: AwsKeys;
  readonly userName: string;
  readonly region: string;
  /** A key left over from the rotation before, to be deleted first; null if none is. */
  readonly previousKeyId: string | null;
  /** Whether the current key is kept for a grace time instead of being deleted. */
  readonly keepCurrent: boolean;
  /** Milliseconds for which the managing key may still be unknown to AWS, because it is new itself. */
  readonly patienceMs: number;
  /** Called when the new key is proven, before the old one is touched: from here on the new key is the one in use. */
  readonly adopt: (fresh: AwsKeys) => void;
}

export interface KeyRotationResult {
  readonly fresh: AwsKeys;
  /** The old key's id where it still exists. */
  readonly stillThere: string | null;
  /** Why it still exists although it should not, or null. */
  readonly trouble: string | null;
}

/**
 * Replaces an IAM user's access key: list, create, prove by use, adopt, and only then delete the old key, with the
 * new one. Fails with {@link RotationFailed} and the old key untouched if any step before the adoption fails.
 */
export async function rotateAccessKey(
  aws: AwsEndpoint,
  secrets: SecretLedger,
  sleep: Sleep,
  job: KeyRotation,
): Promise<KeyRotationResult> {
  const fresh = await aws.as(job.manager, job.region, async (clients) => {
    // A refused call has done nothing, so each may be tried again while the managing key is still spreading.
    const patient = <T>(call: () => Promise<T>) => whileKeyIsUnknown(sleep, job.patienceMs, call);
    const before = await step("list access keys", () => patient(() => keyIds(clients.iam, job.userName)));
    if (!before.includes(job.current.accessKeyId)) {
      throw new RotationFailed(`the key in use does not belong to IAM user ${job.userName} any more`);
    }
    const previous = before.find((id) => id === job.previousKeyId);
    if (previous !== undefined) {
      await step("delete the previous access key", () =>
        patient(() => remove(clients.iam, job.userName, previous)),
      );
    }
    const made = await step("create an access key", () =>
      patient(() => create(clients, secrets, job.userName, before)),
    );
    try {
      await step("use the new access key", () => aws.as(made, job.region, ({ sts }) => prove(sts, sleep)));
    } catch (error) {
      await step("delete the new access key, which does not work", () =>
        patient(() => remove(clients.iam, job.userName, made.accessKeyId)),
      );
      throw error;
    }
    return made;
  });
  job.adopt(fresh);
  if (job.keepCurrent) return { fresh, stillThere: job.current.accessKeyId, trouble: null };
  try {
    const managing = job.manager.accessKeyId === job.current.accessKeyId ? fresh : job.manager;
    await aws.as(managing, job.region, ({ iam }) =>
      whileKeyIsUnknown(sleep, SPREADING_MS, () => remove(iam, job.userName, job.current.accessKeyId)),
    );
    return { fresh, stillThere: null, trouble: null };
  } catch (error) {
    const trouble = `the new key is in use, the old one could not be deleted: ${awsSaid(error)}`;
    return { fresh, stillThere: job.current.accessKeyId, trouble };
  }
}

/** Makes a key for `userName`; every secret goes to the ledger. A key whose secret was lost on the way is deleted. */
export async function create(
  clients: AwsClients,
  secrets: SecretLedger,
  userName: string,
  before: readonly string[],
): Promise<AwsKeys> {
  try {
    const { AccessKey } = await clients.iamOnce.send(new CreateAccessKeyCommand({ UserName: userName }));
    if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey) throw new Error("the answer holds no key");
    return {
      accessKeyId: AccessKey.AccessKeyId,
      secretAccessKey: secrets.keep(AccessKey.SecretAccessKey),
      sessionToken: null,
    };
  } catch (error) {
    if (!awsAnswered(error)) {
      const lost = (await keyIds(clients.iam, userName)).filter((id) => !before.includes(id));
      for (const id of lost) await remove(clients.iam, userName, id);
    }
    throw error;
  }
}

/** The ids of a user's keys. */
export async function keyIds(iam: IAMClient, userName: string): Promise<string[]> {
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: userName }));
  return AccessKeyMetadata.flatMap((key) => key.AccessKeyId ?? []);
}

/** Deletes a key; one that is gone already is as good. */
export async function remove(iam: IAMClient, userName: string, keyId: string): Promise<void> {
  try {
    await iam.send(new DeleteAccessKeyCommand({ UserName: userName, AccessKeyId: keyId }));
  } catch (error) {
    if (awsErrorCode(error) !== "NoSuchEntity") throw error;
  }
}

async function prove(sts: STSClient, sleep: Sleep): Promise<void> {
  await repeatedly(sleep, SPREADING_MS, PROOFS, async () => {
    await sts.send(new GetCallerIdentityCommand({}));
  });
}

async function step<T>(doing: string, job: () => Promise<T>): Promise<T> {
  try {
    return await job();
  } catch (error) {
    if (error instanceof RotationFailed) throw error;
    throw new RotationFailed(`failed to ${doing}: ${awsSaid(error)}`);
  }
}
