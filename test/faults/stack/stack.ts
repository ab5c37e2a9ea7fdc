import type { TerraformFolder } from "../terraform/terraform-folder.js";
import type { Person } from "../world/person.js";
import type { Changes } from "./changes.js";
import type { Waits } from "./waits.js";

/** Where the key lies: in a target, in a secret of Secrets Manager, or in a static secret of the gateway. */
export type Home = "target" | "secret" | "static secret";

/** For whom a rotation function works; what a person makes is known once it is made. */
export interface RotationTerms {
  readonly userName: string;
  userArn(): string;
  secretArn(): string;
}

/** A configuration that cells are played with, and the names of what it is about. */
export interface Stack {
  /** The user that is dedicated to the target. */
  readonly userName: string;
  /** Users that are to take its place in some configurations; dedicated to the same. */
  readonly successors: readonly string[];
  /** Path of the seeded target, or the name of the secret in which a machine user's key lies. */
  readonly target: string;
  readonly home: Home;
  readonly rotator: string;
  readonly producer: string;
  /** Folder of everything that it makes in the gateway. */
  readonly folder: string;
  /** Whether Terraform makes and deletes the user; else a person does. */
  readonly managesUser: boolean;
  /** How much faster time runs than outside. */
  readonly pace: number;
  /** Variables for Terraform, of which the values are secret. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The work is not Terraform's but that of a rotation function, which AWS calls. Default: it is Terraform's. */
  readonly byFunction?: RotationTerms;
  /** Text of Terraform's CLI configuration, with the provider in this folder. */
  cliConfig(provider: string): Promise<string>;
  /** What has to be there before the first apply. */
  prepare(person: Person, folder: TerraformFolder): Promise<void>;
  /** Writes the configuration, changed like this. */
  configure(folder: TerraformFolder, waits: Waits, changes: Changes): void;
}
