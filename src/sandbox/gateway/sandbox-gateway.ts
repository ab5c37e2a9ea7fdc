import type { SandboxClock } from "../sandbox-clock.js";

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
  readonly status: number;
  readonly error: string | null;
}

/** Something that the gateway did on its own or on request, for diagrams and evidence. */
export interface GatewayEvent {
  readonly at: Date;
  readonly kind: "rotated" | "rotation-failed" | "issued" | "revoked" | "expired";
  readonly name: string;
  /** For a rotation: the key id before and after. */
  readonly from?: string;
  readonly to?: string;
}

export interface SandboxGatewayOptions {
  readonly clock: SandboxClock;
  readonly host?: string;
  readonly port?: number;
  /** Where the gateway reaches AWS, with which account and as whom. */
  readonly aws: {
    readonly url: string;
    readonly identity: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Minutes for which a token lives. Default: 60. */
  readonly tokenTtlMinutes?: number;
}

/** A running local gateway. `startSandboxGateway(options)` in start.ts makes one. */
export interface SandboxGateway {
  /** Base URL of the V2 REST API, ending in /api/v2. */
  readonly url: string;
  /** An access id and key with every permission. */
  readonly admin: { readonly accessId: string; readonly accessKey: string };
  calls(): readonly GatewayCallRecord[];
  events(): readonly GatewayEvent[];
  /** The key id that an AWS target holds now, or undefined. */
  heldKeyId(target: string): string | undefined;
  /** Every secret that was ever issued or stored: tokens, access keys, static values, payloads. For canary scans. */
  issuedSecrets(): readonly string[];
  /** Makes every token issued so far invalid, as an expiry would. */
  expireTokens(): void;
  close(): Promise<void>;
}
