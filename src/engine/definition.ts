import type { Fault } from "../errors/fault.js";
import type {
  ActionTable,
  Attributes,
  ComputedOf,
  ConfigOf,
  PlanOf,
  SecretsOf,
  StateOf,
  StoredOf,
  Table,
  Unknown,
} from "../vocabulary/index.js";
import type { AnyDataSource } from "./data/definition.js";
import type { AnyEphemeral } from "./ephemeral/definition.js";
import type { AnyFunction } from "./function/definition.js";
import type { AnyList } from "./list/definition.js";
import type { Logger } from "./logger.js";
import type { MoveContext, Moved, MoveSource } from "./move/definition.js";

/** What every operation is given. `Client` is what the provider's `configure` made. */
export interface OperationContext<Client> {
  readonly client: Client;
  /** Aborted when Terraform asks to stop (Ctrl-C). Pass it on to everything that waits. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Shows a warning beside the result, whatever becomes of the operation. */
  warn(summary: string, detail: string): void;
}

/** What the operations are given whose result Terraform stores after they have changed something. */
export interface WriteContext<Client> extends OperationContext<Client> {
  /**
   * Whether Terraform still waits for the result, so that it can be stored; false once Terraform was killed. What makes
   * sense only with a stored result is left undone then.
   */
  isAwaited(): boolean;
}

export interface CreateContext<T extends Attributes, Client> extends WriteContext<Client> {
  readonly plan: PlanOf<T>;
  readonly secrets: SecretsOf<T>;
  /**
   * Tells that the remote object exists now: if the create fails after this, the object is kept in state (tainted)
   * with the planned values and these computed ones, and is not an orphan. May be called again with more.
   */
  checkpoint(computed: Partial<ComputedOf<T>>): void;
}

export interface ReadContext<T extends Attributes, Client> extends OperationContext<Client> {
  readonly state: StoredOf<T>;
}

export interface UpdateContext<T extends Attributes, Client> extends WriteContext<Client> {
  readonly plan: PlanOf<T>;
  readonly prior: StoredOf<T>;
  readonly secrets: SecretsOf<T>;
  /** Whether any of these attributes differs between prior state and plan. */
  changed(...names: (keyof PlanOf<T> & string)[]): boolean;
  /** Tells which values have already been changed, so that a later failure stores what is true. */
  checkpoint(changed: Partial<StateOf<T>>): void;
}

/** The plan in the making; see {@link ResourceDefinition.plan}. */
export interface PlanContext<T extends Attributes> {
  /** Null for a create. */
  readonly prior: StoredOf<T> | null;
  readonly config: ConfigOf<T>;
  /** The planned value of one attribute as it stands. */
  planned<K extends keyof StateOf<T> & string>(name: K): StateOf<T>[K] | null | Unknown;
  /** Predicts a computed attribute. The value must come true in apply. */
  set<K extends keyof ComputedOf<T> & string>(name: K, value: ComputedOf<T>[K]): void;
  /** Makes a computed attribute "known after apply", which turns an otherwise empty plan into an update. */
  recompute(name: keyof ComputedOf<T> & string): void;
  /** Asks for a new object, because of this attribute, which must change. */
  replace(name: keyof StateOf<T> & string): void;
  warn(summary: string, detail: string, attribute?: string): void;
  fail(fault: Fault): void;
}

/** A create or an update that is planned; see {@link ResourceDefinition.planCreate}. */
export interface PlanCreateContext<T extends Attributes, Client> extends OperationContext<Client> {
  /** The planned value of one attribute. */
  planned<K extends keyof StateOf<T> & string>(name: K): StateOf<T>[K] | null | Unknown;
}

/** An update that is planned; see {@link ResourceDefinition.planUpdate}. */
export interface PlanUpdateContext<T extends Attributes, Client> extends PlanCreateContext<T, Client> {
  /** What is stored, as the refresh has found it. */
  readonly prior: StoredOf<T>;
  /** The write-only values; null where one of them is not known before the apply. */
  readonly secrets: SecretsOf<T> | null;
}

/**
 * One resource type: its table and what to do. The engine fills in defaults, compares, decides about replacement,
 * guards Terraform's rules and turns thrown faults into diagnostics, so that these functions only talk to the remote.
 */
