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

/** Properties of a {@link Rotator}. */
export interface RotatorProps {
  /** Path of the rotator in the gateway. Changing it makes a new rotator. */
  readonly name: string;
  /** The target whose key is rotated. Changing it makes a new rotator. */
  readonly target: ITarget;
  /** Days between two rotations, 1 to 365. @default 1 */
  readonly intervalDays?: number | undefined;
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. @default - the gateway's own choice */
  readonly rotationHour?: number | undefined;
  /** Whether the schedule is on. @default true */
  readonly autoRotate?: boolean | undefined;
  /** Text shown with the rotator. @default - none */
  readonly description?: string | undefined;
  /** Tags of the rotator in the gateway. @default - none */
  readonly tags?: readonly string[] | undefined;
}

/** Replaces the access key of a target on a schedule. The gateway makes the new key and keeps it to itself. */
export class Rotator extends Construct implements IRotator {
  readonly rotatorName: string;
  readonly target: ITarget;

  constructor(scope: Construct, id: string, props: RotatorProps) {
    super(scope, id);
    const { target, ...rest } = props;
    if (target.usesGatewayIdentity) {
      const flaw = `should hold a key, got [${target.node.path}], which uses the gateway's own identity`;
      throw refusal(this, "NOTHING_TO_ROTATE", "target", flaw);
    }
    const resource = new LatchkeyRotatedSecretAws(this, "Resource", {
      ...rest,
      target,
      ...given({ provider: target.provider }),
    });
    this.rotatorName = resource.name;
    this.target = target;
  }
}
