import { Fault } from "../../../src/errors/fault.js";
import type { JournalEntry, JournalOutcome, JournalReading, SeedJournal } from "../../../src/seed/index.js";

/** What a caller may do with entries. */
export type Permission = "read and write" | "read" | "nothing";

const FORBIDDEN = { kind: "forbidden", why: "the gateway answered 401" } as const;

/** The entries of a gateway, in memory. */
export class FakeJournal {
  readonly entries = new Map<string, { entry: JournalEntry; version: number }>();
  /** Targets beside which stands something that is no entry. */
  readonly unreadable = new Set<string>();
  permission: Permission = "read and write";
  #processes = 0;

  /** Called after each write, with what it was. */
  constructor(readonly written: (call: string) => void) {}

  /** The journal as another process sees it. */
  seenByNewProcess(): SeedJournal {
    this.#processes += 1;
    return {
      process: `process-${this.#processes}`,
      host: `host-${this.#processes}`,
      atWork: new Set(),
      read: async (target) => this.#read(target),
      create: async (target, entry) => {
        if (this.permission !== "read and write") return FORBIDDEN;
        if (this.#read(target).kind !== "none") return { kind: "taken" };
        this.entries.set(target, { entry, version: 1 });
        return this.#done("journal.create", 1);
      },
      takeOver: async (target, version, entry) => {
        if (this.permission !== "read and write") return FORBIDDEN;
        if (this.entries.get(target)?.version !== version) return { kind: "taken" };
        this.entries.set(target, { entry, version: version + 1 });
        return this.#done("journal.takeOver", version + 1);
      },
      update: async (target, entry) => this.#update(target, entry),
      letGo: async (target, entry) => this.#update(target, entry),
      remove: async (target) => {
        this.#require();
        this.entries.delete(target);
        this.written("journal.remove");
      },
      rename: async (target, newTarget) => {
        this.#require();
        const there = this.entries.get(target);
        if (!there) return;
        this.entries.delete(target);
        this.entries.set(newTarget, there);
        this.written("journal.rename");
      },
    };
  }

  #read(target: string): JournalReading {
    if (this.permission === "nothing") return FORBIDDEN;
    if (this.unreadable.has(target)) return { kind: "unreadable", why: "it is something else" };
    const there = this.entries.get(target);
    return there ? { kind: "entry", ...there } : { kind: "none" };
  }

  #update(target: string, entry: JournalEntry): void {
    this.#require();
    const there = this.entries.get(target);
    if (!there) throw fault("GATEWAY_OBJECT_MISSING");
    this.entries.set(target, { ...there, entry });
    this.written("journal.update");
  }

  #done(call: string, version: number): JournalOutcome {
    this.written(call);
    return { kind: "written", version };
  }

  #require(): void {
    if (this.permission !== "read and write") throw fault("GATEWAY_PERMISSION_DENIED");
  }
}

function fault(code: "GATEWAY_PERMISSION_DENIED" | "GATEWAY_OBJECT_MISSING"): Fault {
  return new Fault(code, {
    doing: "writing the journal",
    seen: "the gateway refused",
    state: "Nothing was changed by it.",
  });
}
