/** How many reads by name have to have been made for each page that is fetched. */
const READS_PER_PAGE = 3;

/** Entries that are held at most: about 25 MB of them. */
const HELD_AT_MOST = 20_000;

/** What a run has asked for so far, of one list. */
export interface Asked {
  /** Objects that were read by their names, begun or done. */
  readonly byName: number;
  /** Pages that were fetched. */
  readonly pages: number;
  /** Entries of those that no read has taken yet. */
  readonly held: number;
}

/**
 * Whether the next read should fetch a further page instead of one object. How many reads are to come, and how many
 * objects the list has, is never known: pages are fetched as the reads by name pay for them. So a run costs little
 * more than the cheaper way would have, whichever that turns out to be, and three reads never fetch a page.
 */
export function isWorthAPage({ byName, pages, held }: Asked): boolean {
  return byName >= READS_PER_PAGE * (pages + 1) && held < HELD_AT_MOST;
}
