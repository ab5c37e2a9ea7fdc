import type { PolicySubject } from "../authorization.js";
import type { SignedCaller } from "../caller.js";
import type { Input } from "../input.js";
import type { Account } from "../store/account.js";
import type { XmlFields } from "../xml.js";

/** One call whose signature was accepted. */
export interface ActionCall {
  readonly input: Input;
  readonly caller: SignedCaller;
  readonly account: Account;
  /** The sandbox's time. */
  readonly now: Date;
}

/** One action of the Query API. */
export interface Action {
  readonly service: "iam" | "sts";
  readonly name: string;
  /** Whether it can change anything. */
  readonly write: boolean;
  /** Every parameter that it understands; any other is refused. */
  readonly takes: readonly string[];
  /** What it is about, for policies; undefined where AWS asks for no permission or the action asks itself. */
  readonly about: ((call: ActionCall) => PolicySubject) | undefined;
  /** @returns the result's elements, or undefined for an action without a result. */
  readonly run: (call: ActionCall) => XmlFields | undefined;
}

type Body = Pick<Action, "takes" | "about" | "run">;

/** An IAM action that changes something. */
export function iamWrite(name: string, body: Body): Action {
  return { service: "iam", name, write: true, ...body };
}

/** An IAM action that only looks. */
export function iamRead(name: string, body: Body): Action {
  return { service: "iam", name, write: false, ...body };
}

/** For actions that are about no single thing: only a policy with `Resource: "*"` covers them. */
export const everything = (): PolicySubject => ({ arn: "*" });
