import { DefaultTokenResolver, StringConcat, type TerraformElement, Tokenization } from "cdktf";

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

/** Every text of an element's blocks, with its tokens resolved. */
export function textsOf(element: TerraformElement): BlockText[] {
  const config: unknown = Tokenization.resolve(element.toTerraform(), {
    scope: element,
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
