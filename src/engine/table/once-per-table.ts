/**
 * What derives from a table alone, made once for each: a table never changes, and one process may serve many connections,
 * each with a server of its own.
 */
export function oncePerTable<T extends object, R extends object>(derive: (table: T) => R): (table: T) => R {
  const made = new WeakMap<T, R>();
  return (table) => {
    const known = made.get(table) ?? derive(table);
    made.set(table, known);
    return known;
  };
}
