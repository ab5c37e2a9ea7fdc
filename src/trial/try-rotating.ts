import type { PlayedGateway } from "./played-gateway.js";
import { revokedOf, statusSeen } from "./try-creating.js";

/**
 * Rotates, works with the old and the new payload, and rotates from the old one again, as after a lost answer. The
 * gateway's present payload is the one that is to be used from then on.
 *
 * @param keep is given each new payload before anything else is done: it may be all that opens the system
 */
export async function tryRotating(
  gateway: PlayedGateway,
  payload: string,
  keep: (payload: string) => void,
): Promise<void> {
  const { findings } = gateway;
  const fresh = await rotated(gateway, payload, keep);
  if (fresh === undefined) return;
  gateway.present = fresh;
  findings.check("rotate-changes", fresh !== payload, "it is the old one");

  const isNew = await works(gateway, fresh);
  findings.check("new-payload", isNew === undefined, isNew ?? "");
  const isOld = await works(gateway, payload);
  findings.check("old-payload", isOld === undefined, isOld ?? "");

  const again = await gateway.rotate(payload);
  const second = again?.status === 200 ? again.object?.payload : undefined;
  if (typeof second !== "string" || second === "") {
    findings.check(
      "rotate-repeatable",
      false,
      again?.status === 200 ? "it gives no payload" : statusSeen(again),
    );
    return;
  }
  keep(second);
  gateway.present = second;
  const isSecond = await works(gateway, second);
  findings.check("rotate-repeatable", isSecond === undefined, `with what it gives then, ${isSecond ?? ""}`);
}

async function rotated(
  gateway: PlayedGateway,
  payload: string,
  keep: (payload: string) => void,
): Promise<string | undefined> {
  const answer = await gateway.rotate(payload);
  if (!answer) return undefined;
  const fresh = answer.object?.payload;
  const seen = answer.status === 200 ? "its answer has no payload that is a text" : statusSeen(answer);
  const isFresh = answer.status === 200 && typeof fresh === "string" && fresh !== "";
  if (!gateway.findings.check("rotate-200", isFresh, seen)) {
    // Whatever it is, it may be all that opens the system.
    if (answer.status === 200) keep(typeof fresh === "string" ? fresh : answer.text);
    return undefined;
  }
  keep(String(fresh));
  return String(fresh);
}

/** Why a payload does not work; undefined if it does. */
async function works(gateway: PlayedGateway, payload: string): Promise<string | undefined> {
  const made = await gateway.create(payload);
  const id = made?.object?.id;
  if (made?.status !== 200 || typeof id !== "string") return `create: ${statusSeen(made)}`;
  const ended = await gateway.revoke(payload, [id]);
  return revokedOf(ended).includes(id) ? undefined : `revoke: ${statusSeen(ended)}`;
}
