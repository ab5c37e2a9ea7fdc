/** What a part of a source says, as far as a search for an attribute or a type needs it. */
export interface Mentions {
  /**
   * Keys of objects, names of members, texts that are one word, and of the other texts what is set in Terraform's
   * language or has an underscore: where an attribute is set, read or listed.
   */
  readonly words: ReadonlySet<string>;
  /** Whole texts. */
  readonly literals: ReadonlySet<string>;
  /** All texts and templates, with Terraform's language in them. */
  readonly texts: string;
  /** Names that are used, among them those of the file's own functions and constants. */
  readonly names: ReadonlySet<string>;
}

/** A node of a syntax tree, as swc gives it. */
export interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}

/** Visits nodes from the outside in; what `enter` answers `false` for is not looked into. */
export function walk(value: unknown, enter: (node: Node) => boolean | undefined): void {
  if (Array.isArray(value)) for (const one of value) walk(one, enter);
  else if (typeof value === "object" && value !== null) {
    if (isNode(value) && enter(value) === false) return;
    for (const [field, inner] of Object.entries(value)) if (field !== "span") walk(inner, enter);
  }
}

/** What these nodes say. */
export function mentionsOf(nodes: unknown): Mentions {
  const words = new Set<string>();
  const names = new Set<string>();
  const literals = new Set<string>();
  const texts: string[] = [];
  const text = (value: unknown) => {
    const said = String(value);
    texts.push(said);
    words.add(said);
    literals.add(said);
    for (const [word] of said.matchAll(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g)) words.add(word);
    for (const [, word = ""] of said.matchAll(/(?:^|[\s{.])([a-z]+)\s*=(?!=)/g)) words.add(word);
  };
  walk(nodes, (node) => {
    if (node.type === "StringLiteral") text(node.value);
    else if (node.type === "TemplateElement") text(node.cooked ?? node.raw);
    else if (node.type === "Identifier") names.add(String(node.value));
    const key = node.type === "MemberExpression" ? node.property : node.key;
    if (isNode(key) && typeof key.value === "string") words.add(key.value);
    // { name } says the key and uses the name.
    if (node.type === "ObjectExpression") {
      for (const property of node.properties as readonly unknown[]) {
        if (isNode(property) && property.type === "Identifier") words.add(String(property.value));
      }
    }
    if (node.type === "AssignmentPatternProperty" && isNode(node.key)) words.add(String(node.key.value));
    return undefined;
  });
  return { words, literals, texts: texts.join("\n"), names };
}

export function together(all: readonly Mentions[]): Mentions {
  return {
    words: new Set(all.flatMap(({ words }) => [...words])),
    literals: new Set(all.flatMap(({ literals }) => [...literals])),
    texts: all.map(({ texts }) => texts).join("\n"),
    names: new Set(all.flatMap(({ names }) => [...names])),
  };
}
