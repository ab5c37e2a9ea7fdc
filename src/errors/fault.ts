import { catalog, type FaultCode } from "./catalog.js";

/** The parts of a fault that its code does not already say. */
export interface FaultDetails {
  /** What was being done, to what: `retiring seed key AKIA…7Q2F of IAM user "gw"`. */
  readonly doing: string;
  /** What was seen: status codes, masked ids, ages. Never a secret, never a response body. */
  readonly seen: string;
  /** What state things are in now: `Nothing was changed.` */
  readonly state: string;
  /** Whether what was asked for may have been done all the same, whatever the code says of the last answer. */
  readonly mayBeDone?: boolean;
  /** The attribute at fault, if one is. */
  readonly attribute?: string;
  /** Advice that knows the case better than the catalogue does, for example the exact command. */
  readonly advice?: string;
  readonly cause?: unknown;
}

const BRAND = Symbol.for("latchkey/Fault");

/**
 * The one error class of the product. On a screen it reads: what happened (summary), doing what to what, what was
 * seen, what state things are in now, what to do, and a code that never changes its meaning.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly summary: string;
  readonly details: FaultDetails;

  constructor(code: FaultCode, details: FaultDetails) {
    super(`${catalog[code].summary}. ${renderDetail(code, details)}`, { cause: details.cause });
    this.name = "Fault";
    this.code = code;
    this.summary = catalog[code].summary;
    this.details = details;
    Object.defineProperty(this, BRAND, { value: true });
    // A cause may hold request objects with credentials: it is for debuggers, not for printing.
    Object.defineProperty(this, "cause", { value: details.cause, enumerable: false });
  }

  /** Everything below the summary, as it is shown to a person. */
  get detail(): string {
    return renderDetail(this.code, this.details);
  }

  /** Whether `error` is a fault (of any copy of this package), and of this code if one is given. */
  static is(error: unknown, code?: FaultCode): error is Fault {
    return (
      typeof error === "object" &&
      error !== null &&
      BRAND in error &&
      (code === undefined || (error as unknown as Fault).code === code)
    );
  }
}

function renderDetail(code: FaultCode, details: FaultDetails): string {
  const doing = details.doing.charAt(0).toUpperCase() + details.doing.slice(1);
  return `${doing}: ${details.seen}. ${details.state}\n\n${details.advice ?? catalog[code].advice} [${code}]`;
}
