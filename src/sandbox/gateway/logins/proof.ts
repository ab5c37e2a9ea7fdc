import type { CommandFields } from "../fields.js";
import type { AuthMethod } from "../records/auth-method.js";
import { notAuthenticated } from "../refusal.js";
import type { SubClaims } from "../session.js";
import type { GatewayWorld } from "../world.js";

/** What a caller has sent to prove who it is, and to which auth method. */
export interface Login {
  readonly method: AuthMethod;
  readonly fields: CommandFields;
  readonly world: GatewayWorld;
}

/** What a login proves; throws 401 for a caller who does not prove it. */
export type LoginProof = (login: Login) => SubClaims | Promise<SubClaims>;

/**
 * The refusal of whoever is not what the auth method asks for: the same words for every reason, as the service has
 * them, so that a caller learns nothing about the bounds.
 */
export const notLetIn = () => notAuthenticated("access authentication failed");
