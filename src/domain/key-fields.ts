/** The names of the two fields of the secret's JSON. */
export interface KeyFields {
  readonly keyId: string;
  readonly secret: string;
}

/** The names that AWS's own tools read. */
export const USUAL_KEY_FIELDS: KeyFields = { keyId: "AWS_ACCESS_KEY_ID", secret: "AWS_SECRET_ACCESS_KEY" };
