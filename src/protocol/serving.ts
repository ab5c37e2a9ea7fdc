import type { Clock } from "../domain/clock.js";
import type { Logger } from "../engine/logger.js";
import type { ProviderServer } from "../engine/provider-server.js";
import type { ReadyAnswers } from "./ready-answers.js";

/** What a provider server is given by the process that it runs in. */
export interface ProtocolRuntime {
  /** Writes to Terraform's log, if the user asked for one. */
  readonly log: Logger;
  /** When the work that this server does can have begun: with the process, or with `--reattach` the connection. */
  readonly startedAt: Date;
}

/**
 * Makes the server behind the wire, when a call needs it. Called once per process at most, or once per connection with
 * `--reattach`.
 */
export type MakeProviderServer = (runtime: ProtocolRuntime) => ProviderServer | Promise<ProviderServer>;

export interface ServeOptions {
  /** The address under which configurations require the provider: `registry.terraform.io/<namespace>/<name>`. */
  readonly address: string;
  /** The same for programs that look under another host, such as OpenTofu. Default: none. */
  readonly otherAddresses?: readonly string[];
  /** Default: none. */
  readonly readyAnswers?: () => Promise<ReadyAnswers>;
  readonly clock: Clock;
  /** The command line after the program's name. */
  readonly arguments: readonly string[];
}

/** What both ways to serve need. */
export interface Serving {
  readonly makeServer: MakeProviderServer;
  readonly options: ServeOptions;
  readonly log: Logger;
  readonly writeStdout: (text: string) => void;
}
