import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { isTakenAway } from "../../types/mechanism/requests.js";
import type { PlannedVersions } from "./first-versions.js";

/** Tells, for every secret whose version is not set any more, that the gateway is to forget it. */
export function warnOfTakenSecrets({ table }: GatewayType, { prior, config, warn }: PlannedVersions): void {
  if (prior === null) return;
  for (const [name, attribute] of Object.entries(table.attributes)) {
    const { versionedBy } = attribute;
    if (versionedBy === undefined || !isTakenAway(attribute, { plan: config, prior })) continue;
    warn(
      "Secret to be taken away",
      `${versionedBy} is not set any more, so that this update has the gateway forget ${name}. To have it kept, set ${versionedBy} to ${prior[versionedBy]} as before; ${name} itself may be left out.`,
      versionedBy,
    );
  }
}
