import { OnTheWay } from "../../domain/on-the-way.js";
import { Fault } from "../../errors/fault.js";
import type { TargetRecord } from "../../gateway/index.js";
import { seedWorld } from "../../wiring/index.js";
import type { Shelf } from "../own-object.js";
import type { Update } from "./operations.js";

/**
 * Targets of which the journal entry goes along when they are renamed. It goes first: whatever ends the run between the
 * two, the target is still to be renamed, and the next run goes on.
 */
export function withJournal(
  targets: Shelf<TargetRecord>,
  { client, signal, log }: Update,
): Shelf<TargetRecord> {
  const { journal } = seedWorld(client, signal, log);
  return {
    ...targets,
    async rename(name, newName, options) {
      // One that this caller may not see, or cannot read, is left where it is.
      const goesAlong = (await journal.read(name)).kind === "entry";
      if (goesAlong) await journal.rename(name, newName);
      try {
        await targets.rename(name, newName, options);
      } catch (error) {
        const onTheWay = new OnTheWay();
        onTheWay.hearsOf("the request to rename the target", error);
        if (goesAlong && !Fault.is(error, "GATEWAY_REPLY_LOST")) {
          await onTheWay.ending(journal.rename(newName, name));
        }
        throw error;
      }
    },
  };
}
