import {
  DefaultTokenResolver,
  StringConcat,
  TerraformResource,
  TerraformStack,
  Testing,
  Tokenization,
} from "cdktf";

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

  readonly #stack: TerraformStack;

  constructor(stack: TerraformStack) {
    this.#stack = stack;
    this.text = Testing.synth(stack);
    this.#json = JSON.parse(this.text);
  }

  /** The only resource of a type. */
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
    return this.#json.resource?.[type] ?? {};
  }

  /** The addresses of every resource. */
  get addresses(): readonly string[] {
    return Object.entries(this.#json.resource ?? {}).flatMap(([type, resources]) =>
      Object.keys(resources).map((name) => `${type}.${name}`),
    );
  }

  /** The address of the resource that stands at a construct's path, such as `demo/Aws/Resource`. */
  address(path: string): string {
    const resource = this.#stack.node.findAll().find(({ node }) => node.path === path);
    if (!TerraformResource.isTerraformResource(resource)) throw new Error(`no resource at ${path}`);
    return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
  }

  /** The resource that stands at a construct's path. */
  at(path: string): Body {
    const [type = "", name = ""] = this.address(path).split(".");
    return this.all(type)[name] as Body;
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
    const text = JSON.stringify(this.all(type)[name]);
    return this.addresses.filter(
      (other) => other !== address && new RegExp(`(?<![\\w.-])${other}(?![\\w-])`).test(text),
    );
  }
}
