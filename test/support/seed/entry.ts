import type { JournalEntry } from "../../../src/seed/index.js";
import type { JournalFact } from "../../../src/seed/journal-keeper.js";
import { USER_ARN } from "./fake-cloud.js";

/** An entry of the fake user; a create that has asked for nothing yet, unless it is told otherwise. */
export function entryWith(news: Partial<JournalEntry> = {}): JournalEntry {
  return {
    user: USER_ARN,
    work: "create",
    before: [],
    asked: [],
    minted: null,
    ours: [],
    by: { process: "p", run: 1, host: "build-7", at: new Date("2026-03-01T10:00:00Z") },
    ...news,
  };
}

/** What a run finds that holds such an entry. */
export function mine(news: Partial<JournalEntry> = {}): JournalFact {
  return { kind: "mine", entry: entryWith(news) };
}

/** What the next run finds after one that died. */
export function dead(news: Partial<JournalEntry> = {}): JournalFact {
  return { kind: "dead", entry: entryWith(news) };
}
