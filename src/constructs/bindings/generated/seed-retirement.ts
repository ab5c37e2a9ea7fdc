// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { seedRetirementTable } from "../../../schema/resources/seed-retirement.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeySeedRetirementArguments = BindingConfig<typeof seedRetirementTable>;

/** Arguments of `latchkey_seed_retirement`. */
export interface LatchkeySeedRetirementConfig extends LatchkeySeedRetirementArguments {
  /** Path of the target whose seed is retired. */
  readonly target: LatchkeySeedRetirementArguments["target"];
  /** Path of the rotator of that target. */
  readonly rotator: LatchkeySeedRetirementArguments["rotator"];
  /** ARN of the IAM user that is dedicated to the target. */
  readonly seedUserArn: LatchkeySeedRetirementArguments["seedUserArn"];
  /** Id of the seed: the `seed_key_id` of the target. A retirement that is to be made needs it. One that is there already keeps its seed where this is null, which is what the target's comes to when it is imported after its seed has been retired. */
  readonly seedKeyId?: LatchkeySeedRetirementArguments["seedKeyId"];
  /** Seconds between the deactivation of the seed and the second proof, 0 to 3600. AWS honours a dead key for a few seconds more. Default: 15. */
  readonly quietPeriodSeconds?: LatchkeySeedRetirementArguments["quietPeriodSeconds"];
  /** Path of a dynamic producer of the target. Where the caller may not read the target's details, a credential that it issues is the proof. Default: none. */
  readonly proofProducer?: LatchkeySeedRetirementArguments["proofProducer"];
}

/** `latchkey_seed_retirement`: Retires the seed key of a target: has it rotated, proves the working key by use, deactivates the seed, waits, proves again and deletes the seed. Depends on everything that the gateway needs for a rotation. */
export class LatchkeySeedRetirement extends bind(seedRetirementTable) {
  constructor(scope: Construct, id: string, config: LatchkeySeedRetirementConfig) {
    super(scope, id, config);
  }
}
