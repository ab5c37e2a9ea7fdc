import type { DeployRecord, StageRecord } from "../record.js";
import type { HistoryOf } from "../story.js";
import type { TemporaryUser } from "./temporary-user.js";

/** What became of a reader's user and an operator's. */
export interface UsersIssued extends StageRecord {
  /** The temporary users that were there while both were. */
  readonly issued: readonly TemporaryUser[];
  /** Whom STS named for the reader's key. */
  readonly readerWorksAs: string;
  /** Those that were there once the operator's was revoked. */
  readonly afterRevocation: readonly TemporaryUser[];
  /** Those that were there once the reader's time was over. */
  readonly afterItsTime: readonly TemporaryUser[];
}

/** What each stage records. */
export type TemporaryUsersStages = {
  readonly deploy: DeployRecord;
  readonly "second stack": DeployRecord;
  readonly users: UsersIssued;
  readonly "second stack's end": DeployRecord;
  readonly destroy: DeployRecord;
};

export type TemporaryUsersHistory = HistoryOf<TemporaryUsersStages>;
