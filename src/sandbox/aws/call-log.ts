import type { AwsCallRecord } from "./sandbox-aws.js";

const NAMED_SECRET = /password|secret|token|assertion|code$/i;

/** What holds a secret in a call of Secrets Manager, where nearly every name has the word in it. */
const OF_SECRETS_MANAGER = ["SecretString", "SecretBinary", "RotationToken"];

/** Whether a parameter or a header of this name holds a secret, whatever it looks like. */
export function isSecretName(name: string, service?: string): boolean {
  return service === "secretsmanager" ? OF_SECRETS_MANAGER.includes(name) : NAMED_SECRET.test(name);
}

/** Every call that arrived, in the order of arrival, without secrets. */
export class AwsCallLog {
  readonly #records: AwsCallRecord[] = [];
  #arrived = 0;

  /** The number of a call that arrives now. */
  arrive(): number {
    this.#arrived += 1;
    return this.#arrived;
  }

  add(record: AwsCallRecord): void {
    this.#records.push(record);
  }

  all(): readonly AwsCallRecord[] {
    return this.#records.toSorted((one, other) => one.number - other.number);
  }
}

/**
 * Parameters as they may be kept: whatever is secret by its name or because it contains something secret that was
 * issued is replaced.
 */
export function withoutSecrets(
  parameters: Iterable<readonly [string, string]>,
  issued: readonly string[],
  service?: string,
): Readonly<Record<string, string>> {
  const kept = [...parameters].filter(([name]) => name !== "Action" && name !== "Version");
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const secret = isSecretName(name, service) || issued.some((text) => value.includes(text));
      return [name, secret ? "[secret]" : value];
    }),
  );
}
