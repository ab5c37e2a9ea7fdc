import { journalPath } from "../../../src/domain/journal-path.js";
import type { ImportBlock } from "../stack/changes.js";
import { ADDRESSES } from "../stack/own-configuration.js";
import type { TerraformRun } from "../terraform/terraform-folder.js";
import { type Entry, wasDone } from "../world/history.js";

const BLOCK = /import \{ to = (\w+)\.LABEL id = ("(?:[^"\\]|\\.)*") \}/g;
const TAKES_THE_MARK_AWAY = /^update-(item|target)$/;

/**
 * The import blocks that a run was refused with and that a person may paste: only for objects that the killed work had
 * finished, mark and all, so that nothing but Terraform's state was lost and nothing in the gateway can tell them from
 * somebody else's. A refusal for any other object gives no block, and is judged as a failure.
 */
export function printedImports({ output }: TerraformRun, entries: readonly Entry[]): ImportBlock[] {
  const text = output.replace(/[╷│╵]/g, " ").replace(/\s+/g, " ");
  return [...text.matchAll(BLOCK)].flatMap(([, type = "", id = ""]) => {
    const importId = JSON.parse(id) as string;
    // A seeded target is imported together with its user, and its mark is the journal entry beside it.
    const [path = "", user] = importId.split(",arn:");
    const marked = user === undefined ? path : journalPath(path);
    const finished = entries.some(
      (entry) =>
        // A call that was under way when Terraform was killed may be answered as the repetition begins.
        ["work", "again"].includes(entry.part) &&
        wasDone(entry) &&
        entry.call.actor === "provider" &&
        TAKES_THE_MARK_AWAY.test(entry.call.operation) &&
        entry.call.subject === marked,
    );
    const isMeant = (address: string) => address.endsWith(".seeded") === (user !== undefined);
    const to = ADDRESSES.find((address) => address.startsWith(`${type}.`) && isMeant(address));
    return finished && to ? [{ to, id: importId }] : [];
  });
}
