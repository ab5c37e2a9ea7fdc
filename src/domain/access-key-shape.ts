/**
 * How ids and secrets of access keys look, as far as it is certain. AWS's ids are 16 to 128 capital letters and digits;
 * its secrets are 40 characters of base64. Local stand-ins for AWS take other ids as well (`test`, `LKIA…`,
 * `local-key`), so an id is doubted only for what no id has and secrets do have.
 */

/** Capital letters and digits, as an id of AWS; too short for a secret. */
const ID = /^A[KS]IA[A-Z0-9]{12,35}$/;
const SECRET_LENGTH = 40;
/** A text of nothing but letters and digits, as long as an id of AWS at least. What is shorter is a stand-in's own. */
const ALPHANUMERIC = /^[A-Za-z0-9]{16,}$/;

/** Why a text cannot be the id of an access key; undefined when it may be one. It may be a secret, so it is not shown. */
export function keyIdDoubt(id: string): string | undefined {
  if (/[/+=]/.test(id)) return "has a /, + or =, which secrets have and ids do not";
  if (/\s/.test(id)) return "has white space in it";
  if (id.length === SECRET_LENGTH) return `has ${SECRET_LENGTH} characters, as secrets have`;
  return ALPHANUMERIC.test(id) && /[a-z]/.test(id)
    ? "has lower case letters, which secrets have and ids do not"
    : undefined;
}

/** Why a text cannot be a secret access key or a session token; undefined when it may be one. */
export function keySecretDoubt(secret: string): string | undefined {
  return ID.test(secret) ? "looks like the id of an access key" : undefined;
}
