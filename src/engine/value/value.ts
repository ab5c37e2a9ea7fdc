import type { Unknown } from "../../vocabulary/unknown.js";

/** A number that no JavaScript number or bigint can hold exactly, as its decimal text. */
export class DecimalText {
  constructor(readonly text: string) {}
}

/**
 * A Terraform value: what the wire carries and the engine works on.
 * - numbers: `number` where it is exact (safe integers, and fractions whose shortest text is the value), `bigint` for
 *   larger integers, else `DecimalText`
 * - list, set and tuple: arrays; map and object: records without a prototype (`__proto__` is a legal map key)
 */
export type TfValue =
  | null
  | Unknown
  | string
  | number
  | bigint
  | DecimalText
  | boolean
  | readonly TfValue[]
  | { readonly [key: string]: TfValue };

/** A Terraform type in the form that its JSON has. */
export type TfType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list", TfType]
  | readonly ["set", TfType]
  | readonly ["map", TfType]
  | readonly ["tuple", readonly TfType[]]
  | readonly ["object", { readonly [attribute: string]: TfType }];

export type TfObject = { readonly [attribute: string]: TfValue };
