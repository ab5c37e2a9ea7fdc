import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import { configToAuthor } from "./author/decode.js";
import type { ConfiguredProvider, ProviderDefinition } from "./definition.js";
import type { Logger } from "./logger.js";
import { redactingLogger } from "./redacting-logger.js";
import { Redaction } from "./redaction.js";
import { isWhollyKnown } from "./value/kind.js";
import type { TfObject } from "./value/value.js";

type Made<Client> = { readonly client: Client } | { readonly error: unknown };

/** The provider between a configuration and the next: its config, its client, and whether it was asked to stop. */
export class ProviderSession<T extends Attributes, Client> {
  /** The secrets of the provider's own config, which may turn up in any operation. */
  redaction = new Redaction();
  #config: TfObject | null = null;
  #terraformVersion = "";
  #made: Made<Client> | null = null;
  #stopping = new AbortController();
  #ending = new AbortController();

  constructor(
    private readonly definition: ProviderDefinition<T, Client>,
    private readonly log: Logger,
  ) {}

  /** Takes a config. Nothing is made of it before an operation needs the client. */
  configure(config: TfObject, terraformVersion: string): void {
    this.redaction = new Redaction().addFrom(this.definition.table.attributes, config);
    this.#config = config;
    this.#terraformVersion = terraformVersion;
    this.#made = null;
    // A process that is kept for debugging serves one run of Terraform after the other.
    if (this.#stopping.signal.aborted) this.#stopping = new AbortController();
  }

  /** Why there can be no client; undefined when there can. */
  whyNoClient(): string | undefined {
    return this.#config === null ? "Terraform has not configured the provider" : this.whyUnknown();
  }

  /** What of its configuration is not known yet; undefined when everything is, or when there is none. */
  whyUnknown(): string | undefined {
    const config = this.#config ?? {};
    const unknown = Object.keys(config).filter((name) => !isWhollyKnown(config[name] ?? null));
    if (unknown.length === 0) return undefined;
    return `${unknown.join(", ")} of the provider block will be known only after apply`;
  }

  /** Whether a client can be made of what is configured; what hinders it is told by the first operation that needs one. */
  hasClient(): boolean {
    if (this.whyNoClient() !== undefined) return false;
    this.#made ??= this.#make();
    return !("error" in this.#made);
  }

  /**
   * The client, made at the first call and then kept, as is the failure to make it.
   * @throws what the author's `configure` throws
   */
  client(): Client {
    this.#made ??= this.#make();
    if ("error" in this.#made) throw this.#made.error;
    return this.#made.client;
  }

  /** Aborted once Terraform has asked to stop, until it configures the provider anew. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Aborted by the next request to stop: for what still has to be given back after the last one. */
  get nextSignal(): AbortSignal {
    return this.#ending.signal;
  }

  stop(): void {
    const reason = new Fault("OPERATION_STOPPED", {
      doing: "working for Terraform",
      seen: "it asked to stop",
      state: "What was done so far is in the state.",
    });
    const ending = this.#ending;
    this.#ending = new AbortController();
    this.#stopping.abort(reason);
    ending.abort(reason);
  }

  /** @throws what the author's `check` throws; nothing while a part of the config is not known. */
  check(): void {
    if (this.whyNoClient() === undefined) this.definition.check?.(this.#forAuthor());
  }

  /** Wholly known, as whyNoClient() has found; the author's type says the same. */
  #forAuthor(): ConfiguredProvider<T> {
    const config = configToAuthor(this.definition.table.attributes, this.#config ?? {});
    return config as unknown as ConfiguredProvider<T>;
  }

  #make(): Made<Client> {
    const { name } = this.definition;
    try {
      const runtime = {
        log: redactingLogger(this.log, this.redaction, name),
        terraformVersion: this.#terraformVersion,
      };
      return { client: this.definition.configure(this.#forAuthor(), runtime) };
    } catch (error) {
      return { error };
    }
  }
}
