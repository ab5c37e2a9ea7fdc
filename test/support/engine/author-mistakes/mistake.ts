import type { AnyResource, TfObject } from "../../../../src/engine/index.js";
import type { FaultCode } from "../../../../src/errors/catalog.js";
import { type ThingResource, thing, type World } from "../thing.js";

/**
 * Where a mistake shows, which says what is done with the object:
 * - `validate`, `plan`, `create`, `failure`: the first apply; a `failure` comes before anything was made
 * - `update`, `destroy`, `refresh`: that, on an object that was made without trouble
 * - `import`: the import of a thing that exists
 * - `upgrade`: a command on a state of an older version
 */
export type Moment =
  | "validate"
  | "plan"
  | "create"
  | "failure"
  | "update"
  | "destroy"
  | "refresh"
  | "import"
  | "upgrade";

/** One mistake that an author can make, and how it has to end. */
export interface Mistake {
  /** What the author does, such as "plan() changes a configured value". */
  readonly title: string;
  readonly at: Moment;
  readonly resource: AnyResource<World>;
  /** Our diagnostic; `log` where the engine puts it right and says so in the log, `nothing` where there is no harm at all. */
  readonly told: FaultCode | "log" | "nothing";
  /** Default: "error". */
  readonly severity?: "error" | "warning";
  /** The attribute that the diagnostic points at, if it does. */
  readonly attribute?: string;
  /** Values of the config beside the usual ones. */
  readonly config: TfObject;
  /** What an update changes in the config. Default: the label. */
  readonly change: TfObject;
}

/** What the author's functions are given, without the types that would stop these mistakes. */
export interface LooseContext {
  readonly client: World;
  readonly plan: Record<string, unknown>;
  readonly prior: Record<string, unknown> | null;
  readonly state: Record<string, unknown>;
  readonly secrets: Record<string, unknown>;
  readonly config: Record<string, unknown>;
  checkpoint(told?: unknown): void;
  set(name: string, value?: unknown): void;
  recompute(name: string): void;
  replace(name: string): void;
}

/** The functions of a definition, as wrong as they like to be. */
export interface LooseFunctions {
  plan?(context: LooseContext): unknown;
  create?(context: LooseContext): unknown;
  read?(context: LooseContext): unknown;
  update?: ((context: LooseContext) => unknown) | undefined;
  delete?(context: LooseContext): unknown;
  importId?(id: string): unknown;
  upgrade?: { readonly [from: number]: (old: Record<string, unknown>) => unknown };
  table?: object;
}

export type Expected = Omit<Mistake, "title" | "at" | "resource" | "config" | "change"> & {
  readonly config?: TfObject;
  readonly change?: TfObject;
  readonly table?: object;
};

/** A mistake that is made in the functions of a definition; the only place where the types are set aside. */
export function mistake(
  title: string,
  at: Moment,
  expected: Expected,
  functions: LooseFunctions = {},
): Mistake {
  const { config = {}, change = { label: "y" }, table = {}, ...told } = expected;
  const type = `case_${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/_$/, "")}`;
  const resource = { ...thing, ...functions, table: { ...thing.table, type, ...table } };
  return { title, at, ...told, config, change, resource: resource as unknown as ThingResource };
}

/** What the correct create, read and update give, with a change. */
export const after = {
  create: (change: (result: Record<string, unknown>, context: LooseContext) => unknown) =>
    following(thing.create, change),
  read: (change: (result: Record<string, unknown>, context: LooseContext) => unknown) =>
    following(thing.read, change),
  update: (change: (result: Record<string, unknown>, context: LooseContext) => unknown) =>
    following(thing.update, change),
};

function following(
  correct: unknown,
  change: (result: Record<string, unknown>, context: LooseContext) => unknown,
): (context: LooseContext) => Promise<unknown> {
  const run = correct as (context: LooseContext) => Promise<Record<string, unknown> | null>;
  return async (context) => {
    const result = await run(context);
    return result === null ? null : change({ ...result }, context);
  };
}
