import type { Changes } from "../stack/changes.js";
import type { Scene } from "./scene.js";

/** Which part of the product's work a story is about. */
export type Phase =
  | "create"
  | "retire"
  | "update"
  | "rename"
  | "revive"
  | "reseed"
  | "user"
  | "unseed"
  | "seed"
  | "import"
  | "replace"
  | "lost"
  | "destroy"
  | "undo"
  | "quickstart"
  | "unhurried"
  | "moto"
  | "machine"
  | "machine-rotate"
  | "machine-end"
  | "machine-destroy"
  | "gateway-machine"
  | "gateway-machine-rotate"
  | "gateway-machine-end"
  | "gateway-machine-destroy"
  | "rotation-function"
  | "rotation-function-first"
  | "rotation-function-end";

/**
 * A piece of work that faults are thrown into: something is there already, and one Terraform command does the rest.
 * The faults come into that command; after it the work is done again without them.
 */
export interface Story {
  readonly phase: Phase;
  /** In a few words, for the table. */
  readonly title: string;
  /**
   * Our provider alone with a user that is there, for a target or as a machine whose key goes to AWS or the gateway, or
   * with a rotation function in the provider's place, or the whole quick start with the AWS provider.
   */
  readonly stack: "own" | "machine" | "gateway-machine" | "rotation-function" | "quickstart";
  /** Whether time is left as it is, with every wait that the product has by default. */
  readonly realTime: boolean;
  /** The AWS that it is played on. */
  readonly aws: "sandbox" | "moto";
  /** What the gateway does with the seed when it rotates: it deletes it, or leaves that to the retirement. */
  readonly foreignKeys: "delete" | "leave";
  /** What is applied before, without faults, one after the other; undefined for nothing. */
  readonly before?: Changes | readonly Changes[];
  /** What a person does after that. */
  person?(scene: Scene): Promise<void>;
  /** The work itself. */
  readonly work: {
    readonly command: "apply" | "destroy";
    readonly changes: Changes;
    readonly args: readonly string[];
  };
  /** The work again, after the fault. Default: an apply or destroy of the same. */
  readonly again?: { readonly command: "apply" | "destroy"; readonly changes: Changes };
}
