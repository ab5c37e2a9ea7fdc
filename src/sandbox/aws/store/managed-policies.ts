import { AwsError, unsupported } from "../errors.js";
import type { CheckedPolicy } from "../policy/document.js";
import type { Randomness } from "../randomness.js";
import { awsManagedPolicies } from "./aws-managed.js";
import type { ManagedPolicy } from "./entities.js";
import type { Tags } from "./tags.js";

const MOST_VERSIONS = 5;

/** The managed policies that an account can attach: its own and some of AWS's. */
export class ManagedPolicies {
  readonly #accountId: string;
  readonly #random: Randomness;
  /** By ARN; only for what keeps and restores the whole. */
  readonly contents = new Map<string, ManagedPolicy>();

  constructor(accountId: string, random: Randomness) {
    this.#accountId = accountId;
    this.#random = random;
    for (const policy of awsManagedPolicies(random)) this.contents.set(policy.arn, policy);
  }

  arnOf(path: string, name: string): string {
    return `arn:aws:iam::${this.#accountId}:policy${path}${name}`;
  }

  /** @throws AwsError EntityAlreadyExists: a name is used once, whatever its path. */
  create(
    about: {
      readonly name: string;
      readonly path: string;
      readonly description: string | undefined;
      readonly tags: Tags;
    },
    document: CheckedPolicy,
    now: Date,
  ): ManagedPolicy {
    const taken = this.all().some(
      (policy) => !policy.ownedByAws && policy.name.toLowerCase() === about.name.toLowerCase(),
    );
    if (taken) {
      throw new AwsError(
        "EntityAlreadyExists",
        `A policy called ${about.name} already exists. Duplicate names are not allowed.`,
      );
    }
    const policy: ManagedPolicy = {
      ...about,
      id: this.#random.uniqueId("ANPA"),
      arn: this.arnOf(about.path, about.name),
      createdAt: now,
      updatedAt: now,
      ownedByAws: false,
      versions: new Map([["v1", { document, createdAt: now }]]),
      defaultVersion: "v1",
      lastVersion: 1,
    };
    this.contents.set(policy.arn, policy);
    return policy;
  }

  find(arn: string): ManagedPolicy | undefined {
    return this.contents.get(arn);
  }

  /** @throws AwsError NoSuchEntity; SandboxUnsupported for a policy of AWS's own that is not built in. */
  get(arn: string): ManagedPolicy {
    const policy = this.contents.get(arn);
    if (policy) return policy;
    if (arn.startsWith("arn:aws:iam::aws:policy/")) {
      const known = this.all().filter(({ ownedByAws }) => ownedByAws);
      throw unsupported(
        `of AWS's own policies it has ${known.map(({ name }) => name).join(", ")}, but not ${arn}.`,
      );
    }
    throw new AwsError("NoSuchEntity", `Policy ${arn} was not found.`);
  }

  /** A policy that may be changed. @throws AwsError as {@link get}; AccessDenied for one of AWS's own. */
  own(arn: string): ManagedPolicy {
    const policy = this.get(arn);
    if (policy.ownedByAws)
      throw new AwsError("AccessDenied", `Policy ${arn} belongs to AWS and cannot be changed.`);
    return policy;
  }

  /** @throws AwsError LimitExceeded with five versions. */
  addVersion(policy: ManagedPolicy, document: CheckedPolicy, makeDefault: boolean, now: Date): string {
    if (policy.versions.size >= MOST_VERSIONS) {
      throw new AwsError(
        "LimitExceeded",
        `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    policy.lastVersion += 1;
    const version = `v${policy.lastVersion}`;
    policy.versions.set(version, { document, createdAt: now });
    policy.updatedAt = now;
    if (makeDefault) policy.defaultVersion = version;
    return version;
  }

  remove(policy: ManagedPolicy): void {
    this.contents.delete(policy.arn);
  }

  /** The document in force. */
  documentOf(arn: string): CheckedPolicy | undefined {
    const policy = this.contents.get(arn);
    return policy?.versions.get(policy.defaultVersion)?.document;
  }

  all(): readonly ManagedPolicy[] {
    return [...this.contents.values()].sort((one, other) => (one.arn < other.arn ? -1 : 1));
  }
}
