import type { LoginProof } from "./proof.js";

/** The caller bears a token of the auth method that is in its time and was not rotated away. */
export const byUniversalIdentity: LoginProof = ({ method, fields, world }) => {
  const token = world.uidTokens.require(fields.text("uid-token"), world.clock.now());
  return { uid_token_id: [token.id], access_id: [method.accessId] };
};
