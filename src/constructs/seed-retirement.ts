import { Construct } from "constructs";
import { LatchkeySeedRetirement } from "./bindings/index.js";
import { dependentsOf } from "./dependents.js";
import type { IDynamicProducer } from "./dynamic-producer.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";
import type { IRotator } from "./rotator.js";
import type { ITarget } from "./target.js";

/** Properties of a {@link SeedRetirement}. */
export interface SeedRetirementProps {
  /** The target whose seed is retired. Changing it makes a new object. */
  readonly target: ITarget;
  /** What replaces the seed by a key of the gateway's own. */
  readonly rotator: IRotator;
  /**
   * Seconds between the deactivation of the seed and the second proof, 0 to 3600. AWS honours a dead key for a few
   * seconds more. @default 15
   */
  readonly quietPeriodSeconds?: number | undefined;
  /**
   * Proves the working key where the caller may not read the target's details, by a credential that it issues.
   * @default - the target's details are read
   */
  readonly proofProducer?: IDynamicProducer | undefined;
}

/**
 * Ends the seed key of a target: has it rotated, proves the working key by use, deactivates the seed, waits, proves
 * again and deletes the seed. It comes last: after everything that stands on the target, whenever that is added.
 */
export class SeedRetirement extends Construct {
  /** `retired`, or `active` or `inactive` while the seed still exists. */
  readonly seedStatus: string;
  /** How the working key was proven: `sts` or `dynamic_credential`. */
  readonly proof: string;
  /** When the seed was found gone (RFC 3339, UTC). */
  readonly retiredAt: string;

  constructor(scope: Construct, id: string, props: SeedRetirementProps) {
    super(scope, id);
    const { target, rotator, proofProducer, quietPeriodSeconds } = props;
    if (!target.seed) {
      const flaw = `should be seeded by a user, got [${target.node.path}], which is not`;
      throw refusal(this, "NOTHING_TO_RETIRE", "target", flaw);
    }
    this.checkTarget("rotator", rotator, target);
    if (proofProducer) this.checkTarget("proofProducer", proofProducer, target);

    const resource = new LatchkeySeedRetirement(this, "Resource", {
      target: target.targetName,
      rotator: rotator.rotatorName,
      seedUserArn: target.seed.user.userArn,
      seedKeyId: target.seed.keyId,
      ...given({
        quietPeriodSeconds,
        proofProducer: proofProducer?.producerName,
        provider: target.provider,
      }),
    });
    resource.dependsOn = dependentsOf(target, this);
    this.seedStatus = resource.seedStatus;
    this.proof = resource.proof;
    this.retiredAt = resource.retiredAt;
  }

  private checkTarget(prop: string, { target, node }: IRotator | IDynamicProducer, wanted: ITarget): void {
    if (target === wanted) return;
    const where = target ? `belongs to [${target.node.path}]` : "has an access key of its own";
    const flaw = `should belong to [${wanted.node.path}], got [${node.path}], which ${where}`;
    throw refusal(this, "WRONG_TARGET", prop, flaw);
  }
}
