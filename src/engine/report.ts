import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import { framesOf, kindOfError } from "../errors/unexpected.js";
import type { Attributes } from "../vocabulary/index.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Logger } from "./logger.js";
import type { Redaction } from "./redaction.js";
import { mayHoldSecret } from "./table/mode.js";
import { type Path, pathText } from "./value/path.js";

/** What was going on when something was thrown, for the words of the diagnostic. */
export interface Circumstances {
  /** Continues "…": `creating latchkey_target_aws`. */
  readonly doing: string;
  /** What state things are in now, as a whole sentence. */
  readonly state: string;
}

/**
 * Collects what one request has to tell. Nothing leaves it that the redaction knows to be a secret, and nothing points
 * at a line that may hold one: Terraform prints that line as it is written, where no redaction reaches.
 */
export class Report {
  readonly #diagnostics: Diagnostic[] = [];

  constructor(
    /** What the request is about, such as `latchkey_target_aws`. */
    readonly subject: string,
    readonly redaction: Redaction,
    readonly log: Logger,
    /** The attributes at which it may point. */
    readonly attributes: Attributes,
  ) {}

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics.map((diagnostic) => ({
      ...diagnostic,
      summary: this.redaction.apply(diagnostic.summary),
      detail: this.redaction.apply(diagnostic.detail),
    }));
  }

  get hasErrors(): boolean {
    return this.#diagnostics.some(({ severity }) => severity === "error");
  }

  add({ path, ...told }: Diagnostic): void {
    this.#diagnostics.push({ ...told, ...(path?.length && !this.#printsSecret(path) && { path }) });
  }

  /** Reports a fault, at `path` or else at the attribute that it names. */
  fault(fault: Fault, path?: Path, severity: Diagnostic["severity"] = "error"): void {
    const { attribute } = fault.details;
    const at = path ?? (attribute === undefined ? [] : [{ attribute }]);
    this.add({ severity, summary: fault.summary, detail: fault.detail, path: at });
  }

  /** Reports what does not fit at a path: `name should be text, got a number`. */
  flaw(
    code: FaultCode,
    path: Path,
    text: string,
    circumstances: Circumstances & { readonly advice?: string },
    severity: Diagnostic["severity"] = "error",
  ): void {
    this.fault(
      new Fault(code, { ...circumstances, seen: `${pathText(path)} ${text}`.trim() }),
      path,
      severity,
    );
  }

  /**
   * Reports something thrown by an author's function. A fault is shown as it is. The message of anything else may
   * hold a request, and with it a secret: only its class is shown, and the places in the source go to the log.
   */
  caught(error: unknown, circumstances: Circumstances, path?: Path): void {
    if (Fault.is(error)) {
      this.fault(error, path);
      return;
    }
    const kind = kindOfError(error);
    this.log.log("debug", `${kind} while ${circumstances.doing}`, { stack: framesOf(error) });
    const fault = new Fault("PROVIDER_DEFECT", {
      ...circumstances,
      seen: `an unexpected ${kind} (its message is not shown, it may hold a secret)`,
    });
    this.fault(fault, path);
  }

  /** What stands within an attribute may stand on one line with the whole of it. */
  #printsSecret([first]: Path): boolean {
    const attribute = first && "attribute" in first ? this.attributes[first.attribute] : undefined;
    return attribute !== undefined && mayHoldSecret(attribute);
  }
}
