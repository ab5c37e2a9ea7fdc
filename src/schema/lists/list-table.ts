import { attr, type BlockTable, blockTable } from "../../vocabulary/index.js";
import type { ListedType } from "./listed-types.js";

/** What a query may ask of a type: those below a folder, and those with tags, where objects of the type have some. */
export function listTable({ table: { type }, list, whose }: ListedType): BlockTable {
  const path = attr.defaulted.string({
    doc: `Folder below which ${whose} are, at any depth. Default: \`/\`, everywhere.`,
    default: "/",
    flaw: (folder) =>
      folder.trim() === "" ? "should name a folder, such as `/`, got an empty text" : undefined,
  });
  const tags = attr.optional.set("string", { doc: "Tags that each of them has. Default: any." });
  return blockTable({
    type,
    doc: `The objects of the gateway that \`latchkey_${type}\` manages, as far as the login of the provider may list them.`,
    attributes: list.tags === undefined ? { path } : { path, tags },
  }) as BlockTable;
}
