import { holdsKeyMaterial } from "./surroundings.js";
import { textAt } from "./words.js";

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;

/** How far back a text is looked through where nothing before has made that necessary. */
export const REACH = 64 * 1024;
/** How far to both sides the user of a key may be named. */
export const USER_REACH = 4 * 1024;
/** Blocks that are open within more others are not told apart. */
const DEEPEST = 1000;
const LONGEST_ADDRESS = 1024;

/** How `terraform show -json` begins a resource or a change of one. */
const SHOWN =
  /^"address"\s*:\s*"((?:[^"\\]|\\.)*)"\s*,\s*(?:"(?:previous|module)_address"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*)*"mode"/;
/** How a state goes on after module and mode. */
const STORED = /^"type"\s*:\s*"([\w-]+)"\s*,\s*"name"\s*:\s*"([^"\\]+)"/;
const BEFORE_TYPE =
  /(?:"module"\s*:\s*"(?<module>[^"\\]*)"\s*,\s*)?"mode"\s*:\s*"(?<mode>managed|data)"\s*,\s*$/;
const USER = /^"user(?:_?name)?\\*"\s*:\s*\\*"([\w+=,.@-]{1,64})\\*"/i;
const LONGEST_USER = 200;

/** What a block says of what stands in it. What it does not say itself, the one around it does. */
interface Block {
  /** As `terraform show -json` tells it, and as a state does. */
  shown: string | undefined;
  stored: string | undefined;
  /** An IAM user that is named in this very block. */
  user: { readonly name: string; readonly at: number } | undefined;
}

/** Something whose distance to a later place is wanted. */
export interface Depth {
  /** How many blocks were open there, counted from any. */
  readonly depth: number;
  /** The least that were since then. */
  lowest: number;
}

/**
 * Follows which blocks of a text are open, and what they say. Brackets within strings count as well, which finds the
 * blocks of JSON inside of JSON; where they are not in pairs, the number is off, and only a ranking suffers. It is led
 * from place to place, in their order, and looks at every byte once at most.
 */
export class OpenBlocks {
  #at = 0;
  #depth = 0;
  #open: Block[] = [emptyBlock()];
  /** How many are open beyond the deepest. */
  #beyond = 0;
  #marks: Depth[] = [];

  /** These, and no others, are told how few blocks were open since. */
  watch(marks: readonly Depth[]): void {
    this.#marks = [...marks];
  }

  /**
   * Goes on to a place. One that it has passed is in the same block, or it does not matter.
   *
   * @param bytes what is at hand of the text
   * @param base where the first of them is in the text
   * @param to a place in the text
   */
  advance(bytes: Buffer, base: number, to: number): void {
    if (to <= this.#at) return;
    if (this.#at < base || to - this.#at > REACH) {
      // Everything before is out of reach.
      this.#open = [emptyBlock()];
      this.#beyond = 0;
      this.#at = Math.max(base, to - REACH);
    }
    let lowest = this.#depth;
    for (let at = this.#at - base; at < to - base; at++) {
      switch (bytes[at]) {
        case OPEN_BRACE:
        case OPEN_BRACKET:
          this.#enter();
          break;
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          this.#leave();
          if (this.#depth < lowest) lowest = this.#depth;
          break;
        case QUOTE:
          this.#name(bytes, base, at);
      }
    }
    this.#at = to;
    for (const mark of this.#marks) if (lowest < mark.lowest) mark.lowest = lowest;
  }

  /** The depth of the place that it has come to. */
  mark(): Depth {
    return { depth: this.#depth, lowest: this.#depth };
  }

  /** The number of blocks to leave from either side until both places are in the same one. 0: members of one object. */
  blocksSince({ depth, lowest }: Depth): number {
    return depth - lowest + this.#depth - lowest;
  }

  /** The address of the resource that the place belongs to. */
  get address(): string | undefined {
    const { shown, stored } = this.#inner;
    return shown ?? stored;
  }

  /** The IAM user that is named in the same block, before the place or after it. */
  userBeside(bytes: Buffer, base: number, end: number, fill: number): string | undefined {
    const { user } = this.#inner;
    if (this.#beyond === 0 && user !== undefined && user.at >= this.#at - USER_REACH) return user.name;
    let inner = 0;
    const last = Math.min(fill, end - base + USER_REACH);
    for (let at = end - base; at < last; at++) {
      const byte = bytes[at];
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) inner++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (inner-- === 0) return undefined;
      } else if (byte === QUOTE && inner === 0) {
        const name = userAt(bytes, at);
        if (name !== undefined) return name;
      }
    }
    return undefined;
  }

  get #inner(): Block {
    return this.#open[this.#open.length - 1] as Block;
  }

  #enter(): void {
    this.#depth++;
    if (this.#open.length >= DEEPEST) this.#beyond++;
    else {
      const { shown, stored } = this.#inner;
      this.#open.push({ shown, stored, user: undefined });
    }
  }

  #leave(): void {
    this.#depth--;
    if (this.#beyond > 0) this.#beyond--;
    else if (this.#open.length > 1) this.#open.pop();
    else this.#open = [emptyBlock()];
  }

  #name(bytes: Buffer, base: number, at: number): void {
    if (spells(bytes, at + 1, "address")) {
      const [, address] = SHOWN.exec(textAt(bytes, at, LONGEST_ADDRESS)) ?? [];
      if (address !== undefined) this.#inner.shown = told(address.replace(/\\(.)/g, "$1"));
    } else if (spells(bytes, at + 1, "type")) {
      const stored = storedAddress(bytes, at);
      if (stored !== undefined) this.#inner.stored = told(stored);
    } else {
      const name = userAt(bytes, at);
      if (name !== undefined) this.#inner.user = { name, at: base + at };
    }
  }
}

function emptyBlock(): Block {
  return { shown: undefined, stored: undefined, user: undefined };
}

function userAt(bytes: Buffer, at: number): string | undefined {
  // In capital letters, too.
  if (((bytes[at + 1] ?? 0) | 0x20) !== 0x75 || ((bytes[at + 2] ?? 0) | 0x20) !== 0x73) return undefined;
  return USER.exec(textAt(bytes, at, LONGEST_USER))?.[1];
}

function storedAddress(bytes: Buffer, at: number): string | undefined {
  const [found, type, name] = STORED.exec(textAt(bytes, at, LONGEST_ADDRESS)) ?? [];
  if (found === undefined) return undefined;
  const before = bytes.toString("latin1", Math.max(0, at - LONGEST_ADDRESS), at);
  const { module, mode } = BEFORE_TYPE.exec(before)?.groups ?? {};
  return [module, mode === "data" && "data", type, name].filter((part) => typeof part === "string").join(".");
}

/** An address in UTF-8; keys of `for_each` may be key ids. */
function told(latin1: string): string {
  const address = Buffer.from(latin1, "latin1").toString("utf8");
  return holdsKeyMaterial(address) ? address.replace(/\["[^"]*"\]/g, '["…"]') : address;
}

function spells(bytes: Buffer, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    if (bytes[at + index] !== word.charCodeAt(index)) return false;
  }
  return bytes[at + word.length] === QUOTE;
}
