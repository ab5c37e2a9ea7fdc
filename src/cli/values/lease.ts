import { Fault } from "../../errors/fault.js";
import type { IssuedCredential, IssueRequest } from "../../gateway/index.js";
import type { Clients } from "../../wiring/index.js";
import type { Host } from "../io.js";
import type { CliWorld } from "../world.js";

/** A credential that a command has had issued. */
export class Lease {
  /** What is said about the state of things once the credential is there. */
  #state = "The credential was issued, and is not revoked yet.";

  private constructor(
    readonly path: string,
    readonly credential: IssuedCredential,
    /** When AWS or the gateway ends it by itself; null where the gateway does not tell. Never later than it does. */
    readonly endsAt: Date | null,
    readonly clients: Clients,
    readonly host: Host,
  ) {}

  /**
   * Has a credential issued. One whose issuing an interruption has overtaken is revoked again.
   *
   * @throws Fault; with GATEWAY_REPLY_LOST nothing has the credential that may have been issued
   */
  static async begin(
    clients: Clients,
    path: string,
    request: IssueRequest,
    host: Host,
    { signal, clock }: CliWorld,
  ): Promise<Lease> {
    const wait = () => {
      host.progress(
        "Waiting for the gateway's answer, to revoke what it issues; a second Ctrl-C does not wait",
      );
    };
    signal.addEventListener("abort", wait, { once: true });
    const askedAt = clock.now().getTime();
    try {
      const credential = await issued(clients, path, request, signal);
      const { ttlSeconds } = credential;
      const endsAt = ttlSeconds === null ? null : new Date(askedAt + ttlSeconds * 1000);
      const lease = new Lease(path, credential, endsAt, clients, host);
      if (!signal.aborted) return lease;
      await lease.end();
      throw new Fault("INTERRUPTED", {
        doing: `issuing a credential by dynamic secret ${JSON.stringify(path)}`,
        seen: "Ctrl-C or SIGTERM",
        state: lease.state,
      });
    } finally {
      signal.removeEventListener("abort", wait);
    }
  }

  /** What is true of the credential now, in a sentence. */
  get state(): string {
    return this.#state;
  }

  /** What was issued, how long it lives and how it is revoked, for a person. */
  get issuedNote(): string {
    const until = this.endsAt ? `It ends at ${this.endsAt.toISOString()}` : "It ends when its time is over";
    const id = this.revocableId;
    const how = id === null ? "" : `, or by: latchkey sessions ${this.path} --revoke ${id}`;
    return `Issued ${this.credential.id ?? "a credential"}. ${until}${how}`;
  }

  /** By what the gateway knows it, where it can be revoked: the credentials of a role end by themselves. */
  get revocableId(): string | null {
    return this.credential.aws?.sessionToken ? null : this.credential.id;
  }

  /** Takes the credential back, also after an interruption. Never fails: what could not be revoked is told. */
  async end(): Promise<void> {
    const id = this.revocableId;
    const until = this.endsAt ? `ends at ${this.endsAt.toISOString()}` : "ends when its time is over";
    if (id === null) {
      this.#state = `The credential cannot be revoked; it ${until}.`;
      return;
    }
    try {
      await this.clients.gateway.issuedCredentials.revoke(this.path, id);
      this.#state = "The credential that was issued is revoked.";
    } catch (error) {
      if (!Fault.is(error)) throw error;
      this.#state = `The credential ${id} could not be revoked; the gateway ends it when its time is over.`;
      this.host.progress(`Warning: ${this.#state} ${error.message}`);
    }
  }
}

async function issued(
  { gateway }: Clients,
  path: string,
  request: IssueRequest,
  signal: AbortSignal,
): Promise<IssuedCredential> {
  try {
    return await gateway.issuedCredentials.issue(path, request, { signal });
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_REPLY_LOST")) throw error;
    throw new Fault(error.code, {
      ...error.details,
      state:
        "Whether a credential was issued is not known. If one was, nothing has its secret, and the gateway ends it when its time is over.",
      advice: `Run the command again; \`latchkey sessions ${path}\` lists what was issued and is not revoked.`,
    });
  }
}
