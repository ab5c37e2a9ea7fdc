/** When Terraform rotates a machine user's key; see {@link MachineRotation.byTerraform}. */
export interface TerraformRotationOptions {
  /** Days after which a key is due, 1 to 1000: the first apply after that rotates it. @default - it is never due */
  readonly everyDays?: number | undefined;
  /** Any text; another one rotates the key. @default - none */
  readonly trigger?: string | undefined;
}

/** When AWS rotates a machine user's key; see {@link MachineRotation.byFunction}. */
export interface FunctionRotationOptions {
  /** Days between two rotations, 1 to 1000. @default 90 */
  readonly everyDays?: number | undefined;
}

/** Who makes the keys of a machine user, and when. A secret has one owner of its key. */
export class MachineRotation {
  /** The resource `latchkey_machine_key`: a key is rotated, and a replaced one ended, by an apply. */
  static byTerraform(options: TerraformRotationOptions = {}): MachineRotation {
    return new MachineRotation("terraform", options);
  }

  /**
   * A rotation function of the secret: AWS is the scheduler, and a daily event ends replaced keys whose grace is over. No
   * apply is needed, and none knows of the keys: the user goes with whatever keys it has. It goes on with the key of a resource
   * that rotated by Terraform before, which Terraform forgets.
   */
  static byFunction(options: FunctionRotationOptions = {}): MachineRotation {
    return new MachineRotation("function", { everyDays: options.everyDays ?? 90 });
  }

  private constructor(
    /** @internal */
    readonly owner: "terraform" | "function",
    /** @internal */
    readonly options: TerraformRotationOptions,
  ) {}
}
