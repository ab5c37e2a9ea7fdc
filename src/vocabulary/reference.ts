/**
 * Whether a reference may name objects of this type: `target` names `target_aws` and `target_db`, and `role` only
 * `role`. Types without the provider's prefix.
 */
export function mayReferTo(refersTo: string, type: string): boolean {
  return type === refersTo || type.startsWith(`${refersTo}_`);
}
