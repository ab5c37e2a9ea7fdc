import { SecretText } from "../../domain/secret-text.js";
import { terminalText } from "../terminal-text.js";
import type { CliWorld } from "../world.js";

/**
 * Prints a secret that was asked for: to a pipe or a file every character as it is, and none beside them; to a terminal
 * without what a terminal takes for a command, and with a line break at its end.
 *
 * @param end printed after it. Default: nothing
 */
export function printSecret(
  secret: SecretText,
  { stdout }: Pick<CliWorld, "stdout">,
  end: "" | "\n" = "",
): void {
  const text = `${secret.reveal()}${end}`;
  stdout.write(stdout.isTTY === true ? `${terminalText(text, false).replace(/\n?$/, "\n")}` : text);
}

/** One line of JSON, in which the secrets of `data` stand as text. To be given to {@link printSecret}, and to nothing else. */
export function jsonWithSecrets(data: unknown): SecretText {
  return new SecretText(JSON.stringify(data, revealing));
}

/** JSON.stringify has asked a secret for its JSON by the time that it calls this; the secret itself is still in its holder. */
function revealing(this: unknown, key: string, value: unknown): unknown {
  const own = (this as Record<string, unknown>)[key];
  return own instanceof SecretText ? own.reveal() : value;
}
