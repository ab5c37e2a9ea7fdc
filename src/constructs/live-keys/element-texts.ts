import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformStack, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** The block that an element becomes. */
export interface Block {
  /** `resource`, `data`, `provider`, `variable`, `backend` and so on. */
  readonly kind: string;
  /** Of a resource or data source its type, of a provider or backend its name; empty for others. */
  readonly type: string;
}

/** A text somewhere in a block, as Terraform would be given it. */
export interface BlockText {
  readonly block: Block;
  /** Names and indexes from the block to the text, such as `["api_key_login", "0", "access_key"]`. */
  readonly path: readonly string[];
  readonly text: string;
}

/** Where the arguments of a block begin in cdktf's JSON, and what its type is. */
const SHAPES: Readonly<Record<string, { readonly header: number; readonly typed: boolean }>> = {
  resource: { header: 3, typed: true },
  data: { header: 3, typed: true },
  ephemeral: { header: 3, typed: true },
  provider: { header: 3, typed: true },
  variable: { header: 2, typed: false },
  output: { header: 2, typed: false },
  module: { header: 2, typed: false },
  locals: { header: 1, typed: false },
};
/** `terraform.backend.NAME` */
const BACKEND_HEADER = 3;

/** Blocks as cdktf writes them, by kind. */
type Blocks = Readonly<Record<string, unknown>>;

/** The blocks that a construct brings into its stack: those of an element, and what is written over a whole stack. */
export function blocksOf(node: IConstruct): Blocks {
  if (TerraformElement.isTerraformElement(node)) return node.toTerraform();
  // No way leads there but this one, and the stack's whole JSON would have every element's blocks again.
  const { rawOverrides = {} } = node as IConstruct & { readonly rawOverrides?: Blocks };
  return TerraformStack.isStack(node) ? rawOverrides : {};
}

/** Every text of a construct's blocks, with its tokens resolved. */
export function textsOf(node: IConstruct): BlockText[] {
  const config: unknown = Tokenization.resolve(blocksOf(node), {
    scope: node,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });
  const texts: BlockText[] = [];
  collect(config, [], (path, text) => {
    const located = locate(path);
    if (located) texts.push({ ...located, text });
  });
  return texts;
}

function locate(path: readonly string[]): Omit<BlockText, "text"> | undefined {
  const [kind = "", type = "", name = ""] = path;
  if (kind === "terraform" && type === "backend") {
    return { block: { kind: "backend", type: name }, path: path.slice(BACKEND_HEADER) };
  }
  const shape = SHAPES[kind];
  return shape && { block: { kind, type: shape.typed ? type : "" }, path: path.slice(shape.header) };
}

function collect(
  value: unknown,
  path: readonly string[],
  found: (path: readonly string[], text: string) => void,
) {
  if (typeof value === "string") return found(path, value);
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    // cdktf's own notes.
    if (name !== "//") collect(inner, [...path, name], found);
  }
}
