import type { Role, User } from "./store/entities.js";
import type { Session } from "./store/sessions.js";

/** Who signed a request that was accepted. */
export interface Caller {
  /** Of the user, or of the role's session. */
  readonly arn: string;
  /** `AIDA…`, or `AROA…:session name`. */
  readonly userId: string;
  /** Whose policies decide. */
  readonly principal: User | Role;
  /** Undefined for a long-term key. */
  readonly session: Session | undefined;
  readonly keyId: string;
  /** The region that the signature is scoped to. */
  readonly region: string;
  readonly userAgent: string;
}
