import type { PolicyDocument } from "../policy/document.js";
import type { Randomness } from "../randomness.js";
import type { Role, User } from "./entities.js";
import type { Tags } from "./tags.js";

/** Whose temporary credentials they are. */
export type SessionOf =
  | {
      readonly kind: "role";
      readonly role: Role;
      readonly name: string;
      /** Policies given to AssumeRole; together with the role's they decide. Undefined: none were given. */
      readonly policies: readonly PolicyDocument[] | undefined;
      readonly tags: Tags;
    }
  | { readonly kind: "user"; readonly user: User };

/** Temporary credentials. They cannot be revoked, only outlived. */
export interface Session {
  readonly keyId: string;
  readonly secret: string;
  readonly token: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly of: SessionOf;
}

export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #random: Randomness;

  constructor(random: Randomness) {
    this.#random = random;
  }

  open(of: SessionOf, seconds: number, now: Date): Session {
    const session: Session = {
      keyId: this.#random.keyId("ASIA"),
      secret: this.#random.secret(),
      token: this.#random.sessionToken(),
      issuedAt: now,
      expiresAt: new Date(now.getTime() + seconds * 1000),
      of,
    };
    this.#sessions.set(session.keyId, session);
    return session;
  }

  find(keyId: string): Session | undefined {
    return this.#sessions.get(keyId);
  }

  /** Every session that was ever opened, oldest first. */
  ever(): readonly Session[] {
    return [...this.#sessions.values()];
  }
}
