import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { pathOf } from "../refusal.js";
import { textsOf } from "./element-texts.js";

const KEY = /\baws_iam_access_key\.([A-Za-z_][\w-]*)/g;
/** What cdktf calls the output by which one stack passes an attribute to another. */
const KEY_OF_ANOTHER_STACK = /cross-stack-output-aws_iam_access_key/;
/** Words without one refer to nothing. */
const TEMPLATE = /[$%]\{/;
/** Rules out nearly every text. */
const MAY_REFER = /aws_iam_access_key|\blocal\./;
const LOCAL = /\blocal\.([A-Za-z_][\w-]*)/g;

/**
 * The access keys of Terraform's to which an expression refers, also through locals and from other stacks, as a reader
 * would look for them: by the construct's path, or by the address where there is no construct.
 */
export function keysReferredTo(at: IConstruct, text: string): string[] {
  if (!TEMPLATE.test(text) || !MAY_REFER.test(text)) return [];
  const elements = elementsByName(TerraformStack.of(at));
  const keys = new Set<string>();
  const seen = new Set<string>();
  const visit = (expression: string) => {
    for (const [, name = ""] of expression.matchAll(KEY)) {
      const element = elements.get(name)?.find(isAccessKey);
      keys.add(element ? `[${pathOf(element)}]` : `aws_iam_access_key.${name}`);
    }
    if (KEY_OF_ANOTHER_STACK.test(expression)) keys.add("one of another stack");
    for (const [, name = ""] of expression.matchAll(LOCAL)) {
      if (seen.has(name)) continue;
      seen.add(name);
      for (const element of elements.get(name) ?? []) {
        for (const { block, path, text: inner } of textsOf(element)) {
          if (block.kind === "locals" && path[0] === name) visit(inner);
        }
      }
    }
  };
  visit(text);
  return [...keys];
}

function isAccessKey(element: TerraformElement): boolean {
  return (
    TerraformResource.isTerraformResource(element) && element.terraformResourceType === "aws_iam_access_key"
  );
}

function elementsByName(stack: TerraformStack): ReadonlyMap<string, readonly TerraformElement[]> {
  const elements = new Map<string, TerraformElement[]>();
  for (const node of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(node)) continue;
    const same = elements.get(node.friendlyUniqueId) ?? [];
    elements.set(node.friendlyUniqueId, same);
    same.push(node);
  }
  return elements;
}
