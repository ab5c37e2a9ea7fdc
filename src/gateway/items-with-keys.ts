import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about } from "./item.js";
import { listedItems } from "./listing.js";
import type { GatewayCallOptions } from "./settings.js";

/** An item that works with credentials of its own instead of a target's. */
export interface ItemWithKey {
  readonly kind: "dynamic secret" | "rotated secret";
  /** With its leading slash. */
  readonly name: string;
  /** When anything about it changed last; null where the gateway does not tell. */
  readonly modifiedAt: Date | null;
}

/** What a list of all items shows to the caller. */
export interface KeyItemsSeen {
  readonly items: readonly ItemWithKey[];
  /** Whether the item that was asked about stands in the list; where none was, whether any does. */
  readonly showsKnown: boolean;
}

/** Dynamic secrets with an administrator's key given inline, and rotated secrets that rotate a key of their own. */
export interface ItemsWithKeys {
  /** Those that the caller may list. No secret is asked for. GATEWAY_PERMISSION_DENIED where there is no listing. */
  list(known: string | null, options?: GatewayCallOptions): Promise<KeyItemsSeen>;
  /**
   * Whether the item works with this key; undefined for a proven absence, GATEWAY_PERMISSION_DENIED when the caller may
   * not read it. The gateway answers with the secret, too, which is dropped unread.
   */
  worksWith(item: ItemWithKey, keyId: string, options?: GatewayCallOptions): Promise<boolean | undefined>;
}

/** These items of the gateway that these commands go to. */
export function itemsWithKeys(commands: Commands): ItemsWithKeys {
  return {
    async list(known, options) {
      const context = {
        kind: "read",
        doing: "listing the gateway's items",
        signal: options?.signal,
      } as const;
      const path = known === null ? null : normalizedGatewayPath(known);
      const items: ItemWithKey[] = [];
      let showsKnown = false;
      // Without types: how the gateway spells those of its lists is not known for all, and an error would tell nothing.
      for await (const answer of listedItems(commands, "/", context)) {
        const name = normalizedGatewayPath(answer.text("item_name"));
        showsKnown ||= path === null || name === path;
        const kind = kindOf(answer);
        if (kind) items.push({ kind, name, modifiedAt: answer.dateOrNull("modification_date") });
      }
      return { items, showsKnown };
    },

    async worksWith({ kind, name }, keyId, options) {
      const context = about("read", `reading what ${kind}`, name, options);
      const command = kind === "dynamic secret" ? "dynamic-secret-get" : "rotated-secret-get-value";
      const value = await commands.find(command, { name }, context);
      if (value === undefined) return undefined;
      const answer = new GatewayAnswer(value, context.doing);
      if (kind === "rotated secret") return answer.recordOrNull("value")?.textOrNull("username") === keyId;
      // The payload of a custom one is its own affair; an id that stands in it is there to be used.
      const payload = answer.textOrNull("payload") ?? "";
      return answer.textOrNull("aws_access_key_id") === keyId || payload.includes(keyId);
    },
  };
}

/** Undefined for items that work through a target, or hold no key that they work with. */
function kindOf(answer: GatewayAnswer): ItemWithKey["kind"] | undefined {
  const type = answer.textOrNull("item_type");
  if (type === "DYNAMIC_SECRET") {
    return answer.records("item_targets_assoc").length === 0 ? "dynamic secret" : undefined;
  }
  if (type !== "ROTATED_SECRET") return undefined;
  const details = answer.recordOrNull("item_general_info")?.recordOrNull("rotated_secret_details");
  const rotates = details?.textOrNull("rotator_type") ?? "";
  return /^api-key\b/.test(rotates) ? "rotated secret" : undefined;
}
