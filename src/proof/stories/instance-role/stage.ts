import type { DeployRecord, StageRecord } from "../record.js";
import type { HistoryOf } from "../story.js";

/** What instances did to read their secrets: with their own role in its folder and outside of it, and with another role. */
export interface InstanceReading extends StageRecord {
  /** The id by which an instance names the auth method to which the role is bound. */
  readonly accessId: string;
  /** Whether the value of the secret in its folder was told, and nothing else than it. */
  readonly told: boolean;
  /** Whether the same value, which is that of both secrets, was told in either of the other attempts. */
  readonly toldInVain: boolean;
  /** What an instance was told of the secret outside of its folder. */
  readonly toldOutside: string;
  /** What an instance with another role was told. */
  readonly toldOther: string;
}

/** What each stage records. */
export type InstanceRoleStages = {
  readonly deploy: DeployRecord;
  readonly read: InstanceReading;
  readonly "second deploy": DeployRecord;
  readonly destroy: DeployRecord;
};

export type InstanceRoleHistory = HistoryOf<InstanceRoleStages>;
