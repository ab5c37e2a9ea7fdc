import type { DiscoveredObject } from "./discovered-object.js";

/** A value as a configuration says it. */
export type WrittenValue =
  | { readonly is: "text"; readonly text: string }
  /** A number or a flag, as every language writes it. */
  | { readonly is: "plain"; readonly written: string }
  /** Another object that was found, in place of its path. */
  | { readonly is: "reference"; readonly to: DiscoveredObject; readonly isAlone: boolean }
  | { readonly is: "list"; readonly items: readonly WrittenValue[] }
  | { readonly is: "map"; readonly entries: readonly (readonly [key: string, value: WrittenValue])[] }
  /** Of fields that have names in a table, where `map` has whatever keys. */
  | { readonly is: "object"; readonly fields: readonly (readonly [name: string, value: WrittenValue])[] };
