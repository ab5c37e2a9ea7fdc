import type { SecretText } from "../../../domain/secret-text.js";
import type { AuthKind } from "../kinds/auth-kinds.js";
import type { KindSettings } from "../kinds/field.js";

/** A way to log in, and the access id that stands for it. */
export interface AuthMethod {
  readonly id: number;
  readonly accessId: string;
  readonly kind: AuthKind;
  readonly name: string;
  description: string;
  deleteProtection: boolean;
  /** What all kinds have, and what this one has. */
  settings: KindSettings;
  /** The key of an `api_key`; null for the other kinds. */
  accessKey: SecretText | null;
  readonly createdAt: Date;
  modifiedAt: Date;
}
