import type { SandboxClock } from "../sandbox-clock.js";
import type { GatewayState } from "./gateway-state.js";
import type { PlannedAnswer } from "./planned-answers.js";
import type { PathRule } from "./records/role.js";

/** One call that the local gateway received, without secrets. */
export interface GatewayCallRecord {
  readonly number: number;
  readonly at: Date;
  /** Command name, such as `target-create-aws`. */
  readonly command: string;
  readonly write: boolean;
  /** The path that the command is about, with a leading slash, or null. */
  readonly name: string | null;
  readonly accessId: string | null;
  /** The status that was answered; 0 where the reply was lost on purpose. */
  readonly status: number;
  readonly error: string | null;
}

/** Something that the gateway did on its own or on request, for diagrams and evidence. */
export interface GatewayEvent {
  readonly at: Date;
  readonly kind: "rotated" | "rotation-failed" | "issued" | "revoked" | "expired" | "revocation-failed";
  readonly name: string;
  /** For a rotation: the key id before and after. */
  readonly from?: string;
  readonly to?: string;
  /** For a rotation with grace: when the key before is to be deleted; null for the next rotation. */
  readonly keptUntil?: Date | null;
}

/** A rule that every new role gets. */
export type AccountRule = Pick<PathRule, "path" | "type" | "capabilities">;

export interface SandboxGatewayOptions {
  readonly clock: SandboxClock;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: 0, a free port. */
  readonly port?: number;
  /** Where the gateway reaches AWS, with which account and as whom. */
  readonly aws: {
    readonly url: string;
    readonly identity: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /**
   * What a rotation does with a replaced key that the gateway did not make itself: a key that a caller gave it is
   * deleted like its own, or left to whoever made it. Gateways are set up either way. Default: delete.
   */
  readonly foreignKeys?: "delete" | "leave";
  /**
   * What the account's owner has put into every new role, and no caller can take away. The official provider knows such
   * rules, "usually deny" ones, and the account of its makers' tests has one. Default: none.
   */
  readonly accountRules?: readonly AccountRule[];
  /**
   * What it takes the intervals of custom rotated secrets for: the API's description says days, the official provider
   * minutes. Default: days.
   */
  readonly customIntervals?: "days" | "minutes";
  /** Minutes for which a token lives. Default: 60. */
  readonly tokenTtlMinutes?: number;
  /** Access id and key of the administrator, for one that takes the place of another. Default: new ones. */
  readonly admin?: { readonly accessId: string; readonly accessKey: string };
  /** The state of an earlier one, to go on from. Default: a gateway with nothing in it. */
  readonly before?: GatewayState;
  /** Called after whatever may have changed the state, before the caller is answered; if it throws, there is no answer. */
  readonly changed?: () => void;
  /** How the gateway waits while a new key spreads through AWS. Default: real time. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A running local gateway. `startSandboxGateway(options)` in start.ts makes one. */
export interface SandboxGateway {
  /** Base URL of the V2 REST API, ending in /api/v2. */
  readonly url: string;
  /** An access id and key with every permission. */
  readonly admin: { readonly accessId: string; readonly accessKey: string };
  /** What the gateway received, in the order in which it was answered. */
  calls(): readonly GatewayCallRecord[];
  events(): readonly GatewayEvent[];
  /** How many connections callers have opened to it. */
  connections(): number;
  /** The key id that an AWS target holds now, or undefined. */
  heldKeyId(target: string): string | undefined;
  /**
   * Every secret that was ever issued, stored or sent: tokens, access keys, static values, payloads; also JWTs, cloud
   * ids and what else was sent in vain. For canary scans.
   */
  issuedSecrets(): readonly string[];
  /** Makes every token issued so far invalid, as an expiry would. */
  expireTokens(): void;
  /** Decides how the next call of `command` is answered. Only in this process: there is no way to it over HTTP. */
  answerNext(command: string, answer: PlannedAnswer): void;
  /** Everything that it remembers, for what keeps it. */
  state(): GatewayState;
  close(): Promise<void>;
}
