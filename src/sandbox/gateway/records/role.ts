/** What a rule may allow; `deny` takes everything away. Remote-access rules know further words. */
export type Capability = "read" | "create" | "update" | "delete" | "list" | "deny";

export interface PathRule {
  readonly path: string;
  readonly type: string;
  readonly capabilities: readonly string[];
  readonly ttl: number;
  /** The account's own, which every new role gets and no caller takes away. */
  readonly isAccounts?: true;
}

/** Gives a role to whoever logs in by an auth method, if the login's claims match. */
export interface RoleAssociation {
  readonly id: string;
  readonly authMethodId: number;
  /** The auth method's name as it was given when the association was made, or when the method was renamed. */
  authMethodName: string;
  subClaims: Record<string, string[]>;
  caseSensitive: boolean;
}

export interface GatewayRole {
  readonly id: number;
  readonly name: string;
  comment: string;
  /** Allows everything, whatever the rules say. */
  readonly admin: boolean;
  deleteProtection: boolean;
  rules: PathRule[];
  associations: RoleAssociation[];
  readonly createdAt: Date;
  modifiedAt: Date;
}
