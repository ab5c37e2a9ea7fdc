import { markTexts } from "../domain/making-mark.js";
import type { Gateway, GatewayCallOptions } from "../gateway/index.js";
import type { NewObject } from "./new-object.js";
import type { Numbered } from "./own-object.js";

/** How an item of any kind changes its marks, which are tags of it. */
export function remarkItem<Found extends Numbered & { readonly name: string }>({
  items,
}: Pick<Gateway, "items">): NewObject<Found>["remark"] {
  return (found: Found, mark: string | null, options: GatewayCallOptions) =>
    items.changeTags(found.name, { add: mark === null ? [] : [mark], remove: markTexts(found) }, options);
}
