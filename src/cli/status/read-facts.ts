import type { IamUserArn } from "../../domain/iam-user-arn.js";
import type { FaultCode } from "../../errors/catalog.js";
import { Fault } from "../../errors/fault.js";
import type { GatewayCallOptions } from "../../gateway/index.js";
import { seedNamedFor } from "../../seed/index.js";
import { type Clients, seedJournal } from "../../wiring/index.js";
import type { Facts, Holding, KeyFacts, LastUse, Look, UserFacts } from "./facts.js";
import { seenOf } from "./facts.js";
import type { StatusSubject } from "./subject.js";

/** How something that may take long is waited for; `what` says what is waited for. */
export type Wait = <T>(what: string, work: Promise<T>) => Promise<T>;

/**
 * Looks at both systems, reading only. What the caller may not see is told as such; everything else that goes wrong is
 * thrown as a Fault.
 */
export async function readFacts(
  { gateway, aws, clock }: Clients,
  { target, user, rotator }: StatusSubject,
  signal: AbortSignal,
  wait: Wait,
): Promise<Facts> {
  const options = { signal };
  const now = clock.now();
  // The gateway first: a key that it holds already is then surely in the list.
  const record = await wait(`the gateway, about target ${target}`, seenTarget());
  const absent = "seen" in record && record.seen === undefined;
  const holding = absent
    ? { seen: undefined }
    : await wait(`the gateway, about what target ${target} holds`, looked(held()));
  const { rotatorPath, found } = await lookAtRotators(
    rotator === undefined ? (seenOf(record)?.rotators ?? []) : [rotator],
  );
  const userFacts = user && (await wait(`AWS, about IAM user ${user.name}`, readUser(aws, user, options)));
  return { now, target: record, holding, rotatorPath, rotator: found, user: userFacts };

  async function seenTarget(): Promise<Facts["target"]> {
    const look = await looked(gateway.targets.find(target, options));
    if ("seen" in look) return look;
    const listed = await looked(gateway.targets.findListed(target, options));
    return seenOf(listed) === undefined ? look : listed;
  }

  async function seenRotator(path: string): Promise<Facts["rotator"]> {
    const look = await looked(gateway.rotators.find(path, options));
    if ("seen" in look) return look;
    const listed = await looked(gateway.rotators.findListed(path, options));
    return seenOf(listed) === undefined ? look : listed;
  }

  /** The first that rotates the target's key; others rotate another one through it. */
  async function lookAtRotators(
    paths: readonly string[],
  ): Promise<{ rotatorPath: Facts["rotatorPath"]; found: Facts["rotator"] }> {
    for (const rotatorPath of paths) {
      try {
        const found = await wait(`the gateway, about rotator ${rotatorPath}`, seenRotator(rotatorPath));
        return { rotatorPath, found };
      } catch (error) {
        if (rotator !== undefined || !Fault.is(error, "GATEWAY_OBJECT_KIND")) throw error;
      }
    }
    return { rotatorPath: undefined, found: { seen: undefined } };
  }

  async function held(): Promise<Holding | undefined> {
    const answer = await gateway.targets.heldKeyId(target, options);
    if (!answer) return undefined;
    const { roleArn } = answer;
    if (answer.usesGatewayIdentity)
      return { kind: "gateway-identity", ...(roleArn !== undefined && { roleArn }) };
    return answer.keyId === null ? { kind: "nothing" } : { kind: "key", id: answer.keyId };
  }
}

/** The seed that the journal entry beside the target names; metadata of one more item. */
export function readNamed(
  clients: Clients,
  { target, user }: StatusSubject,
  signal: AbortSignal,
  wait: Wait,
): Promise<Facts["named"]> {
  if (!user) return Promise.resolve(undefined);
  const journal = seedJournal(clients, signal);
  return wait("the gateway, about its journal", seedNamedFor({ journal }, { user, target }));
}

async function readUser(
  { iam, sts }: Clients["aws"],
  user: IamUserArn,
  options: GatewayCallOptions,
): Promise<UserFacts> {
  const { account } = await sts.callerIdentity(options);
  // In a foreign account a look at a user of the same name would tell about another one.
  if (account !== user.account)
    return { callerAccount: account, user: { seen: undefined }, keys: { seen: [] } };
  const [found, listed] = await Promise.all([
    looked(iam.user(user.name, options)),
    looked(iam.keys(user.name, options)),
  ]);
  const keys =
    "withheld" in listed
      ? listed
      : {
          seen: await Promise.all(
            (listed.seen ?? []).map(
              async (key): Promise<KeyFacts> => ({ ...key, lastUse: await looked(lastUse(key.id)) }),
            ),
          ),
        };
  return { callerAccount: account, user: found, keys };

  async function lastUse(keyId: string): Promise<LastUse | undefined> {
    const owner = await iam.ownerOf(keyId, options);
    return owner?.lastUsed && { at: owner.lastUsed, service: owner.service, region: owner.region };
  }
}

const DENIALS: readonly FaultCode[] = ["GATEWAY_PERMISSION_DENIED", "AWS_ACCESS_DENIED"];

async function looked<T>(work: Promise<T>): Promise<Look<T>> {
  try {
    return { seen: await work };
  } catch (error) {
    if (Fault.is(error) && DENIALS.includes(error.code)) return { withheld: error };
    throw error;
  }
}
