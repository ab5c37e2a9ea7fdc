import type { IamRole, User } from "./store/entities.js";
import type { RoleSession } from "./store/sessions.js";

/** Who signed a request that was accepted. */
export interface SignedCaller {
  /** Of the user, or of the role's session. */
  readonly arn: string;
  /** `AIDA…`, or `AROA…:session name`. */
  readonly userId: string;
  /** Whose policies decide. */
  readonly principal: User | IamRole;
  /** Undefined for a long-term key. */
  readonly session: RoleSession | undefined;
  readonly keyId: string;
  /** The region that the signature is scoped to. */
  readonly region: string;
  readonly userAgent: string;
}
