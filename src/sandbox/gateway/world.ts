import type { SandboxClock } from "../sandbox-clock.js";
import type { Access } from "./access.js";
import type { AwsEndpoint } from "./effects/aws-endpoint.js";
import type { Events } from "./events.js";
import type { Locks } from "./locks.js";
import type { CertificateChallenges } from "./logins/certificate.js";
import type { UidTokens } from "./logins/uid-tokens.js";
import type { Passports } from "./passports.js";
import type { PathRule } from "./records/role.js";
import type { AwsKeys } from "./records/target.js";
import type { SecretLedger } from "./secret-ledger.js";
import type { TokenSessions } from "./session.js";
import type { Store } from "./store.js";

/** Everything that a command can see and touch. */
export interface GatewayWorld {
  readonly accountId: string;
  readonly clock: SandboxClock;
  readonly store: Store;
  readonly secrets: SecretLedger;
  readonly sessions: TokenSessions;
  readonly uidTokens: UidTokens;
  readonly challenges: CertificateChallenges;
  readonly access: Access;
  readonly events: Events;
  readonly locks: Locks;
  readonly passports: Passports;
  readonly aws: AwsEndpoint;
  /** The gateway's own AWS identity. */
  readonly identity: AwsKeys;
  /** What becomes of a key that the gateway replaces and did not make itself. */
  readonly foreignKeys: "delete" | "leave";
  /** What the gateway takes the intervals of custom rotated secrets for. */
  readonly customIntervals: "days" | "minutes";
  /** The rules that every new role gets. */
  readonly accountRules: readonly PathRule[];
  /** Aborted when the gateway is closed. */
  readonly closing: AbortSignal;
  /** Waits; rejects when the gateway is closed. */
  readonly sleep: (ms: number) => Promise<void>;
}
