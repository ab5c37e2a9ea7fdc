import type { TrialAnswer } from "./endpoint.js";
import type { PlayedGateway } from "./played-gateway.js";
import { revokedOf, statusSeen } from "./try-creating.js";

/** Has credentials ended: one, one again, and all others at once. */
export async function tryRevoking(
  gateway: PlayedGateway,
  payload: string,
  ids: readonly string[],
): Promise<void> {
  const { findings } = gateway;
  const [first, ...others] = ids;
  if (first === undefined) return;
  const one = await gateway.revoke(payload, [first]);
  if (!isRevocation(gateway, one)) return;
  findings.check("revoke-confirms", revokedOf(one).map(String).includes(first), "the id is not listed");
  const strangers = revokedOf(one).filter((id) => String(id) !== first);
  findings.check("revoke-no-others", strangers.length === 0, "it lists ids that were not in the request");

  const again = await gateway.revoke(payload, [first]);
  const isConfirmed = again?.status === 200 && revokedOf(again).map(String).includes(first);
  findings.check(
    "revoke-repeatable",
    isConfirmed,
    again?.status === 200 ? "the id is not listed" : statusSeen(again),
  );

  if (others.length < 2) return;
  const all = await gateway.revoke(payload, others);
  const missing = others.filter((id) => !revokedOf(all).map(String).includes(id)).length;
  findings.check("revoke-several", missing === 0, `${missing} of ${others.length} ids are not listed`);
}

function isRevocation({ findings }: PlayedGateway, answer: TrialAnswer | undefined): boolean {
  if (!answer) return false;
  const seen = answer.status === 200 ? "its answer is no JSON object" : statusSeen(answer);
  if (!findings.check("revoke-200", answer.status === 200 && answer.object !== undefined, seen)) return false;
  const { revoked } = answer.object ?? {};
  const isTexts = Array.isArray(revoked) && revoked.every((id) => typeof id === "string");
  findings.check(
    "revoked-texts",
    isTexts,
    Array.isArray(revoked) ? "an id in it is no text" : "it is no list",
  );
  return Array.isArray(revoked);
}
