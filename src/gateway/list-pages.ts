import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { RequestFields } from "../domain/request-fields.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { CommandContext } from "./command-faults.js";
import type { Commands } from "./commands.js";
import type { RawAnswer } from "./objects.js";
import { isWorthAPage } from "./paging.js";

/** A list of the gateway that is fetched page by page. */
export interface PagedList {
  readonly command: string;
  /** What a request for one page says beside the page. */
  readonly fields: RequestFields;
  /** The field of an answer that has the entries, and that of an entry that has the path. */
  readonly entries: string;
  readonly name: string;
}

/**
 * The pages of one list, fetched as reads pay for them. Reads that come while a page is under way wait for it. Each
 * object is given out once: a caller that asks again wants to know it anew.
 */
export class ListPages {
  readonly #list: PagedList;
  readonly #commands: Commands;
  readonly #note: (message: string) => void;
  /** As JSON, which takes a quarter of the memory. */
  readonly #entries = new Map<string, string>();
  readonly #waiting = new Set<string>();
  readonly #answered = new Set<string>();
  #byName = 0;
  #pages = 0;
  #token: string | null = null;
  #isWhole = false;
  #underWay: { readonly page: Promise<void>; readonly stop: AbortController; waiting: number } | undefined;

  constructor(list: PagedList, commands: Commands, note: (message: string) => void) {
    this.#list = list;
    this.#commands = commands;
    this.#note = note;
  }

  /** The entry of an object; undefined for one that has to be, or had better be, read by its name. */
  async take(path: string, signal?: AbortSignal): Promise<RawAnswer | undefined> {
    if (this.#answered.has(path) || this.#waiting.has(path)) return undefined;
    this.#waiting.add(path);
    try {
      return await this.#awaited(path, signal);
    } finally {
      this.#waiting.delete(path);
      this.#answered.add(path);
    }
  }

  async #awaited(path: string, signal: AbortSignal | undefined): Promise<RawAnswer | undefined> {
    while (!signal?.aborted && this.#isCurrent()) {
      const entry = this.#entries.get(path);
      if (entry !== undefined) {
        this.#entries.delete(path);
        return JSON.parse(entry) as RawAnswer;
      }
      if (!this.#underWay && !this.#isWorthAPage()) {
        // At once: reads that came together decide one after the other, each knowing of those before it.
        this.#byName += 1;
        return undefined;
      }
      await this.#nextPage(signal);
    }
    return undefined;
  }

  /** Before the first write of this client: what a page says may be otherwise after it. */
  #isCurrent(): boolean {
    if (!this.#commands.hasWritten) return true;
    this.#entries.clear();
    return false;
  }

  #isWorthAPage(): boolean {
    const asked = { byName: this.#byName, pages: this.#pages, held: this.#entries.size };
    return !this.#isWhole && isWorthAPage(asked);
  }

  /** Waits for the page that is under way, or to be fetched now. It is given up when no read waits for it any more. */
  async #nextPage(signal: AbortSignal | undefined): Promise<void> {
    this.#underWay ??= this.#begin();
    const underWay = this.#underWay;
    underWay.waiting += 1;
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
      signal?.addEventListener("abort", leave, { once: true });
    });
    try {
      await Promise.race([underWay.page, left]);
    } finally {
      signal?.removeEventListener("abort", leave);
      underWay.waiting -= 1;
      if (underWay.waiting === 0) underWay.stop.abort();
    }
  }

  #begin() {
    const stop = new AbortController();
    const page = this.#fetch(stop.signal).finally(() => {
      this.#underWay = undefined;
    });
    // Where every read has left, there is none to tell.
    page.catch(() => {});
    return { page, stop, waiting: 0 };
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    const { command, fields, entries, name } = this.#list;
    const context: CommandContext = { kind: "read", doing: `listing for a refresh (${command})`, signal };
    this.#pages += 1;
    try {
      const value = await this.#commands.run(
        command,
        { ...fields, "pagination-token": this.#token },
        context,
      );
      const answer = new GatewayAnswer(value, context.doing);
      for (const entry of answer.records(entries)) this.#keep(entry.textOrNull(name), entry.raw);
      const next = answer.textOrNull("next_page");
      this.#isWhole = next === null || next === this.#token;
      this.#token = next;
    } catch (error) {
      if (!Fault.is(error)) throw error;
      if (signal.aborted) return;
      // No read fails because of a list: it is a shorter way, where there is one.
      this.#isWhole = true;
      this.#note(
        `${command} cannot be used, so that objects are read one by one (${error.code}: ${error.details.seen})`,
      );
    }
  }

  #keep(name: string | null, entry: RawAnswer): void {
    if (name === null) return;
    const path = normalizedGatewayPath(name);
    if (!this.#answered.has(path)) this.#entries.set(path, JSON.stringify(entry));
  }
}
