import type { Attributes } from "../../vocabulary/index.js";
import type { CallSubject, Calls } from "../calls.js";
import { waitsFor } from "../deferral.js";
import { Operation } from "../operation.js";
import type { WithDiagnostics } from "../provider-server.js";
import { type ServedBlock, servedBlocks } from "../served-block.js";
import { validateConfig } from "../validate/validate-config.js";
import type { TfObject } from "../value/value.js";
import type { AnyList } from "./definition.js";
import { type ListedObject, type ListWish, listObjects } from "./list-objects.js";

/** The calls about list resources. */
export interface ListServer {
  /** Anything in the config may still be unknown. */
  validateListConfig(request: { typeName: string; config: TfObject }): Promise<WithDiagnostics>;

  /**
   * Finds objects of a type. Aborting `signal` ends it as `stop()` does. `found` is called while it runs, and not after
   * that.
   */
  listResource(
    request: ListWish & { typeName: string; signal: AbortSignal },
    found: (object: ListedObject) => void,
  ): Promise<WithDiagnostics>;
}

const UNTOUCHED = "Nothing was changed.";

/** Serves these list resources. */
export function listServer<T extends Attributes, Client>(
  provider: string,
  definitions: readonly AnyList<Client>[] | undefined,
  calls: Calls<T, Client>,
): ListServer {
  const lists = servedBlocks(provider, definitions);
  const subject = (typeName: string, config: TfObject): CallSubject<ServedBlock<AnyList<Client>>> => {
    const served = lists.get(typeName);
    return {
      name: typeName,
      served,
      missing: { code: "LIST_RESOURCE_UNKNOWN", noun: "list resource", state: UNTOUCHED },
      attributes: served?.table.attributes ?? {},
      objects: [config],
      state: UNTOUCHED,
    };
  };
  return {
    validateListConfig: ({ typeName, config }) =>
      calls.about(subject(typeName, config), {}, async ({ table }, report) => {
        validateConfig(table, config, true, report);
        return {};
      }),

    listResource: ({ typeName, signal, ...wish }, found) =>
      calls.about(subject(typeName, wish.config), {}, async (list, report) => {
        const circumstances = { doing: `listing ${typeName}`, state: UNTOUCHED };
        if (waitsFor(calls.session, wish.config, false, report, circumstances)) return {};
        const operation = Operation.begin(calls.session, report, circumstances, signal);
        if (operation) await listObjects(list, wish, operation, circumstances, found);
        return {};
      }),
  };
}
