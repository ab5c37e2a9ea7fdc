import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { Commands } from "./commands.js";
import { ListPages, type PagedList } from "./list-pages.js";
import type { RawAnswer } from "./objects.js";
import type { GatewayCallOptions } from "./settings.js";

/** Lists of objects, for many reads that come together: what a run of Terraform begins with. */
export interface ObjectLists {
  /**
   * What the list tells of the object under a path. Undefined for an object that is to be read by its name: because
   * that is cheaper so far, because the list does not have it (which proves nothing), because it was asked for before,
   * because the list failed, and for all after the first write of this client. Never fails on account of the gateway.
   */
  entry(list: PagedList, name: string, options?: GatewayCallOptions): Promise<RawAnswer | undefined>;
  /** Types whose entries have turned out not to tell enough, for whoever judges entries to remember. */
  readonly tellTooLittle: Set<string>;
}

/** The lists of the gateway that these commands go to. One command's list serves all types that it lists. */
export function objectLists(commands: Commands, note: (message: string) => void): ObjectLists {
  const lists = new Map<string, ListPages>();
  return {
    tellTooLittle: new Set(),

    async entry(list, name, options) {
      const key = JSON.stringify([list.command, list.fields]);
      const pages = lists.get(key) ?? new ListPages(list, commands, note);
      lists.set(key, pages);
      return pages.take(normalizedGatewayPath(name), options?.signal);
    },
  };
}
