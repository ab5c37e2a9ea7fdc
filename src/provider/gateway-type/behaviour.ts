import type {
  CreateContext,
  PlanContext,
  PlanCreateContext,
  PlanUpdateContext,
  ReadContext,
  UpdateContext,
} from "../../engine/definition.js";
import type { UpdateRequest } from "../../types/mechanism/requests.js";
import type { Attributes, ComputedOf, SecretsOf, StoredOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import type { FoundObject } from "./shelf.js";

/** What creates and updates of a described type have in common. */
export type Making<T extends Attributes> = Pick<
  CreateContext<T, Clients>,
  "plan" | "secrets" | "client" | "signal" | "log" | "warn" | "isAwaited" | "checkpoint"
>;

/** What a type does beside what its description says. Everything may be left out. */
export interface Behaviour<T extends Attributes> {
  /** Looks, when a create or an update is planned, whether it may be; throws a Fault if not. Must change nothing. */
  foresee?(context: PlanCreateContext<T, Clients>): Promise<void>;
  /** The same of an update alone, which knows what is stored. */
  foreseeUpdate?(context: PlanUpdateContext<T, Clients>): Promise<void>;
  /** Looks, before anything is written, whether what is planned may be; throws a Fault if not. */
  before?(
    context: Pick<Making<T>, "plan" | "client" | "signal" | "log"> & {
      /** Of an update: what was stored before. */
      readonly prior?: StoredOf<T>;
    },
  ): Promise<void>;
  /** The secrets of a new object, where the type makes some itself. Default: those that are given. */
  secretsOfNew?(context: Pick<Making<T>, "plan" | "secrets">): SecretsOf<T>;
  /**
   * Whether a secret that is there already is the one that would be sent, for an unfinished object that is to be taken
   * over. Default: that cannot be known, and what has a secret is not taken over.
   */
  holdsSameSecret?(
    context: Pick<Making<T>, "plan" | "secrets" | "client">,
    options: { readonly signal: AbortSignal },
  ): Promise<boolean>;
  /** Does something else than an update in place; undefined for an update. `make` makes the planned object. */
  instead?(
    context: UpdateContext<T, Clients>,
    found: FoundObject,
    make: () => Promise<ComputedOf<T>>,
  ): Promise<ComputedOf<T> | undefined>;
  /**
   * Sends one request of an update in a way of its own, and gives what the provider knows of the object since then;
   * undefined to have it sent as it is, again where its outcome is not known.
   */
  send?(
    context: UpdateContext<T, Clients>,
    request: UpdateRequest,
    found: FoundObject,
  ): Promise<Partial<ComputedOf<T>> | undefined>;
  /**
   * Does what the type's own create and update do not, once either has been carried out, and gives what the provider
   * has learnt by that. What it fails at in a create is done by the next one, which replaces the object.
   */
  after?(
    context: Pick<Making<T>, "plan" | "client" | "signal"> & {
      /** Of an update: what was stored before. */
      readonly prior?: StoredOf<T>;
    },
    found: FoundObject,
  ): Promise<Partial<ComputedOf<T>> | undefined>;
  /** What a refresh finds out beside what an answer tells: the values of attributes that have no wire. */
  beside?(
    context: Pick<ReadContext<T, Clients>, "state" | "client" | "signal">,
    found: FoundObject,
  ): Promise<Partial<StoredOf<T>>>;
  /** Takes away what belongs to the object, before it is deleted. */
  beforeDelete?(
    context: Pick<ReadContext<T, Clients>, "state" | "client" | "signal">,
    found: FoundObject,
  ): Promise<void>;
  /** Adjusts the plan, as that of a resource does. */
  plan?(context: PlanContext<T>): void;
}
