import type { DeployRecord, StageRecord } from "../record.js";
import type { HistoryOf } from "../story.js";

/** One call of the application by one of its users. */
export interface Answer {
  readonly path: string;
  readonly status: number;
  /** Whether it said what the system behind it holds. */
  readonly right: boolean;
}

/** What the systems behind the gateway tell at the end of a stage. */
export interface Systems {
  /** The logins that the database has for clients. */
  readonly logins: readonly string[];
  /** The statuses with which the API has answered in the stage, in their order. */
  readonly weather: readonly number[];
  /** What the application has answered in the stage, in its order. */
  readonly answers: readonly Answer[];
}

/** The login with which the webhook works, as the gateway keeps it. */
export interface WebhookLogin {
  readonly user: string;
  /** Whether the database accepts it. */
  readonly accepted: boolean;
  /** Whether it is, to the letter, what it was when it was last looked at. */
  readonly same: boolean;
}

/** What each stage records. */
export type OtherSystemsStages = {
  readonly deploy: DeployRecord & Systems;
  readonly use: StageRecord & Systems;
  /** The time of the application's login is over. */
  readonly "half an hour": StageRecord &
    Systems & {
      /** The logins that were there before the application was asked again. */
      readonly left: readonly string[];
    };
  /** The webhook's own login is rotated on schedule. */
  readonly "a month": StageRecord & Systems & { readonly webhookLogin: WebhookLogin };
  /** A person gives the key of the API anew, and changes the description of the dynamic secret. */
  readonly "another key": DeployRecord & Systems & { readonly webhookLogin: WebhookLogin };
  readonly "second deploy": DeployRecord &
    Systems & {
      /** What the application has logged in all its life. */
      readonly logged: readonly string[];
    };
  readonly destroy: DeployRecord & Systems;
};

export type OtherSystemsHistory = HistoryOf<OtherSystemsStages>;
