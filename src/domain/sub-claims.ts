/** Allowed values of claims, by the names of the claims: several values of one have commas between them. */
export type AllowedClaims = { readonly [claim: string]: string };

/** The same in the form in which two of one meaning are equal: neither order, nor repetition, nor space counts. */
export function normalizedSubClaims(claims: AllowedClaims): AllowedClaims {
  const values = (text: string) => [...new Set(text.split(",").map((value) => value.trim()))].sort();
  return Object.fromEntries(
    Object.entries(claims)
      .map(([claim, text]): [string, string] => [claim, values(text).join(",")])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Whether two say the same; none at all, and null, say that nothing is asked for. */
export function isSameSubClaims(one: AllowedClaims | null, other: AllowedClaims | null): boolean {
  const text = (claims: AllowedClaims | null) => JSON.stringify(normalizedSubClaims(claims ?? {}));
  return text(one) === text(other);
}
