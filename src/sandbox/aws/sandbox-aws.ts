import type { SandboxClock } from "../sandbox-clock.js";
import type { AccountState } from "./account-state.js";
import type { SandboxFunction } from "./functions/functions.js";
import type { PlannedAwsAnswer } from "./planned-answers.js";
import type { AwsService } from "./wording.js";

/** One call that the local AWS received, without secrets. */
export interface AwsCallRecord {
  /** 1, 2, 3, … in the order of arrival. */
  readonly number: number;
  readonly at: Date;
  /** `other`: signed for a service that the sandbox does not have, or not signed at all. */
  readonly service: AwsService | "other";
  readonly action: string;
  /** Whether the action can change anything; IAM writes are what the second apply must not make. */
  readonly write: boolean;
  /** Request parameters; secrets are replaced by "[secret]". */
  readonly parameters: Readonly<Record<string, string>>;
  /** Who signed: the caller's ARN, or null where the signature was not accepted. */
  readonly caller: string | null;
  readonly callerKeyId: string | null;
  readonly userAgent: string;
  /** The status that was answered; 0 where the reply was lost on purpose. */
  readonly status: number;
  /** AWS error code, or null. */
  readonly error: string | null;
}

export interface SandboxAccessKey {
  readonly userName: string;
  readonly id: string;
  readonly status: "Active" | "Inactive";
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/**
 * How a change of an access key becomes visible to whoever checks signatures; what IAM lists is true at once. A new
 * key may answer, fail again and answer again, as it does in the wild.
 */
export interface Propagation {
  /** Milliseconds until a new, changed or deleted key is seen the same way everywhere. Default: 0. */
  readonly delayMs: number;
  /** Whether during that time answers alternate instead of failing until it is over. Default: false. */
  readonly flapping: boolean;
}

export interface SandboxAwsOptions {
  readonly clock: SandboxClock;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: 0, a free port. */
  readonly port?: number;
  /** Twelve digits. Default: 000000424242, which no real account has. */
  readonly accountId?: string;
  readonly propagation?: Partial<Propagation>;
  /** Where ids, keys and tokens come from. Default: the operating system's random source. */
  readonly randomBytes?: (size: number) => Uint8Array;
  /** What plays the functions of Lambda, by name. Default: there are none. */
  readonly functions?: Readonly<Record<string, SandboxFunction>>;
  /** The state of an earlier one, to go on from. Default: an account with nothing in it. */
  readonly before?: AccountState;
  /** Called after whatever may have changed the state, before the caller is answered; if it throws, there is no answer. */
  readonly changed?: () => void;
}

/** One step that Secrets Manager asked of a rotation function. */
export interface SandboxRotation {
  readonly at: Date;
  /** ARN. */
  readonly secret: string;
  /** The version into which it is rotated. */
  readonly versionId: string;
  readonly step: "createSecret" | "setSecret" | "testSecret" | "finishSecret";
  /** 1, or 2 or 3 where the whole rotation was tried anew. */
  readonly attempt: number;
  readonly failed: boolean;
}

/** A running local IAM, STS, Secrets Manager and Lambda. `startSandboxAws(options)` in start.ts makes one. */
export interface SandboxAws {
  /** Base URL of all services, for AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly accountId: string;
  /** The identity that Terraform runs as in the sandbox: a user with AdministratorAccess. */
  readonly deployer: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The identity that the sandbox's gateway runs as (for targets that use the gateway's own identity); another such user. */
  readonly gatewayIdentity: { readonly accessKeyId: string; readonly secretAccessKey: string };
  calls(): readonly AwsCallRecord[];
  /** Every access key that exists now, of every user but the two identities above. */
  accessKeys(): readonly SandboxAccessKey[];
  /** Every access key id that was ever created, in order, deleted ones included; without the two identities above. */
  everCreatedKeyIds(): readonly string[];
  /**
   * Every secret that was ever issued or received: secret access keys (of the two identities above, too), session
   * tokens, passwords, the values of Secrets Manager. For canary scans.
   */
  issuedSecrets(): readonly string[];
  /** Decides how changes of keys spread that are made from now on. */
  setPropagation(propagation: Partial<Propagation>): void;
  /** Decides how the next accepted call of `action` is answered. Only in this process: there is no way to it over HTTP. */
  answerNext(action: string, answer: PlannedAwsAnswer): void;
  /** Has a function of Lambda played by something else from now on, or a new one at all. */
  provideFunction(name: string, played: SandboxFunction): void;
  /** Every step that a rotation function was asked for, oldest first. */
  rotations(): readonly SandboxRotation[];
  /** Everything that there is, for what keeps it. */
  state(): AccountState;
  /** Resolves when Secrets Manager rotates nothing. */
  rotationsDone(): Promise<void>;
  close(): Promise<void>;
}
