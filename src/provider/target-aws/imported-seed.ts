import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { seedInJournal } from "../../seed/index.js";
import { seedWorld } from "../../wiring/index.js";
import type { Read } from "./operations.js";

/**
 * Which key was minted for a target whose state does not say it, as after an import: the one that the journal entry
 * beside it names. There is none once the seed is retired. No key is ever taken for the seed by its age: a retirement
 * would then end a key with which something works.
 */
export async function importedSeed(
  { client, signal, log }: Pick<Read, "client" | "log" | "signal">,
  name: string,
  userArn: string,
): Promise<string | null> {
  const found = await seedInJournal(seedWorld(client, signal, log), normalizedGatewayPath(name));
  return found.kind === "seed" && found.isMinted && found.user === userArn ? found.keyId : null;
}

/** The warning for an import that does not find out which key the seed is, as a summary and a detail. */
export function seedUnknown(name: string, userArn: string): [summary: string, detail: string] {
  const id = `${normalizedGatewayPath(name)},seed_user_arn=${userArn},seed_key_id=KEY_ID`;
  return [
    "Seed of the target not known",
    `The gateway keeps no entry that says which key of ${userArn} was minted for target ${JSON.stringify(normalizedGatewayPath(name))}: its seed has been retired, or it was made without an entry. So seed_key_id stays null. Where it is needed and its id is known, import the target as ${JSON.stringify(id)}; the id of a key that is gone does no harm.`,
  ];
}
