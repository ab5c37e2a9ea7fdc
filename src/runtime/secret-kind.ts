/** How the gateway keeps a secret: as it is, rotated on a schedule, or made anew for each reader. */
export type SecretKind = (typeof SECRET_KINDS)[number];

export const SECRET_KINDS = ["static", "rotated", "dynamic"] as const;
