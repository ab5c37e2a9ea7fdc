import type { Logger, LogLevel } from "../../../src/engine/index.js";

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: { readonly [name: string]: string | number | boolean };
}

/** A logger that keeps every line. */
export class RecordingLogger implements Logger {
  readonly lines: LogLine[] = [];

  log(level: LogLevel, message: string, fields: LogLine["fields"] = {}): void {
    this.lines.push({ level, message, fields });
  }

  /** Everything that was logged, as one text to search in. */
  get text(): string {
    return JSON.stringify(this.lines);
  }
}
