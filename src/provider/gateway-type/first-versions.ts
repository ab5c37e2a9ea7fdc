import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { isFirstVersion } from "../../types/mechanism/new-version.js";
import { takesPlace, type Values } from "../../types/mechanism/requests.js";
import { isUnknown } from "../../vocabulary/index.js";
import { firstVersion, versionRecorded } from "../version-recorded.js";

/** What a plan is made of, as far as the versions of secrets are concerned. */
export interface PlannedVersions {
  readonly prior: Values | null;
  readonly config: Values;
  warn(summary: string, detail: string, attribute?: string): void;
}

/** Tells, for every version of a secret, that the first one after an import is recorded and nothing is sent over another. */
export function warnOfFirstVersions({ table }: GatewayType, { prior, config, warn }: PlannedVersions): void {
  if (prior === null) return;
  const secrets = Object.entries(table.attributes).filter(
    ([, { versionedBy, wire }]) => versionedBy !== undefined && !takesPlace(wire, prior),
  );
  for (const version of new Set(secrets.map(([, { versionedBy = "" }]) => versionedBy))) {
    const given = config[version] ?? null;
    if (
      isUnknown(given) ||
      !isFirstVersion(given as number | null, (prior[version] ?? null) as number | null)
    )
      continue;
    const own = secrets.filter(([, { versionedBy }]) => versionedBy === version);
    const names = own.map(([name]) => name).join(" and ");
    const isTold = own.every(([, { wire }]) => wire?.role === "heldSecret" && wire.heldBy === undefined);
    warn(...(isTold ? firstVersion(version, names) : versionRecorded(version, names)), version);
  }
}
