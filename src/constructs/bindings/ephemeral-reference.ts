import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformStack, Tokenization } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { isRecord } from "../../domain/is-record.js";
import { refusal } from "../refusal.js";

const ANY_REFERENCE = /\b(var|local|module|ephemeral)\.([A-Za-z_][\w-]*)/g;

/**
 * Refuses a secret that Terraform would store: a literal, or an expression in which nothing is ephemeral. What the
 * program cannot see (outputs of modules, variables declared by overrides) is let through.
 */
export function requireEphemeral(at: Construct, prop: string, value: unknown): void {
  const text = textOf(at, value);
  if (!text.includes("${")) {
    throw refusal(
      at,
      "LITERAL_SECRET",
      prop,
      "should refer to an ephemeral variable, got a literal (not shown)",
    );
  }
  if (comesFromAnotherStack(at, value)) {
    throw stores(at, prop, "a reference to another stack, and what passes between stacks is stored");
  }
  const seen = new Set<string>();
  const { ephemeral, stored } = references(at, text, seen);
  const culprit = stored.find((variable) => variable.sensitive) ?? (ephemeral ? undefined : stored[0]);
  if (culprit) throw stores(at, prop, `variable "${culprit.name}", which is written into the plan file`);
  if (!ephemeral) throw stores(at, prop, "an expression without any ephemeral value (not shown)");
}

function stores(at: Construct, prop: string, what: string): Error {
  return refusal(at, "SECRET_NOT_EPHEMERAL", prop, `should refer to an ephemeral value, got ${what}`);
}

interface StoredVariable {
  readonly name: string;
  readonly sensitive: boolean;
}

interface References {
  /** Whether the expression holds something that is ephemeral, or may be. */
  readonly ephemeral: boolean;
  readonly stored: readonly StoredVariable[];
}

function references(at: Construct, text: string, seen: Set<string>): References {
  const stack = TerraformStack.of(at);
  const stored: StoredVariable[] = [];
  let ephemeral = false;
  for (const [reference, kind, name = ""] of text.matchAll(ANY_REFERENCE)) {
    if (seen.has(reference)) continue;
    seen.add(reference);
    const declared = kind === "var" || kind === "local" ? declaration(stack, kind, name) : undefined;
    if (kind === "var" && isRecord(declared)) {
      if (declared.ephemeral === true) ephemeral = true;
      else stored.push({ name, sensitive: declared.sensitive === true });
    } else if (kind === "local" && declared !== undefined) {
      const inner = references(at, textOf(at, declared), seen);
      ephemeral ||= inner.ephemeral;
      stored.push(...inner.stored);
    } else {
      ephemeral = true;
    }
  }
  return { ephemeral, stored };
}

/** What the stack declares under `var.NAME` or `local.NAME`; undefined where it declares nothing of the kind. */
function declaration(stack: TerraformStack, kind: "var" | "local", name: string): unknown {
  const block = kind === "var" ? "variable" : "locals";
  for (const node of stack.node.findAll() as IConstruct[]) {
    if (!TerraformElement.isTerraformElement(node) || node.friendlyUniqueId !== name) continue;
    const declared: unknown = node.toTerraform()[block]?.[name];
    if (declared !== undefined) return declared;
  }
  return undefined;
}

function comesFromAnotherStack(at: Construct, value: unknown): boolean {
  const stack = TerraformStack.of(at);
  return Tokenization.reverse(value).some(
    (token) => "originStack" in token && token.originStack !== undefined && token.originStack !== stack,
  );
}

function textOf(scope: Construct, value: unknown): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver });
  return typeof resolved === "string" ? resolved : (JSON.stringify(resolved) ?? "");
}
