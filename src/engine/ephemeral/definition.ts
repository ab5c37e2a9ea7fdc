import type { SecretText } from "../../domain/secret-text.js";
import type { Attributes, BlockTable, ComputedOf, PlanOf } from "../../vocabulary/index.js";
import type { OperationContext } from "../definition.js";

export interface OpenContext<T extends Attributes, Client> extends OperationContext<Client> {
  /** What the user wrote, wholly known, with defaults filled in. */
  readonly config: PlanOf<T>;
}

export interface HeldContext<Kept, Client> extends OperationContext<Client> {
  /** What was kept when it was opened, or last renewed; undefined when nothing was. */
  readonly kept: Kept;
}

/** The computed attributes; one that is text may be told as SecretText, if the table says that it is sensitive. */
export type EphemeralResultOf<T extends Attributes> = {
  readonly [K in keyof ComputedOf<T>]:
    | ComputedOf<T>[K]
    | (string extends ComputedOf<T>[K] ? SecretText : never);
};

export interface Opened<T extends Attributes, Kept> {
  readonly result: EphemeralResultOf<T>;
  /** What renewing and closing need: plain data (as JSON has it). It is never stored. Default: undefined. */
  readonly kept?: Kept;
  /** When it has to be renewed, counted from now. Default: never. */
  readonly renewInSeconds?: number;
}

export interface Renewed<Kept> {
  /** Default: what was kept before. */
  readonly kept?: Kept;
  /** When it has to be renewed again, counted from now. Default: never. */
  readonly renewInSeconds?: number;
}

/**
 * One ephemeral resource: something that is there while a command of Terraform runs, in plans as well, and that is
 * stored nowhere. The place for what the gateway tells of a secret.
 */
export interface EphemeralDefinition<T extends Attributes, Kept, Client> {
  readonly table: BlockTable<T>;
  /** Opens it. What it throws leaves nothing open. */
  open(context: OpenContext<T, Client>): Promise<Opened<T, Kept>>;
  /** Prolongs it, whenever `renewInSeconds` have gone by. */
  renew?(context: HeldContext<Kept, Client>): Promise<Renewed<Kept> | undefined>;
  /**
   * Gives it back; something already gone is success. Also called when the result of `open` cannot be handed over, and
   * after Terraform was asked to stop. Default: there is nothing to give back.
   */
  close?(context: HeldContext<Kept, Client>): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of definitions holds ephemeral resources with different attributes
export type AnyEphemeral<Client> = EphemeralDefinition<any, any, Client>;

/** Fixes the client's type and infers the rest: `defineEphemeralResource<Clients>()({ table, open, renew, close })`. */
export function defineEphemeralResource<Client>() {
  return <T extends Attributes, Kept = undefined>(definition: EphemeralDefinition<T, Kept, Client>) =>
    definition;
}
