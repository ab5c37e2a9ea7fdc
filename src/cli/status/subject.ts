import type { IamUserArn } from "../../domain/iam-user-arn.js";
import type { StatedSource } from "./source-drift.js";

/** One target's credential, as far as names go. */
export interface StatusSubject {
  /** With a leading slash, as all paths here. */
  readonly target: string;
  /** Whose keys they are; undefined where neither state nor caller says so. */
  readonly user: IamUserArn | undefined;
  /** Undefined: the gateway has to tell. */
  readonly rotator: string | undefined;
  /** The key that was handed over, where a state tells it. */
  readonly seedKeyId: string | undefined;
  /** From where a state says that the target has its credentials; undefined where none does. */
  readonly source?: StatedSource | undefined;
  /** What a state tells of the retirement; undefined where it has none. */
  readonly retirement: { readonly proof: string | undefined; readonly at: Date | undefined } | undefined;
}
