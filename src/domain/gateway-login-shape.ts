/** How the parts of a login to the gateway look, as far as it is certain. */

/** An access id: `p-` and at most twenty letters and digits. No access key, token or JWT looks like it. */
const ACCESS_ID_SHAPE = /^p-[a-z0-9]{1,20}$/i;

/** As long as an access key at least; access ids are far shorter. */
const SECRET_LENGTH = 40;

/** Why a text cannot be an access id; undefined when it may be one. It may be a secret, so it is not shown. */
export function accessIdDoubt(id: string): string | undefined {
  if (/^t-/.test(id)) return "begins with t-, as tokens do";
  if (/[/+=.]/.test(id))
    return "has a /, +, = or dot, which access keys and tokens have and access ids do not";
  if (/\s/.test(id)) return "has white space in it";
  if (id.length >= SECRET_LENGTH) return `has ${id.length} characters, too many for an access id`;
  return undefined;
}

/** Why a text cannot be an access key, a JWT or a token; undefined when it may be one. */
export function loginSecretDoubt(secret: string): string | undefined {
  return ACCESS_ID_SHAPE.test(secret) ? "looks like an access id" : undefined;
}
