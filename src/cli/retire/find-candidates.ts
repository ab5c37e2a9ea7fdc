import { type IamUserArn, parseIamUserArn } from "../../domain/iam-user-arn.js";
import { masked } from "../../domain/masked.js";
import { DEFAULT_QUIET_SECONDS } from "../../domain/quiet-period.js";
import type { FaultCode } from "../../errors/catalog.js";
import { Fault } from "../../errors/fault.js";
import type { SeedWorld } from "../../seed/index.js";
import type { KeyResource, Stack, TargetResource } from "../state/stack.js";
import { type CandidateFinding, goneAlready, type KeySubject, type RetireCandidate } from "./candidate.js";
import { inSecret } from "./machine/find-in-secret.js";
import type { ToldOfKey } from "./options.js";
import { RemoteFacts } from "./remote-facts.js";

/**
 * Finds out, for every access key of a state, which target it feeds, whose it is and what rotates it, or in which
 * secret of AWS it lies; and for every target that our provider has seeded, its seed. What was told narrows the
 * search and fills in what a state does not say. Whatever is not clear is refused, with what would make it so.
 * Changes nothing.
 */
export async function findCandidates(
  stack: Stack,
  told: ToldOfKey,
  world: SeedWorld,
): Promise<readonly CandidateFinding[]> {
  const search = new Search(stack, told, world);
  const findings: CandidateFinding[] = [];
  for (const key of stack.keys) findings.push(...(await search.aboutKey(key)));
  for (const target of stack.targets) findings.push(...(await search.aboutSeed(target)));
  return findings;
}

/** The key of which everything was told; undefined where something was not. */
export function toldCandidate(told: ToldOfKey): RetireCandidate | undefined {
  const { target, user, rotator } = told;
  if (target === undefined || user === undefined || rotator === undefined) return undefined;
  return {
    keyId: told.keyId,
    userName: user.name,
    user,
    target,
    rotator,
    proofProducer: told.proofProducer ?? null,
    quietSeconds: told.quietSeconds ?? DEFAULT_QUIET_SECONDS,
    despite: told.despite,
  };
}

class Search {
  readonly #facts: RemoteFacts;

  constructor(
    readonly stack: Stack,
    readonly told: ToldOfKey,
    world: SeedWorld,
  ) {
    this.#facts = new RemoteFacts(world);
  }

  /** A key that Terraform has made. */
  async aboutKey(key: KeyResource): Promise<CandidateFinding[]> {
    const { told } = this;
    const about: KeySubject = { keyId: key.keyId, userName: key.userName, keyResource: key };
    if (told.keyId !== undefined && told.keyId !== key.keyId) return [];
    if (told.user !== undefined && told.user.name !== key.userName) return [];
    const user = told.user ?? (await this.#userOf(key));
    if (!user) {
      const seen = `there is no user ${key.userName} in the deployer's account, and the state does not hold it`;
      return [refused(about, "RETIRE_USER_UNKNOWN", seen)];
    }
    const finding = await this.#withUser({ ...about, user }, key, user);
    return finding ? [await this.#unlessGone(finding, user)] : [];
  }

  async #withUser(
    about: KeySubject,
    key: KeyResource,
    user: IamUserArn,
  ): Promise<CandidateFinding | undefined> {
    const { told } = this;
    if (told.secret !== undefined) return inSecret(about, key, user, this.stack, told);
    const related = await this.#targetsOf(key, user);
    const [target, ...more] = related.filter(({ path }) => told.target === undefined || told.target === path);
    if (!target && told.target !== undefined) return undefined;
    if (!target) return inSecret(about, key, user, this.stack, told) ?? { kind: "unrelated", about };
    if (more.length > 0) {
      const paths = [target, ...more].map(({ path }) => path);
      const advice = `Say which target is meant: ${paths.map((path) => `--target ${path}`).join(" or ")}.`;
      const seen = `it can be the key of any of the targets ${paths.join(", ")}`;
      return refused(about, "RETIRE_AMBIGUOUS", seen, advice);
    }
    return this.#withTarget({ ...about, targetResource: target.resource }, key, user, target.path);
  }

  /** The key that our provider has minted for a target. */
  async aboutSeed(target: TargetResource): Promise<CandidateFinding[]> {
    const { told } = this;
    const { seed, path } = target;
    if (!seed || told.secret !== undefined) return [];
    if (told.target !== undefined && told.target !== path) return [];
    if (told.user !== undefined && told.user.arn !== seed.userArn) return [];
    if (told.keyId !== undefined && told.keyId !== seed.keyId) return [];
    const user = parseIamUserArn(seed.userArn);
    const about: KeySubject = {
      keyId: seed.keyId,
      userName: user?.name,
      target: path,
      targetResource: target,
    };
    if (!user) {
      return [
        refused(about, "RETIRE_USER_UNKNOWN", `${target.address.text} names no IAM user as its seed's`),
      ];
    }
    return [await this.#unlessGone(this.#withRotator({ ...about, user }, seed.keyId, user, path), user)];
  }

  /** What is not clear about a key does not matter once it is gone. */
  async #unlessGone(finding: CandidateFinding, user: IamUserArn): Promise<CandidateFinding> {
    if (finding.kind !== "refused") return finding;
    const { about } = finding;
    const { keyId } = about;
    return keyId !== undefined && (await this.#facts.isGone(user, keyId))
      ? goneAlready(about, keyId)
      : finding;
  }

  async #withTarget(
    about: KeySubject,
    key: KeyResource,
    user: IamUserArn,
    target: string,
  ): Promise<CandidateFinding> {
    const others: string[] = [];
    for (const { path } of this.stack.targets) {
      if (path === target || others.includes(path)) continue;
      const held = await this.#facts.held(path);
      if (held.kind === "key" && held.id === key.keyId) others.push(path);
    }
    if (others.length > 0) {
      const seen = `target ${others.join(" and ")} works with it, too`;
      return refused({ ...about, target }, "RETIRE_KEY_SHARED", seen);
    }
    const uses = this.stack.usesOf(key).filter(({ address }) => !this.told.despite.includes(address));
    if (uses.length > 0) {
      const seen = `${uses.map((use) => use.seen).join(" and ")}, and what uses it there would stop to work`;
      return refused({ ...about, target }, "RETIRE_KEY_USED_ELSEWHERE", seen);
    }
    return this.#withRotator({ ...about, target }, key.keyId, user, target);
  }

  #withRotator(
    about: KeySubject,
    keyId: string | undefined,
    user: IamUserArn,
    target: string,
  ): CandidateFinding {
    const { told, stack } = this;
    const retirement = stack.retirements.find((one) => one.target === target);
    const paths = new Set(stack.rotators.filter((one) => one.target === target).map(({ path }) => path));
    const known = told.rotator ?? retirement?.rotator;
    const [rotator, ...more] = known === undefined ? paths : [known];
    if (rotator === undefined) {
      return refused(about, "RETIRE_ROTATOR_UNKNOWN", `the state holds no rotator of target ${target}`);
    }
    if (more.length > 0) {
      const flags = [...paths].map((path) => `--rotator ${path}`).join(" or ");
      const seen = `target ${target} has ${paths.size} rotators`;
      return refused(about, "RETIRE_AMBIGUOUS", seen, `Say which one is meant: ${flags}.`);
    }
    return {
      kind: "candidate",
      candidate: {
        ...about,
        keyId,
        user,
        userResource: stack.users.find(({ arn }) => arn === user.arn),
        target,
        rotator,
        proofProducer: told.proofProducer ?? retirement?.proofProducer ?? null,
        quietSeconds: told.quietSeconds ?? retirement?.quietSeconds ?? DEFAULT_QUIET_SECONDS,
        despite: told.despite,
      },
    };
  }

