import type { DeployRecord, StageRecord } from "../record.js";
import type { HistoryOf } from "../story.js";

/** A deploy, and what the secret says of itself afterwards. */
export interface KeyDeploy extends DeployRecord {
  /** Id of the key that the current version of the secret holds, as its label says. */
  readonly current: string | undefined;
}

/** What came of reading the secret. */
export interface SecretReading extends StageRecord {
  /** What the role got to which it is granted: the id of the key and whom STS names for it, or the error's name. */
  readonly developers: { readonly keyId: string | undefined; readonly worksAs: string } | string;
  /** What a role got that may do everything in the account: `read`, or the error's name. */
  readonly administrators: string;
}

/** What each stage records. */
export type MachineUserStages = {
  readonly deploy: KeyDeploy;
  readonly read: SecretReading;
  readonly rotation: KeyDeploy;
  readonly "second deploy": KeyDeploy;
  readonly destroy: KeyDeploy;
};

export type MachineUserHistory = HistoryOf<MachineUserStages>;
