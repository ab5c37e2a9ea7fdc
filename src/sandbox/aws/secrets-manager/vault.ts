import { AwsError } from "../errors.js";
import type { Randomness } from "../randomness.js";
import type { StoredSecret } from "./secret.js";

/** Every secret of the account, in every region. */
export class Vault {
  readonly #accountId: string;
  readonly #random: Randomness;
  /** By ARN; only for what keeps and restores the whole. */
  readonly contents = new Map<string, StoredSecret>();

  constructor(accountId: string, random: Randomness) {
    this.#accountId = accountId;
    this.#random = random;
  }

  /** @throws AwsError ResourceExistsException, or InvalidRequestException while the name is that of a deleted secret. */
  create(
    about: Pick<StoredSecret, "name" | "region" | "description" | "kmsKeyId" | "tags">,
    now: Date,
  ): StoredSecret {
    const there = this.find(about.region, about.name);
    if (there?.deletionAt) {
      throw new AwsError(
        "InvalidRequestException",
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    }
    if (there) throw existing(about.name);
    const secret: StoredSecret = {
      ...about,
      arn: this.arn(about.region, `${about.name}-${this.#random.letters(6)}`),
      createdAt: now,
      changedAt: now,
      versions: new Map(),
      policy: undefined,
      lastAccessedOn: undefined,
      deletionAt: undefined,
      rotationEnabled: false,
      rotationFunction: undefined,
      rotationRules: undefined,
      lastRotatedAt: undefined,
      nextRotationAt: undefined,
    };
    this.contents.set(secret.arn, secret);
    return secret;
  }

  arn(region: string, nameAndSuffix: string): string {
    return `arn:aws:secretsmanager:${region}:${this.#accountId}:secret:${nameAndSuffix}`;
  }

  /** A secret by its name, its ARN, or its ARN without the six characters at the end. */
  find(region: string, id: string): StoredSecret | undefined {
    return this.contents.get(id) ?? this.of(region).find((secret) => names(secret, id));
  }

  /** @throws AwsError ResourceNotFoundException. */
  get(region: string, id: string): StoredSecret {
    const secret = this.find(region, id);
    if (!secret)
      throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    return secret;
  }

  /** The secrets of a region, by the time at which they were made. */
  of(region: string): readonly StoredSecret[] {
    return this.all().filter((secret) => secret.region === region);
  }

  all(): readonly StoredSecret[] {
    return [...this.contents.values()];
  }

  remove(secret: StoredSecret): void {
    this.contents.delete(secret.arn);
  }

  holds(secret: StoredSecret): boolean {
    return this.contents.get(secret.arn) === secret;
  }

  /** Removes the secrets whose recovery window is over. */
  purge(now: Date): void {
    for (const secret of this.all()) if (secret.deletionAt && secret.deletionAt <= now) this.remove(secret);
  }
}

function names({ arn, name }: StoredSecret, id: string): boolean {
  return name === id || arn.slice(0, -"-123456".length) === id;
}

/** The refusal of a name that a secret has. */
export function existing(name: string): AwsError {
  return new AwsError(
    "ResourceExistsException",
    `The operation failed because the secret ${name} already exists.`,
  );
}
