import type { Table } from "../../vocabulary/index.js";
import { oncePerTable } from "../table/once-per-table.js";
import type { TfType } from "../value/value.js";
import { objectType, wireType } from "../value/wire-type.js";

/** What tells one object of a type from every other one, as the wire tells it to Terraform (1.12 or newer). */
export interface IdentityDescription {
  /** Raised when the attributes change. */
  readonly version: number;
  /** They are attributes of the object, too, and have the same values there. */
  readonly attributes: readonly {
    readonly name: string;
    readonly type: TfType;
    readonly description: string;
  }[];
  /** The whole identity's type. */
  readonly type: TfType;
}

/**
 * The identity of a type's objects, by its table alone: the attribute that names them, and those without which none can
 * be imported. An import by identity gives all of them.
 */
export const describeIdentity = oncePerTable((table: Table): IdentityDescription => {
  const attributes = identityAttributes(table);
  return {
    version: 0,
    attributes: Object.entries(attributes).map(([name, { type, doc }]) => ({
      name,
      type: wireType(type),
      description: doc,
    })),
    type: objectType(attributes),
  };
});

/** The attributes of the identity. */
export function identityAttributes({ attributes, identity, importing }: Table): Table["attributes"] {
  const names = new Set([identity, ...(importing?.needs ?? [])]);
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.has(name)));
}
