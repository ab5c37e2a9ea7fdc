import { Fault } from "../../errors/fault.js";
import { type Attribute, type Attributes, UNKNOWN } from "../../vocabulary/index.js";
import { configToAuthor, storedToAuthor, toAuthor } from "../author/decode.js";
import { type AuthorMisfit, fromAuthor } from "../author/encode.js";
import type { Diagnostic } from "../diagnostic.js";
import { isComputed, isGatewayChosen, isWriteOnly } from "../table/mode.js";
import { isWhollyKnown } from "../value/kind.js";
import type { TfObject, TfValue } from "../value/value.js";

/**
 * The plan of one object while the author's `plan` works on it: the PlanContext that it is given. Authors take it
 * apart (`plan({ set, replace })`), so what they call holds on to its draft.
 */
export class PlanDraft {
  readonly values: { [attribute: string]: TfValue };
  /** The computed attributes about which the author has said something. */
  readonly touched = new Set<string>();
  /** The attributes that ask for a new object. */
  readonly replacing = new Set<string>();
  readonly warnings: Diagnostic[] = [];
  readonly faults: Fault[] = [];

  readonly prior: unknown;
  readonly config: unknown;
  /** The attributes that the user has set. */
  readonly #given: ReadonlySet<string>;

  constructor(
    readonly typeName: string,
    readonly attributes: Attributes,
    prior: TfObject | null,
    config: TfObject,
    start: TfObject,
  ) {
    this.values = { ...start };
    this.prior = prior && storedToAuthor(attributes, prior);
    this.config = configToAuthor(attributes, config);
    this.#given = new Set(Object.keys(config).filter((name) => (config[name] ?? null) !== null));
  }

  readonly planned = (name: string): unknown => {
    const attribute = this.#attribute(name, "planned", (found) => !isWriteOnly(found));
    const value = this.values[name] ?? null;
    return isWhollyKnown(value) ? toAuthor(attribute.type, value) : UNKNOWN;
  };

  readonly set = (name: string, value: unknown): void => {
    const attribute = this.#attribute(name, "set", this.#isProviders(name));
    const misfits: AuthorMisfit[] = [];
    const encoded = fromAuthor(attribute, value, [{ attribute: name }], misfits);
    if (misfits[0]) throw this.#misuse(name, `set(${JSON.stringify(name)}) ${misfits[0].text}`);
    this.values[name] = encoded;
    this.touched.add(name);
  };

  readonly recompute = (name: string): void => {
    this.#attribute(name, "recompute", this.#isProviders(name));
    this.values[name] = UNKNOWN;
    this.touched.add(name);
  };

  readonly replace = (name: string): void => {
    this.#attribute(name, "replace", (found) => !isWriteOnly(found));
    this.replacing.add(name);
  };

  readonly warn = (summary: string, detail: string, attribute?: string): void => {
    this.warnings.push({ severity: "warning", summary, detail, ...(attribute && { path: [{ attribute }] }) });
  };

  readonly fail = (fault: Fault): void => {
    this.faults.push(fault);
  };

  /** What is computed, and what the user leaves to the gateway. */
  #isProviders(name: string): (attribute: Attribute) => boolean {
    return (attribute) => isComputed(attribute) || (isGatewayChosen(attribute) && !this.#given.has(name));
  }

  #attribute(name: string, method: string, isAllowed: (attribute: Attribute) => boolean): Attribute {
    const attribute = Object.hasOwn(this.attributes, name) ? this.attributes[name] : undefined;
    if (!attribute)
      throw this.#misuse(name, `${method}() names ${JSON.stringify(name)}, which the table does not have`);
    if (!isAllowed(attribute)) {
      throw this.#misuse(name, `${method}() is not for ${JSON.stringify(name)}, which is ${attribute.mode}`);
    }
    return attribute;
  }

  #misuse(attribute: string, seen: string): Fault {
    return planMisuse(this.typeName, attribute, seen);
  }
}

/** What an author's `plan` must not do. */
export function planMisuse(typeName: string, attribute: string | undefined, seen: string): Fault {
  return new Fault("PLAN_STEP_MISUSED", {
    doing: `planning ${typeName}`,
    seen,
    state: "Nothing was changed.",
    ...(attribute !== undefined && { attribute }),
  });
}
