import { catalog, type FaultCode } from "../../errors/catalog.js";
import type { Fault } from "../../errors/fault.js";

export type StatusOutcome = "in order" | "needs attention" | "could not tell";

/** What a look at a credential comes to. */
export interface StatusVerdict {
  readonly outcome: StatusOutcome;
  /** A word that keeps its meaning between versions; where an error of the catalogue says it, that error's code. */
  readonly code:
    | "in-order"
    | "gateway-identity"
    | "rotating"
    | "seed-in-use"
    | "seed-not-retired"
    | "seed-turned-off"
    | "source-changed"
    | "target-missing"
    | "keys-left"
    | "rotator-missing"
    | "rotation-failing"
    | "rotation-overdue"
    | "user-not-told"
    | "key-lost"
    | "key-due"
    | "run-unfinished"
    | "replaced-key-due"
    | "replaced-key-kept"
    | FaultCode;
  /** Whole sentences. */
  readonly says: string;
  /** What to do; null where there is nothing to do. */
  readonly advice: string | null;
}

/** A fault that stands in the way of any verdict. */
export function couldNotTell({ code, summary, details }: Fault): StatusVerdict {
  const says = `${summary}: while ${details.doing}, ${sentence(details.seen, false)}`;
  return unclear(code, says, details.advice ?? catalog[code].advice);
}

/** That it cannot be told. */
export function unclear(code: StatusVerdict["code"], says: string, advice: string): StatusVerdict {
  return { outcome: "could not tell", code, says, advice };
}

/** What a retirement would refuse. */
export function refused(code: FaultCode, seen: string, advice: string = catalog[code].advice): StatusVerdict {
  const says = `${catalog[code].summary}: ${sentence(seen, false)}`;
  return { outcome: "needs attention", code, says, advice };
}

/** With a full stop, and a capital letter unless it goes on. */
export function sentence(text: string, capital = true): string {
  const begun = capital ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
