import type { BlockTable } from "../vocabulary/index.js";

/** One data source, ephemeral resource or list resource as it is served. */
export interface ServedBlock<Definition> {
  /** With the provider's prefix: `latchkey_static_secret`. */
  readonly typeName: string;
  readonly definition: Definition;
  readonly table: BlockTable;
}

/** Definitions by their full names. */
export function servedBlocks<D extends { readonly table: BlockTable }>(
  provider: string,
  definitions: readonly D[] = [],
): ReadonlyMap<string, ServedBlock<D>> {
  return new Map(
    definitions.map((definition) => {
      const { table } = definition;
      const typeName = `${provider}_${table.type}`;
      return [typeName, { typeName, definition, table }] as const;
    }),
  );
}
