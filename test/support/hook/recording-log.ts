import type { HookLog } from "../../../src/hook/index.js";

interface Entry {
  readonly level: string;
  readonly event: string;
  readonly message: string;
  readonly fields: object;
}

/** A log that keeps everything. */
export class RecordingHookLog implements HookLog {
  readonly entries: Entry[] = [];

  log(level: string, event: string, message: string, fields: object = {}): void {
    this.entries.push({ level, event, message, fields });
  }

  events(): string[] {
    return this.entries.map(({ event }) => event);
  }

  of(event: string): Entry[] {
    return this.entries.filter((entry) => entry.event === event);
  }

  /** Everything as one text to search in. */
  get text(): string {
    return JSON.stringify(this.entries);
  }
}
