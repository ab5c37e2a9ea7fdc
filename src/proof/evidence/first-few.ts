const MOST_SHOWN = 5;

/** The first five of some texts, and how many there are beyond. */
export function firstFew(texts: readonly string[]): readonly string[] {
  const more = texts.length - MOST_SHOWN;
  return more > 0 ? [...texts.slice(0, MOST_SHOWN), `and ${more} more`] : texts;
}
