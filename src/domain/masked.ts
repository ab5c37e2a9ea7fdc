/**
 * The printable form of an access key id or access id: the first four and the last four characters.
 * Anything shorter than twelve characters is hidden whole, because the rest would give it away.
 */
export function masked(id: string): string {
  return id.length < 12 ? "****" : `${id.slice(0, 4)}…${id.slice(-4)}`;
}
