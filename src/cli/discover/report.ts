import {
  type DiscoveredObject,
  type Discovery,
  importIdOf,
  type ObjectNames,
  unlistedTypes,
} from "../../discovery/index.js";
import type { Style } from "../io.js";

/** Paths that are named for each reason, at most, for a person. */
const NAMED_AT_MOST = 20;

const WHY = {
  "no type": "no resource type of this provider manages it",
  "not read": "this login may list it and not read it",
} as const;

/** For a script. */
export function discoverData(
  path: string,
  { objects, leftOut, denied }: Discovery,
  names: ReadonlyMap<DiscoveredObject, ObjectNames>,
  file: string | undefined,
) {
  return {
    path,
    file: file ?? null,
    found: objects.map((object) => ({
      type: `latchkey_${object.table.type}`,
      import_id: importIdOf(object),
      address: names.get(object)?.address ?? null,
    })),
    not_looked_for: unlistedTypes.map((type) => `latchkey_${type}`),
    not_listed: denied.map((type) => `latchkey_${type}`),
    left_out: leftOut.map(({ path, kind, why }) => ({ path, kind, why })),
  };
}

/** For a person: how many of each type there are, and what is left out, and why. */
export function discoverText(
  path: string,
  { objects, leftOut, denied }: Discovery,
  file: string | undefined,
  style: Style,
): string {
  const counts = new Map<string, number>();
  for (const { table } of objects) counts.set(table.type, (counts.get(table.type) ?? 0) + 1);
  const width = Math.max(0, ...[...counts.keys()].map((type) => type.length)) + "latchkey_".length;
  const rows = [...counts].map(([type, count]) => `${`latchkey_${type}`.padEnd(width)}  ${count}`);
  const found = objects.length === 0 ? [`Nothing was found below ${path}.`] : rows;
  const left = (["no type", "not read"] as const).flatMap((why) => {
    const those = leftOut.filter((one) => one.why === why);
    if (those.length === 0) return [];
    const shown = those
      .slice(0, NAMED_AT_MOST)
      .map(({ path: at, kind }) => `  ${at}${kind === null ? "" : `  ${style.dim(kind)}`}`);
    const more = those.length > shown.length ? [`  and ${those.length - shown.length} more`] : [];
    return ["", `Left out, ${those.length}: ${WHY[why]}`, ...shown, ...more];
  });
  const unseen = denied.map((type) => `latchkey_${type}`).join(", ");
  const notListed =
    denied.length === 0 ? [] : ["", `Left out, because this login may not list them: ${unseen}`];
  const written = file === undefined ? [] : ["", `Written to ${file}`];
  const unlisted = unlistedTypes.map((type) => `latchkey_${type}`).join(", ");
  const notLookedFor = `Not looked for, because the gateway has no list of them: ${unlisted}.`;
  return [...found, ...left, ...notListed, "", notLookedFor, ...written].join("\n");
}
