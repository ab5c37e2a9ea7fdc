import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import type { OperationContext } from "./definition.js";
import type { Logger } from "./logger.js";
import type { ProviderSession } from "./provider-session.js";
import type { Circumstances, Report } from "./report.js";

/** One call of an author's function that talks to the remote: what it is given, and how its failure is told. */
export class Operation<Client> implements OperationContext<Client> {
  readonly log: Logger;

  private constructor(
    readonly client: Client,
    readonly signal: AbortSignal,
    readonly report: Report,
    private readonly unheard?: AbortSignal,
  ) {
    this.log = report.log;
  }

  /**
   * Undefined, and reported, when the provider's config is not known or cannot work. `ownSignal` may end this
   * operation alone; `unheard` tells that Terraform does not wait for it any more.
   */
  static begin<T extends Attributes, Client>(
    session: ProviderSession<T, Client>,
    report: Report,
    circumstances: Circumstances,
    ownSignal?: AbortSignal,
    unheard?: AbortSignal,
  ): Operation<Client> | undefined {
    const why = session.whyNoClient();
    if (why !== undefined) {
      report.fault(new Fault("PROVIDER_CONFIG_UNKNOWN", { ...circumstances, seen: why }));
      return undefined;
    }
    try {
      const signal = ownSignal ? AbortSignal.any([session.signal, ownSignal]) : session.signal;
      return new Operation(session.client(), signal, report, unheard);
    } catch (error) {
      // No path: an attribute that the fault names is one of the provider block.
      report.caught(error, circumstances, []);
      return undefined;
    }
  }

  /** One that gives back what is held, so that only a request to stop that is still to come ends it. */
  static beginLast<T extends Attributes, Client>(
    session: ProviderSession<T, Client>,
    report: Report,
    circumstances: Circumstances,
  ): Operation<Client> | undefined {
    const operation = Operation.begin(session, report, circumstances);
    return operation && new Operation(operation.client, session.nextSignal, report);
  }

  /** What every author's function is given. */
  get context(): OperationContext<Client> {
    return {
      client: this.client,
      signal: this.signal,
      log: this.log,
      warn: (summary, detail) => this.warn(summary, detail),
    };
  }

  isAwaited(): boolean {
    return this.unheard?.aborted !== true;
  }

  warn(summary: string, detail: string): void {
    this.report.add({ severity: "warning", summary, detail });
  }

  /** Reports what an author's function threw; after a stop that is most likely a consequence of it. */
  failed(error: unknown, circumstances: Circumstances): void {
    const isStop = this.signal.aborted && (error === this.signal.reason || !Fault.is(error));
    const told = isStop
      ? new Fault("OPERATION_STOPPED", { ...circumstances, seen: "Terraform asked to stop", cause: error })
      : error;
    this.report.caught(told, circumstances);
  }
}
