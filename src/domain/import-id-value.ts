/** A value as an import id has it behind its name: a comma in it would be taken for the id's own. */
export function importIdValue(value: string): string {
  return value.replace(/%(?=2C|25)/gi, "%25").replaceAll(",", "%2C");
}
