import { SHORTEST_SECRET } from "../../disguise/needle.js";
import { Fault } from "../../errors/fault.js";
import type { Table } from "../../vocabulary/index.js";
import type { Redaction } from "../redaction.js";
import type { Report } from "../report.js";
import type { ServedResource } from "../served-resource.js";
import { upgradedObject } from "../upgrade-object.js";
import { kindOf } from "../value/kind.js";
import type { TfObject } from "../value/value.js";
import type { Moved, MoveSource } from "./definition.js";

/** What an author makes of an object of another type; undefined, and reported, when it cannot be moved. */
export function movedObject(
  resource: ServedResource<unknown>,
  source: Omit<MoveSource, "state"> & { readonly state: unknown },
  report: Report,
): TfObject | undefined {
  const { definition, table, typeName } = resource;
  const circumstances = { doing: `moving ${source.type} to ${typeName}`, state: "Nothing was moved." };
  try {
    if (!isStored(source.state)) {
      const seen = `its stored state should be an object, is ${kindOf(source.state)}`;
      throw new Fault("STORED_STATE_UNFIT", { ...circumstances, seen });
    }
    const stored = source.state;
    const warn = (summary: string, detail: string) => report.add({ severity: "warning", summary, detail });
    let moved: Moved | undefined;
    try {
      moved = definition.move?.({ ...source, state: stored }, { warn });
    } finally {
      // What is told is only read once all is told, so that it is not too late.
      hideSecrets(report.redaction, table, stored, moved?.state ?? {});
    }
    if (moved === undefined) {
      const seen = "no way from the one to the other is defined";
      throw new Fault("MOVE_UNSUPPORTED", { ...circumstances, seen });
    }
    const { version = table.version, state } = moved;
    return upgradedObject(resource, version, state, report);
  } catch (error) {
    report.caught(error, circumstances);
    return undefined;
  }
}

/**
 * Another type's state may hold secrets, and does not say where: whatever this type shows under no name may be one:
 * neither under the other type's, nor under those to which the move has brought it. What the object is called is shown
 * anyway, however the other type spells it.
 */
function hideSecrets(
  redaction: Redaction,
  { attributes, identity }: Pick<Table, "attributes" | "identity">,
  stored: { readonly [name: string]: unknown },
  moved: { readonly [name: string]: unknown },
): void {
  const isShown = ([name]: readonly [string, unknown]) => {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return attribute !== undefined && !attribute.sensitive && attribute.mode !== "writeOnly";
  };
  const shown = new Set(
    [...Object.entries(stored), ...Object.entries(moved)]
      .filter(isShown)
      .flatMap(([, value]) => textsIn(value)),
  );
  const called = String(moved[identity] ?? "");
  for (const entry of Object.entries(stored)) {
    if (isShown(entry)) continue;
    redaction.addTexts(
      textsIn(entry[1]).filter(
        (text) => text.length >= SHORTEST_SECRET && !shown.has(text) && !called.endsWith(text),
      ),
    );
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function isStored(state: unknown): state is MoveSource["state"] {
  return kindOf(state) === "an object";
}
