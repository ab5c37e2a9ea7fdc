import { readFile } from "node:fs/promises";
import { SecretText } from "../../domain/secret-text.js";
import { proofUnusable } from "./proof-unusable.js";

/** The text of a file that a login needs. `what` names it: `service account token`. Throws GATEWAY_PROOF_UNUSABLE. */
export async function textOfFile(file: string, what: string): Promise<string> {
  const doing = `reading the ${what} for the login to the gateway`;
  let text: string;
  try {
    text = (await readFile(file, "utf8")).trim();
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw proofUnusable(doing, `${JSON.stringify(file)} cannot be read (${code})`);
  }
  if (text === "") throw proofUnusable(doing, `${JSON.stringify(file)} is empty`);
  return text;
}

/** The secret in a file. Throws GATEWAY_PROOF_UNUSABLE. */
export async function secretInFile(file: string, what: string): Promise<SecretText> {
  return new SecretText(await textOfFile(file, what));
}
