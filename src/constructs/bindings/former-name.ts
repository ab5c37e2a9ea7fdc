import { type TerraformResource, TerraformStack } from "cdktf";
import { PROVIDER_NAME } from "./provider-metadata.js";

/** One `moved` block, by the addresses of the resources. */
interface Move {
  readonly from: string;
  readonly to: string;
}

const boundIn = new WeakMap<TerraformStack, Set<TerraformResource>>();

/** Notes a resource of this library, so that moves to other ones are known. */
export function noteResource(at: TerraformResource): void {
  const stack = TerraformStack.of(at);
  const bound = boundIn.get(stack) ?? new Set();
  boundIn.set(stack, bound.add(at));
}

/**
 * The `moved` block by which Terraform takes over what it has stored of the resource under the former name of its type.
 * Undefined for a type that has always had its name, and where the caller's own code moves the resource: of two blocks
 * that lead to one resource, or away from it, Terraform takes neither.
 */
export function moveFromFormerName(at: TerraformResource, formerly: string | undefined): Move | undefined {
  if (formerly === undefined || at.hasResourceMove()) return undefined;
  const id = at.friendlyUniqueId;
  const to = `${at.terraformResourceType}.${id}`;
  const isTaken = [...(boundIn.get(TerraformStack.of(at)) ?? [])]
    .flatMap((other): readonly Move[] => (other.hasResourceMove() ? (other.toTerraform().moved ?? []) : []))
    .some((move) => move.to === to || move.to.startsWith(`${to}[`));
  return isTaken ? undefined : { from: `${PROVIDER_NAME}_${formerly}.${id}`, to };
}

/** An address as cdktf writes it in HCL. */
export function hclMove({ from, to }: Move) {
  const reference = (value: string) => ({
    value,
    isBlock: false,
    type: "simple",
    storageClassType: "reference",
  });
  return { to: reference(to), from: reference(from) };
}