  /** The user's ARN: the state's, where it holds exactly one user that can be meant, else what IAM says. */
  async #userOf({ userName, dependsOn }: KeyResource): Promise<IamUserArn | undefined> {
    const named = this.stack.users.filter(({ name }) => name === userName);
    const referred = named.filter(({ address }) => dependsOn.includes(address.fixed));
    for (const users of [referred, named]) {
      const [arn, ...more] = new Set(users.map((one) => one.arn));
      if (arn !== undefined && more.length === 0) return parseIamUserArn(arn);
    }
    const arn = await this.#facts.arnOf(userName);
    return arn === undefined ? undefined : parseIamUserArn(arn);
  }

  /** The targets that the key feeds, or has fed before it was replaced. */
  async #targetsOf(key: KeyResource, user: IamUserArn) {
    const resources = new Map(this.stack.targets.map((target) => [target.path, target]));
    const paths = new Set([...resources.keys(), ...(this.told.target ? [this.told.target] : [])]);
    const related: { path: string; resource: TargetResource | undefined }[] = [];
    for (const path of paths) {
      const resource = resources.get(path);
      // Another user's seed feeds that one.
      if (resource?.seed && resource.seed.userArn !== user.arn) continue;
      if (await this.#feeds(key, user, path, resource)) related.push({ path, resource });
    }
    return related;
  }

  async #feeds(
    key: KeyResource,
    user: IamUserArn,
    path: string,
    resource: TargetResource | undefined,
  ): Promise<boolean> {
    if (resource?.accessKeyId === key.keyId) return true;
    const held = await this.#facts.held(path);
    // Not by the dedication alone: a target that does not exist is fed by no key.
    if (held.kind === "absent" || held.kind === "none") return false;
    if (held.kind === "key") {
      if (held.id === key.keyId) return true;
      // Replaced since, by a key of the same user; unless that one is Terraform's as well, and was given to it.
      const rotated = !this.stack.keys.some(({ keyId }) => keyId === held.id);
      return rotated && (await this.#facts.keyIds(user)).includes(held.id);
    }
    return (
      (await this.#facts.dedicatedTo(user)) === path ||
      resource?.dependsOn.includes(key.address.fixed) === true
    );
  }
}

function refused(about: KeySubject, code: FaultCode, seen: string, advice?: string): CandidateFinding {
  const { keyId, userName, keyResource, targetResource } = about;
  const whose = userName === undefined ? "" : ` of IAM user ${JSON.stringify(userName)}`;
  const where = keyResource?.address ?? targetResource?.address;
  const fault = new Fault(code, {
    doing: `looking what ${keyId === undefined ? "the seed key" : `access key ${masked(keyId)}`}${whose} (${where?.text}) belongs to`,
    seen,
    state: "Nothing was changed.",
    ...(advice !== undefined && { advice }),
  });
  return { kind: "refused", about, fault };
}
