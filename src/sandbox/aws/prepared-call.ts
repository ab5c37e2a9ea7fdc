import type { PolicySubject } from "./authorization.js";
import type { SignedCaller } from "./caller.js";

/** The answer to an accepted call. */
export interface AcceptedReply {
  /** Default: 200. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call whose action is known, in whatever protocol it came; nothing has been done yet. */
export interface PreparedCall {
  readonly action: string;
  /** Whether the action can change anything. */
  readonly write: boolean;
  /** @throws AwsError for parameters that the action does not take, or a caller who may never call it. */
  check(caller: SignedCaller): void;
  /** What it is about, for policies; undefined where the action asks itself. */
  about(caller: SignedCaller, now: Date): PolicySubject | undefined;
  /** Does it. */
  run(caller: SignedCaller, now: Date, requestId: string): AcceptedReply | Promise<AcceptedReply>;
}
