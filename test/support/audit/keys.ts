import { createHash } from "node:crypto";

/** Access keys that look real and are nobody's; the same number gives the same key. */
export interface MadeUpKey {
  readonly id: string;
  readonly secret: string;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function madeUpKey(number: number, prefix: "AKIA" | "ASIA" = "AKIA"): MadeUpKey {
  const bytes = createHash("sha512").update(`key ${number}`).digest();
  const id = [...bytes.subarray(0, 16)].map((byte) => BASE32.charAt(byte & 31)).join("");
  return { id: prefix + id, secret: bytes.subarray(16, 46).toString("base64") };
}

/** The resource of an access key as a state holds it. */
export function keyResource({ id, secret }: MadeUpKey, name = "ci", user = "ci-user"): object {
  return {
    mode: "managed",
    type: "aws_iam_access_key",
    name,
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [
      {
        schema_version: 0,
        attributes: {
          create_date: "2030-01-01T00:00:00Z",
          encrypted_secret: null,
          encrypted_ses_smtp_password_v4: null,
          id,
          key_fingerprint: null,
          pgp_key: null,
          secret,
          ses_smtp_password_v4: `B${"x7Qp".repeat(10)}abc`,
          status: "Active",
          user,
        },
        sensitive_attributes: [],
        private: "bnVsbA==",
      },
    ],
  };
}

/** A state as Terraform writes it. */
export function state(resources: readonly object[], outputs: object = {}): string {
  const top = { version: 4, terraform_version: "1.11.4", serial: 3, lineage: "aa-bb", outputs, resources };
  return JSON.stringify(top, null, 2);
}
