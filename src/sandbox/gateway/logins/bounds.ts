import { BlockList, isIP } from "node:net";
import { pathMatches } from "../access.js";
import type { KindSettings } from "../kinds/field.js";
import { textsIn } from "../kinds/settings.js";
import type { SubClaims } from "../session.js";

/** Which claim a field of an auth method limits. */
export type Bound = readonly [claim: string, wire: string];

/** Whether each bound that is set has a pattern that one of the values of its claim fits. A bound that is not set allows all. */
export function withinBounds(claims: SubClaims, settings: KindSettings, bounds: readonly Bound[]): boolean {
  return bounds.every(([claim, wire]) => {
    const allowed = textsIn(settings, wire);
    const proven = claims[claim] ?? [];
    return (
      allowed.length === 0 || allowed.some((pattern) => proven.some((value) => pathMatches(pattern, value)))
    );
  });
}

/** Whether an address lies in one of the blocks that a field lists; without blocks every address does. */
export function withinBlocks(address: string, settings: KindSettings, wire: string): boolean {
  const blocks = textsIn(settings, wire);
  if (blocks.length === 0) return true;
  // A socket that takes both families tells an address of the older one in the clothes of the newer.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(plain) !== 0 && blocks.some((block) => isIn(plain, block));
}

function isIn(address: string, block: string): boolean {
  const [network = "", length] = block.split("/");
  const family = isIP(network);
  const bits = length === undefined ? (family === 6 ? 128 : 32) : Number(length);
  if (family === 0 || !Number.isInteger(bits)) return false;
  const name = family === 6 ? "ipv6" : "ipv4";
  const list = new BlockList();
  list.addSubnet(network, bits, name);
  return isIP(address) === family && list.check(address, name);
}
