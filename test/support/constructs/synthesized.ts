import { DefaultTokenResolver, StringConcat, TerraformStack, Testing, Tokenization } from "cdktf";

export type Body = Readonly<Record<string, unknown>>;

/** A new stack called `demo` in an app of its own; nothing is written into the repository. */
export function demoStack(): TerraformStack {
  return new TerraformStack(Testing.app(), "demo");
}

/** A Terraform expression as it stands in JSON: `expression("var.a")` is `${var.a}`. */
export function expression(text: string): string {
  return `\${${text}}`;
}

/** What a token becomes in a stack. */
export function resolved(stack: TerraformStack, value: unknown): unknown {
  return Tokenization.resolve(value, {
    scope: stack,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });
}

/** What Terraform is given for a stack, in the form of its JSON syntax. */
export class Synthesized {
  readonly text: string;
  readonly #json: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Body>>>>>>;

  constructor(stack: TerraformStack) {
    this.text = Testing.synth(stack);
    this.#json = JSON.parse(this.text);
  }

  /** The only resource of a type, without cdktf's own notes. */
  only(type: string): Body {
    const found = this.all(type);
    const [first] = Object.values(found);
    if (!first || Object.keys(found).length !== 1) {
      throw new Error(`${Object.keys(found).length} resources of type ${type}`);
    }
    return first;
  }

  /** The resources of a type by their Terraform names. */
  all(type: string): Readonly<Record<string, Body>> {
    return Object.fromEntries(
      Object.entries(this.#json.resource?.[type] ?? {}).map(([name, { "//": _, ...body }]) => [name, body]),
    );
  }

  /** The addresses of every resource. */
  get addresses(): readonly string[] {
    return Object.entries(this.#json.resource ?? {}).flatMap(([type, resources]) =>
      Object.keys(resources).map((name) => `${type}.${name}`),
    );
  }

  /** A block by its kind, such as `variable`, `provider` or `terraform`. */
  block(kind: string): Body {
    return this.#json[kind] ?? {};
  }

  /** Everything that a resource waits for, directly or not: by `depends_on` and by references. */
  before(address: string): readonly string[] {
    const found = new Set<string>();
    const visit = (from: string) => {
      for (const next of this.#needs(from)) {
        if (found.has(next)) continue;
        found.add(next);
        visit(next);
      }
    };
    visit(address);
    return [...found];
  }

  #needs(address: string): readonly string[] {
    const [type = "", name = ""] = address.split(".");
    const { "//": _, ...body } = this.#json.resource?.[type]?.[name] ?? {};
    const text = JSON.stringify(body);
    return this.addresses.filter(
      (other) => other !== address && new RegExp(`(?<![\\w.-])${other}(?![\\w-])`).test(text),
    );
  }
}
