import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import type { Logger } from "./logger.js";
import type { WithDiagnostics } from "./provider-server.js";
import type { ProviderSession } from "./provider-session.js";
import { redactingLogger } from "./redacting-logger.js";
import { Redaction } from "./redaction.js";
import { Report } from "./report.js";
import type { TfObject } from "./value/value.js";

/** What a call is about. */
export interface CallSubject<Served> {
  /** As Terraform calls it: `latchkey_target_aws`. */
  readonly name: string;
  /** What the provider has under the name. */
  readonly served: Served | undefined;
  /** How to say that it has nothing. */
  readonly missing: { readonly code: FaultCode; readonly noun: string; readonly state: string };
  /** The attributes of the objects of the call. */
  readonly attributes: Attributes;
  /** What Terraform sent; the secrets in it are kept out of everything that is told. */
  readonly objects: readonly (TfObject | null)[];
  /** What is true after a failure of the engine itself, as a sentence. */
  readonly state: string;
}

/** Sees that every call is answered, whatever fails, and that no answer tells a secret. */
export class Calls<T extends Attributes, Client> {
  constructor(
    readonly session: ProviderSession<T, Client>,
    readonly log: Logger,
  ) {}

  /** A report on one call, which knows the secrets of the provider's configuration and of these objects. */
  report(subject: string, attributes: Attributes, objects: readonly (TfObject | null)[]): Report {
    const redaction = new Redaction().addAll(this.session.redaction);
    for (const object of objects) redaction.addFrom(attributes, object);
    return new Report(subject, redaction, redactingLogger(this.log, redaction, subject), attributes);
  }

  /** Answers a call. Where it cannot be answered, `kept` is the answer, beside the diagnostics. */
  async about<Served, R extends object>(
    { name, served, missing, attributes, objects, state }: CallSubject<Served>,
    kept: R,
    answer: (served: Served, report: Report) => Promise<R>,
  ): Promise<R & WithDiagnostics> {
    const report = this.report(name, attributes, objects);
    const doing = `working on ${name}`;
    if (served === undefined) {
      const seen = `this version of the provider does not have the ${missing.noun}`;
      report.fault(new Fault(missing.code, { doing, seen, state: missing.state }));
      return { ...kept, diagnostics: report.diagnostics };
    }
    try {
      return { ...(await answer(served, report)), diagnostics: report.diagnostics };
    } catch (error) {
      report.caught(error, { doing, state });
      return { ...kept, diagnostics: report.diagnostics };
    }
  }
}
