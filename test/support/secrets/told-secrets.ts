import { SecretText } from "../../../src/domain/secret-text.js";
import type { FaultCode } from "../../../src/errors/catalog.js";
import { Fault } from "../../../src/errors/fault.js";
import { checkedOptions } from "../../../src/runtime/checked-options.js";
import type { SecretSource, SecretWanted, ToldSecret } from "../../../src/runtime/secret-source.js";
import { Secrets } from "../../../src/runtime/secrets.js";
import type { SecretsEvent, SecretsEventName } from "../../../src/runtime/secrets-event.js";
import type { SecretsOptions } from "../../../src/runtime/secrets-options.js";
import { ManualClock } from "../hook/manual-clock.js";

/** A gateway of a test's own, in memory: what it tells, whether it answers, and what it was asked. */
export class ToldSecrets implements SecretSource {
  /** By path; a value is told until it is another one. */
  readonly values = new Map<string, string>();
  readonly asked: SecretWanted[] = [];
  readonly revoked: string[] = [];
  /** What every question is answered with instead, while it is set. */
  fails: FaultCode | undefined;
  /** For dynamic secrets; their value is told with a number that rises. */
  lifetimeMs: number | null = null;
  /** Questions wait until the test lets them go, while it is set. */
  holds = false;
  #held: (() => void)[] = [];

  async read(wanted: SecretWanted): Promise<ToldSecret> {
    this.asked.push(wanted);
    const count = this.asked.length;
    if (this.holds) await new Promise<void>((go) => this.#held.push(go));
    wanted.signal.throwIfAborted();
    if (this.fails) throw fault(this.fails);
    const value = this.values.get(wanted.path);
    if (value === undefined) throw fault("GATEWAY_OBJECT_MISSING");
    if (this.lifetimeMs === null) {
      return { kind: "static", value: new SecretText(value), lifetimeMs: null, credentialId: null };
    }
    const issued = JSON.stringify({
      id: `tmp-${count}`,
      username: `tmp-${count}`,
      password: `${value}-${count}`,
    });
    const lifetimeMs = this.lifetimeMs;
    return { kind: "dynamic", value: new SecretText(issued), lifetimeMs, credentialId: `tmp-${count}` };
  }

  async revoke(_path: string, credentialId: string): Promise<void> {
    if (this.fails) throw fault(this.fails);
    this.revoked.push(credentialId);
  }

  /** Lets all questions that wait go on. */
  letGo(): void {
    for (const go of this.#held.splice(0)) go();
  }

  get held(): number {
    return this.#held.length;
  }
}

export function fault(code: FaultCode): Fault {
  return new Fault(code, { doing: "reading", seen: "as the test wants it", state: "Nothing was read." });
}

/** A client of such a gateway, on a clock that only the test moves, and all events that it tells. */
export function secretsOf(options: SecretsOptions = {}) {
  const source = new ToldSecrets();
  const clock = new ManualClock();
  const secrets = new Secrets(source, clock, checkedOptions(options), options);
  const events: SecretsEvent[] = [];
  const names: SecretsEventName[] = [
    "fetched",
    "fetch-failed",
    "stale",
    "refused",
    "retried",
    "not-replaced",
    "revoked",
    "revocation-failed",
  ];
  for (const name of names) secrets.on(name, (event) => events.push(event));
  const told = (name: SecretsEventName) => events.filter((event) => event.name === name);
  return { source, clock, secrets, events, told };
}
