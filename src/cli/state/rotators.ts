import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { ROTATOR_TYPES } from "../../domain/rotator-types.js";
import type { ResourceAddress } from "./resource-address.js";
import type { StateInstance } from "./state-file.js";

/** A rotated secret that replaces the key of a target, by our provider or by the gateway's official one. */
export interface RotatorResource {
  readonly address: ResourceAddress;
  readonly path: string;
  readonly target: string;
}

const OFFICIAL = ["akeyless_rotated_secret_aws", "akeyless_rotated_secret"];

/** Whether it rotates in AWS at all: the key of a target, or one of its own. */
export function rotatesInAws({ type }: StateInstance): boolean {
  return ROTATOR_TYPES.includes(type) || OFFICIAL.includes(type);
}

/** Undefined for anything else, and for a rotator that replaces a key of its own: its target's is none of its business. */
export function rotatorIn(one: StateInstance): RotatorResource | undefined {
  if (!rotatesInAws(one)) return undefined;
  const isOurs = ROTATOR_TYPES.includes(one.type);
  const { name, rotator_type, [isOurs ? "target" : "target_name"]: target } = one.attributes;
  // States of before there was a choice do not tell it.
  const kind = isOurs ? (rotator_type ?? "target") : rotator_type;
  if (kind !== "target" || !isPath(name) || !isPath(target)) return undefined;
  return { address: one.address, path: normalizedGatewayPath(name), target: normalizedGatewayPath(target) };
}

const isPath = (value: unknown): value is string => typeof value === "string" && value !== "";
