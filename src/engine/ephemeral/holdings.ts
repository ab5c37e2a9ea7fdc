import { Fault } from "../../errors/fault.js";
import type { Redaction } from "../redaction.js";

/** One thing that is open. */
export interface HeldResource {
  /** Unlike any other one of this process. */
  readonly id: number;
  readonly kept: unknown;
  /** The secrets that were handed out, and must not be told while it is renewed or closed. */
  readonly redaction?: Redaction;
}

/**
 * What is open. Terraform carries the private data of each, and gives that of the opening back to the closing,
 * whatever was renewed in between: so the newest is remembered here.
 */
export class Holdings {
  #last = 0;
  readonly #open = new Map<number, HeldResource>();

  /** Remembers something new. @returns the private data for Terraform */
  add(kept: unknown, redaction: Redaction): Uint8Array {
    const holding = { id: ++this.#last, kept, redaction };
    this.#open.set(holding.id, holding);
    return privateData(holding);
  }

  /** @returns the private data for Terraform */
  renewed(holding: HeldResource, kept: unknown): Uint8Array {
    const next = { ...holding, kept };
    if (this.#open.has(holding.id)) this.#open.set(holding.id, next);
    return privateData(next);
  }

  /** What the private data is about, as it is known now. @throws Fault VALUE_UNREADABLE */
  find(data: Uint8Array): HeldResource {
    const told = parsed(data);
    return this.#open.get(told.id) ?? told;
  }

  remove({ id }: HeldResource): void {
    this.#open.delete(id);
  }
}

function privateData({ id, kept }: HeldResource): Uint8Array {
  return Buffer.from(JSON.stringify({ id, kept }));
}

function parsed(data: Uint8Array): HeldResource {
  try {
    const { id, kept } = JSON.parse(Buffer.from(data).toString("utf8"));
    if (typeof id === "number") return { id, kept };
  } catch {
    // told below, without a part of what could not be read
  }
  throw new Fault("VALUE_UNREADABLE", {
    doing: "reading the private data that Terraform sent",
    seen: "it is not what was given when the resource was opened",
    state: "Whatever is open stays open until it expires.",
  });
}
