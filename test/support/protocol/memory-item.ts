/** A config or state of a `memory_item` as plain data, with everything unset that is not given. */
export function memoryItem(given: { readonly [name: string]: unknown }): { [name: string]: unknown } {
  const blank = {
    id: null,
    name: null,
    size: null,
    text: null,
    tags: null,
    behaviour: null,
    secret_wo: null,
  };
  return { ...blank, rules: null, ...given };
}
