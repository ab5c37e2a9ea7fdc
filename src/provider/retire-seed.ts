import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { OperationContext } from "../engine/definition.js";
import type { retireSeedKeyTable } from "../schema/index.js";
import { type Retired, retire } from "../seed/index.js";
import type { PlanOf } from "../vocabulary/index.js";
import { type Clients, seedWorld } from "../wiring/index.js";
import { seedSubject } from "./seed-subject.js";

/** Retires a seed on the terms that its owner wrote; one way for the resource and the action. */
export function retireSeed(
  terms: PlanOf<(typeof retireSeedKeyTable)["attributes"]>,
  { client, signal, log }: OperationContext<Clients>,
  {
    progress,
    formerTarget,
  }: { readonly progress?: (message: string) => void; readonly formerTarget?: string | undefined } = {},
): Promise<Retired> {
  const world = seedWorld(client, signal, log);
  return retire(progress ? { ...world, progress } : world, {
    subject: seedSubject(terms.seed_user_arn, terms.target, formerTarget),
    seedKeyId: terms.seed_key_id,
    rotator: normalizedGatewayPath(terms.rotator),
    proofProducer: terms.proof_producer === null ? null : normalizedGatewayPath(terms.proof_producer),
    quietSeconds: terms.quiet_period_seconds,
  });
}
