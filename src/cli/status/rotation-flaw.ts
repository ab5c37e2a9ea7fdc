import { adviceForGatewayUser } from "../../domain/denying-policy.js";
import { span } from "../../seed/index.js";
import type { Facts } from "./facts.js";
import type { StatusSubject } from "./subject.js";
import type { StatusVerdict } from "./verdict.js";

/** The gateway may be a little late with what is due. */
const OVERDUE_MS = 3_600_000;

/** What is wrong with the rotation by which the key is to be replaced again and again. */
export function rotationFlaw(
  { target }: StatusSubject,
  { rotator, rotatorPath, now }: Facts,
): StatusVerdict | undefined {
  if ("withheld" in rotator) return undefined;
  const attention = { outcome: "needs attention" } as const;
  const found = rotator.seen;
  if (!found) {
    const what =
      rotatorPath === undefined
        ? "No rotator works for the target"
        : `The gateway has no rotator ${rotatorPath}`;
    const advice = "Create a rotator of the target; if there is one, name it by --rotator.";
    return { ...attention, code: "rotator-missing", says: `${what}: nothing replaces its key.`, advice };
  }
  if (found.target !== null && found.target !== target) {
    const says = `Rotator ${found.name} replaces the key of ${found.target}, not that of ${target}.`;
    return {
      ...attention,
      code: "WRONG_TARGET",
      says,
      advice: "Name the rotator of this target by --rotator.",
    };
  }
  if (found.lastError !== null || /fail/i.test(found.status ?? "")) {
    const says = `The key is in order, but rotator ${found.name} reports: ${found.lastError ?? found.status}.`;
    const advice =
      adviceForGatewayUser(found.lastError ?? "") ??
      "Look at the rotator in the gateway: the user's policy must let it create, list, update and delete its own keys.";
    return { ...attention, code: "rotation-failing", says, advice };
  }
  const late = found.nextRotationAt ? now.getTime() - found.nextRotationAt.getTime() : 0;
  if (!found.autoRotate || late <= OVERDUE_MS) return undefined;
  const says = `The key is in order, but rotator ${found.name} should have replaced it ${span(late)} ago.`;
  return {
    ...attention,
    code: "rotation-overdue",
    says,
    advice: "See whether the gateway runs and reaches AWS.",
  };
}
