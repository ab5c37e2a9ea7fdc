import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { parseIamUserArn } from "../../domain/iam-user-arn.js";
import type { StoredOf } from "../../vocabulary/index.js";
import { seedWorld } from "../../wiring/index.js";
import { textAsStored } from "../as-stored.js";
import { hasLostItsKey } from "../lost-key.js";
import { readOwn } from "../own-object.js";
import { keysSeen } from "../seed-subject.js";
import { externalIdOf } from "./external-id.js";
import { importedSeed, seedUnknown } from "./imported-seed.js";
import type { Read, TargetAwsTable } from "./operations.js";
import { own } from "./record.js";

/** The target as the gateway tells it without its secret, and whether its user still has a key that it can hold. */
export async function readTarget(context: Read): Promise<StoredOf<TargetAwsTable> | null> {
  const { state, client, signal, log } = context;
  // Metadata only: the details of a target carry its secret.
  const found = await readOwn(own(state, client), context);
  const user = state.seed_user_arn === null ? undefined : parseIamUserArn(state.seed_user_arn);
  const keys = user ? await keysSeen(client, user, { signal, log }) : "unreadable";
  if (!found) {
    // Only this state knows that the keys and the journal entry of a target that is gone are to be removed.
    const isLeft = keys !== "unreadable" && (keys.length > 0 || (await hasEntry(context)));
    return isLeft ? { ...state, gateway_record: "missing" as const } : null;
  }
  // A create that failed before the hand-over: whoever made this target, it was not that run.
  if (state.target_id === null && state.gateway_record === "missing") return state;
  const question = { target: found, keys, seedKeyId: state.seed_key_id };
  const keyless =
    state.gateway_record === "keyless" || (await hasLostItsKey(question, client, { signal, log }));
  return {
    ...state,
    name: found.name,
    description: textAsStored(state.description, found.description),
    key: found.protectionKey,
    target_id: found.id,
    gateway_record: keyless ? ("keyless" as const) : ("present" as const),
    seed_key_id: state.seed_key_id ?? (await seedOf(context, found.name)),
    external_id: state.external_id ?? (await externalIdOf(state, context)),
  };
}

/** Only after an import: a create knows it. */
async function seedOf({ state, warn, ...context }: Read, name: string): Promise<string | null> {
  if (state.seed_user_arn === null) return null;
  const keyId = await importedSeed(context, name, state.seed_user_arn);
  const isImport = state.target_id === null && state.gateway_record === null;
  if (keyId === null && isImport) warn(...seedUnknown(name, state.seed_user_arn));
  return keyId;
}

/** Whether a journal entry of this user is left without its target. Whoever may not look leaves it to the next apply. */
async function hasEntry({ state, client, signal, log }: Read): Promise<boolean> {
  const { journal } = seedWorld(client, signal, log);
  const reading = await journal.read(normalizedGatewayPath(state.name));
  return reading.kind === "entry" && reading.entry.user === state.seed_user_arn;
}
