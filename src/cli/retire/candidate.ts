import type { IamUserArn } from "../../domain/iam-user-arn.js";
import { masked } from "../../domain/masked.js";
import type { Fault } from "../../errors/fault.js";
import type { KeyResource, TargetResource, UserResource } from "../state/stack.js";

/** What is known of a key before anything is decided about it. */
export interface KeySubject {
  readonly keyId?: string | undefined;
  readonly userName?: string | undefined;
  readonly user?: IamUserArn | undefined;
  readonly target?: string | undefined;
  /** The resource that has made the key; none for a key that our provider has minted. */
  readonly keyResource?: KeyResource | undefined;
  readonly targetResource?: TargetResource | undefined;
}

/** A key that can be retired as far as names go, and all that its retirement has to know. */
export interface RetireCandidate extends KeySubject {
  /** Undefined: the two systems have to tell. */
  readonly keyId: string | undefined;
  readonly user: IamUserArn;
  readonly userResource?: UserResource | undefined;
  readonly target: string;
  readonly rotator: string;
  readonly proofProducer: string | null;
  readonly quietSeconds: number;
  /** What is known not to need the key: addresses of resources, paths in the gateway. */
  readonly despite?: readonly string[];
}

/** What was found out about a key by names alone. */
export type CandidateFinding =
  | { readonly kind: "candidate"; readonly candidate: RetireCandidate }
  /** `why` is a sentence without its full stop. */
  | { readonly kind: "nothing"; readonly about: KeySubject; readonly why: string }
  /** Fed to no target: none of our business. */
  | { readonly kind: "unrelated"; readonly about: KeySubject }
  | { readonly kind: "refused"; readonly about: KeySubject; readonly fault: Fault };

/** The finding that a key does not exist any more. */
export function goneAlready(about: KeySubject, keyId: string): CandidateFinding & { kind: "nothing" } {
  return { kind: "nothing", about, why: `key ${masked(keyId)} is gone already` };
}