export interface ResourceDefinition<T extends Attributes, Client> {
  readonly table: Table<T>;
  /**
   * Makes the object and returns every computed attribute. One that is missing is stored as null, with a warning: an
   * error would have Terraform destroy the object. What the user decides is stored as planned, whatever is returned.
   */
  create(context: CreateContext<T, Client>): Promise<ComputedOf<T>>;
  /**
   * The object as it is now, or null for a proven absence. Values are compared in their canonical form, so the
   * remote's own spelling may be returned. What the remote does not tell is returned as it was stored; a computed
   * value may be null only where it was null before (a create that failed half-way).
   */
  read(context: ReadContext<T, Client>): Promise<StoredOf<T> | null>;
  /**
   * Changes the object in place and returns every computed attribute; one that is missing keeps its prior value, with
   * an error. Leave it out where everything replaces.
   */
  update?(context: UpdateContext<T, Client>): Promise<ComputedOf<T>>;
  /** Removes the object; something already gone is success. */
  delete(context: ReadContext<T, Client>): Promise<void>;
  /**
   * Adjusts a create or update plan. Must be pure: Terraform plans twice and compares. Not called for a destroy, and
   * `client` is not there on purpose: whatever a plan depends on, `read` must have brought into the state.
   */
  plan?(context: PlanContext<T>): void;
  /**
   * Looks, when a create is planned, whether it may be carried out at all, and throws a Fault if not. Must change
   * nothing, and has no say in what is planned. What cannot be found out yet is left to `create`. Called for the create
   * of a replacement, too, and once more right before the create itself.
   */
  planCreate?(context: PlanCreateContext<T, Client>): Promise<void>;
  /**
   * The same when an update in place is planned that changes something. What cannot be found out yet is left to `update`.
   */
  planUpdate?(context: PlanUpdateContext<T, Client>): Promise<void>;
  /**
   * Looks, when a destroy is planned, whether it may be carried out at all, and throws a Fault if not: then nothing of
   * the whole run is begun. Must change nothing. What cannot be found out is left to `delete`. Not called for a
   * replacement, which Terraform does not tell from a create.
   */
  planDestroy?(context: ReadContext<T, Client>): Promise<void>;
  /** What an import id says about the object. Default: what the table's `importing` says of its form. */
  importId?(id: string): Partial<StoredOf<T>>;
  /**
   * Takes over an object of another type, of this provider or of another one, for a `moved` block; undefined for a source
   * that it does not know. No I/O: Terraform has not even configured the provider, and reads the object next.
   */
  move?(source: MoveSource, context: MoveContext): Moved | undefined;
  /** Brings older stored forms one version up; the key is the version that it starts from. No I/O. */
  readonly upgrade?: {
    readonly [fromVersion: number]: (old: Record<string, unknown>) => Record<string, unknown>;
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a list of definitions holds types with different attributes
export type AnyResource<Client> = ResourceDefinition<any, Client>;

/** Fixes the client's type and infers the attributes from the table: `defineResource<Clients>()({ … })`. */
export function defineResource<Client>() {
  return <T extends Attributes>(definition: ResourceDefinition<T, Client>) => definition;
}

export interface ActionContext<T extends Attributes, Client> extends OperationContext<Client> {
  /** What the user wrote, wholly known, with defaults filled in. */
  readonly config: PlanOf<T>;
  /** Shows a line to whoever watches the run, while the action goes on. */
  progress(message: string): void;
}

/**
 * One action (Terraform 1.14 or newer): its table and what to do. It has no state, so that Terraform does not repeat
 * one that failed, and its config may still be unknown while planning, which is why nothing but the table looks at it.
 */
export interface ActionDefinition<T extends Attributes, Client> {
  readonly table: ActionTable<T>;
  /** Does it. Throws a Fault when it cannot; must be safe to run again. */
  invoke(context: ActionContext<T, Client>): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of definitions holds actions with different attributes
export type AnyAction<Client> = ActionDefinition<any, Client>;

/** Fixes the client's type and infers the attributes from the table: `defineAction<Clients>()({ … })`. */
export function defineAction<Client>() {
  return <T extends Attributes>(definition: ActionDefinition<T, Client>) => definition;
}

/** The provider as a whole. */
export interface ProviderDefinition<T extends Attributes, Client> {
  /** The local name and prefix of every type, such as `latchkey`. */
  readonly name: string;
  readonly version: string;
  readonly table: Table<T>;
  readonly resources: readonly AnyResource<Client>[];
  /** Default: none. */
  readonly actions?: readonly AnyAction<Client>[];
  /** Default: none. */
  readonly dataSources?: readonly AnyDataSource<Client>[];
  /** Default: none. */
  readonly ephemeralResources?: readonly AnyEphemeral<Client>[];
  /** Default: none. */
  readonly functions?: readonly AnyFunction[];
  /** Default: none. */
  readonly listResources?: readonly AnyList<Client>[];
  /**
   * Looks, when Terraform hands over a wholly known config, whether it can work, and throws a Fault if not: then nothing of
   * the run is begun. What not every operation needs may be left to those that do. No I/O but files.
   */
  check?(config: ConfiguredProvider<T>): void;
  /**
   * Makes the client from a wholly known config. Called at most once, before the first operation that needs it;
   * throws a Fault for a config that cannot work. Must not log in or call anything: that is for the first operation.
   */
  configure(
    config: ConfiguredProvider<T>,
    runtime: { readonly log: Logger; readonly terraformVersion: string },
  ): Client;
}

/** A provider's config with everything known; unset is null. */
export type ConfiguredProvider<T extends Attributes> = {
  readonly [K in keyof ConfigOf<T>]: Exclude<ConfigOf<T>[K], Unknown>;
};
