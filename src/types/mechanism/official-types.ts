/** The kinds of the official provider's older types for dynamic secrets that are called otherwise than the newer ones. */
const PRODUCERS: Readonly<Record<string, string>> = { mongodb: "mongo", postgresql: "postgres" };

/** The block of `akeyless_auth_method` for auth methods of this type; undefined for none. */
export function officialBlock(type: string, official: string): string | undefined {
  return official === "akeyless_auth_method" ? /^auth_method_(.+)$/.exec(type)?.[1] : undefined;
}

/**
 * The types of the official provider whose objects are of this type, by their full names: the one of the same name, and
 * the older or more general one that it has for them.
 */
export function officialTypes(type: string): string[] {
  const [, kind] = /^dynamic_secret_(.+)$/.exec(type) ?? [];
  const general = /^(auth_method|rotated_secret)_/.exec(type)?.[1];
  return [
    `akeyless_${type}`,
    ...(kind === undefined ? [] : [`akeyless_producer_${PRODUCERS[kind] ?? kind}`]),
    ...(general === undefined ? [] : [`akeyless_${general}`]),
  ];
}
