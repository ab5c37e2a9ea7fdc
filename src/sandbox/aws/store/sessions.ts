import type { CheckedPolicy } from "../policy/document.js";
import type { Randomness } from "../randomness.js";
import type { IamRole, User } from "./entities.js";
import type { Tags } from "./tags.js";

/** Whose temporary credentials they are. */
export type SessionOf =
  | {
      readonly kind: "role";
      readonly role: IamRole;
      readonly name: string;
      /** Policies given to AssumeRole; together with the role's they decide. Undefined: none were given. */
      readonly policies: readonly CheckedPolicy[] | undefined;
      readonly tags: Tags;
      /** Those of the tags that stay with every session that is opened with this one. */
      readonly transitive: Tags;
      /** Whether a session of a role has opened it. */
      readonly chained: boolean;
    }
  | { readonly kind: "user"; readonly user: User };

/** Temporary credentials. They cannot be revoked, only outlived. */
export interface RoleSession {
  readonly keyId: string;
  readonly secret: string;
  readonly token: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly of: SessionOf;
}

export class RoleSessions {
  /** By key id; only for what keeps and restores the whole. */
  readonly contents = new Map<string, RoleSession>();
  readonly #random: Randomness;

  constructor(random: Randomness) {
    this.#random = random;
  }

  open(of: SessionOf, seconds: number, now: Date): RoleSession {
    const session: RoleSession = {
      keyId: this.#random.keyId("ASIA"),
      secret: this.#random.secret(),
      token: this.#random.sessionToken(),
      issuedAt: now,
      expiresAt: new Date(now.getTime() + seconds * 1000),
      of,
    };
    this.contents.set(session.keyId, session);
    return session;
  }

  find(keyId: string): RoleSession | undefined {
    return this.contents.get(keyId);
  }

  /** Every session that was ever opened, oldest first. */
  ever(): readonly RoleSession[] {
    return [...this.contents.values()];
  }
}
