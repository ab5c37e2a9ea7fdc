import type { IamUserArn } from "../../domain/iam-user-arn.js";
import type { KeyFields } from "../../domain/key-fields.js";
import { masked } from "../../domain/masked.js";
import type { Fault } from "../../errors/fault.js";
import type { SecretVersionResource } from "../state/secret-resources.js";
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
  /** The secret of AWS Secrets Manager in which those who work with the key find it. */
  readonly secret?: SecretPlace | undefined;
  /** What Terraform has written to that secret. */
  readonly versionResources?: readonly SecretVersionResource[] | undefined;
}

/** A secret that holds a key and nothing else. */
export interface SecretPlace {
  readonly arn: string;
  readonly name: string;
  /** The fields of its JSON. */
  readonly fields: KeyFields;
  /** Seconds for which a replaced key goes on working. */
  readonly graceSeconds: number;
}

/** A key of a machine user in a secret, as far as names go. */
export interface MachineCandidate extends KeySubject {
  /** Undefined: the secret and IAM have to tell. */
  readonly keyId: string | undefined;
  readonly user: IamUserArn;
  /** ARN or name. */
  readonly secretId: string;
  readonly graceSeconds: number;
  readonly quietSeconds: number;
  /**
   * Whether it was met in a stack of a gateway's, and not named: then a user that is not dedicated to the secret is
   * let be.
   */
  readonly isByTheWay: boolean;
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
  /** A key in a secret of AWS Secrets Manager: another one is to lie there instead, which no state has seen. */
  | { readonly kind: "machine"; readonly candidate: MachineCandidate }
  /** `why` is a sentence without its full stop. */
  | { readonly kind: "nothing"; readonly about: KeySubject; readonly why: string }
  /** Fed to no target: none of our business. `hint`: what would make it so, without its full stop. */
  | { readonly kind: "unrelated"; readonly about: KeySubject; readonly hint?: string }
  | { readonly kind: "refused"; readonly about: KeySubject; readonly fault: Fault };

/** The finding that a key does not exist any more. */
export function goneAlready(about: KeySubject, keyId: string): CandidateFinding & { kind: "nothing" } {
  return { kind: "nothing", about, why: `key ${masked(keyId)} is gone already` };
}
