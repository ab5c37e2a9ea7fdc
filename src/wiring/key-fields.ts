/** The names of the two fields of the secret's JSON. */
export interface KeyFields {
  readonly keyId: string;
  readonly secret: string;
}
