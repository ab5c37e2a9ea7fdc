import { Construct, type IConstruct } from "constructs";
import { LatchkeyRotatedSecretAws } from "./bindings/index.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";
import type { ITarget } from "./target.js";

/** What replaces the key of a target on a schedule. */
export interface IRotator extends IConstruct {
  /** Path of the rotator in the gateway; whatever refers to it waits for the rotator. */
  readonly rotatorName: string;
  /** The target whose key is rotated. */
  readonly target: ITarget;
}

/** How long the key before stays Active after a rotation. */
export interface RotationGrace {
  /** Days for which it stays, fewer than those between two rotations. @default - the gateway's own choice */
  readonly intervalDays?: number | undefined;
  /** Hour of the day (UTC, 0 to 23) at which it ends. @default - the gateway's own choice */
  readonly hour?: number | undefined;
  /**
   * Whether the new key is made so many days before the day that is planned, on which the one before ends, or on that
   * day, and the one before ends so many days after it.
   * @default after
   */
  readonly timing?: "before" | "after" | undefined;
}

/** An access key of an IAM user that a rotator holds itself; applications read it as its value. */
export interface RotatedKey {
  /** Id of the key to begin with. */
  readonly id: string;
  /**
   * Its secret, as a reference to an ephemeral value such as `variable.stringValue` of an EphemeralVariable. It reaches
   * the gateway and no file; anything that would be stored is refused. A new rotator and a new version need it.
   */
  readonly secretWo?: string | undefined;
  /** Raise it whenever id and secret change: Terraform cannot compare what it does not store. @default 1 */
  readonly version?: number | undefined;
  /**
   * Who calls AWS: the user with that very key, or the target's user, who then has to be allowed to.
   * @default the target's user
   */
  readonly rotatedBy?: "itself" | "target" | undefined;
}

/** Properties of a {@link Rotator}. */
export interface RotatorProps {
  /** Path of the rotator in the gateway. Changing it makes a new rotator. */
  readonly name: string;
  /** The target whose key is rotated, or through which `ownKey` is. Changing it makes a new rotator. */
  readonly target: ITarget;
  /** A key of the rotator's own, to be rotated in place of the target's. @default - the target's key is rotated */
  readonly ownKey?: RotatedKey | undefined;
  /** Days between two rotations, 1 to 365. @default 1 */
  readonly intervalDays?: number | undefined;
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. @default - the gateway's own choice */
  readonly rotationHour?: number | undefined;
  /** How long the key before stays Active after a rotation. @default - it is deleted at once */
  readonly grace?: RotationGrace | undefined;
  /** Whether the schedule is on. @default true */
  readonly autoRotate?: boolean | undefined;
  /** Region in which AWS is called to rotate. @default - the gateway's own default, us-east-2 */
  readonly region?: string | undefined;
  /** Whether the gateway refuses to delete the rotator. @default false */
  readonly deleteProtection?: boolean | undefined;
  /** Path of the key by which the gateway encrypts what the rotator holds. @default - the account's own */
  readonly protectionKey?: string | undefined;
  /** How many versions are kept. @default - the account's own number */
  readonly maxVersions?: number | undefined;
  /** Text shown with the rotator. @default - none */
  readonly description?: string | undefined;
  /** Tags of the rotator in the gateway. @default - none */
  readonly tags?: readonly string[] | undefined;
}

/**
 * Replaces the access key of a target on a schedule, which the gateway makes and keeps to itself; or a key of an IAM user
 * that it holds for applications.
 */
export class Rotator extends Construct implements IRotator {
  readonly rotatorName: string;
  readonly target: ITarget;

  constructor(scope: Construct, id: string, props: RotatorProps) {
    super(scope, id);
    const { target, ownKey, grace, protectionKey, ...rest } = props;
    if (target.usesGatewayIdentity && !ownKey) {
      const flaw = `should hold a key, got [${target.node.path}], which uses the gateway's own identity`;
      throw refusal(this, "NOTHING_TO_ROTATE", "target", flaw);
    }
    const resource = new LatchkeyRotatedSecretAws(this, "Resource", {
      ...rest,
      target,
      ...given({ key: protectionKey }),
      ...(grace && {
        graceRotation: true,
        ...given({ graceIntervalDays: grace.intervalDays, graceHour: grace.hour, graceTiming: grace.timing }),
      }),
      ...(ownKey && {
        rotatorType: "api-key" as const,
        apiId: ownKey.id,
        apiKeyWoVersion: ownKey.version ?? 1,
        ...given({ apiKeyWo: ownKey.secretWo }),
        ...(ownKey.rotatedBy === "itself" && { authenticationCredentials: "use-user-creds" as const }),
      }),
      ...given({ provider: target.provider }),
    });
    this.rotatorName = resource.name;
    this.target = target;
  }
}
