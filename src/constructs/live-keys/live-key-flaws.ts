import type { IConstruct } from "constructs";
import { camelCase } from "../../domain/camel-case.js";
import { catalog, type FaultCode } from "../../errors/catalog.js";
import { type BlockText, blocksOf, textsOf } from "./element-texts.js";
import { keysReferredTo } from "./key-references.js";
import { keyShapeIn } from "./key-shapes.js";
import { takesSecret } from "./secret-arguments.js";

const GATEWAY_BLOCK = /^(?:akeyless|latchkey)(?:_|$)/;
/** Arguments of Terraform itself; what stands there feeds nothing. */
const META = new Set(["depends_on", "lifecycle", "provider", "provisioner", "connection"]);

/** What is wrong with a construct, each in a sentence with its cure; a value is never quoted. */
export function liveKeyFlaws(node: IConstruct): string[] {
  const texts = textsOf(node);
  const isSensitive = texts.length > 0 && isSensitiveVariable(node);
  return [...new Set(texts.flatMap((text) => flawOf(node, text, isSensitive) ?? []))];
}

function flawOf(
  node: IConstruct,
  { block, path, text }: BlockText,
  isSensitive: boolean,
): string | undefined {
  const prop = path.map(camelCase).join(".");
  if (GATEWAY_BLOCK.test(block.type) && !META.has(path[0] ?? "")) {
    const [key, ...more] = keysReferredTo(node, text);
    if (key !== undefined) {
      const keys = [key, ...more].join(" and ");
      return worded(
        "TERRAFORM_KEY_FEEDS_TARGET",
        prop,
        `should not refer to an access key of Terraform's, got ${keys}`,
      );
    }
  }
  const isLiteral = text !== "" && !text.includes("${");
  if (isLiteral && (takesSecret(block, path) || (isSensitive && path[0] === "default"))) {
    return worded("LITERAL_SECRET", prop, "should not be a literal, got one (not shown)");
  }
  // The id of a key that is retired, or is going to be.
  if (block.type === "latchkey_seed_retirement" && path[0] === "seed_key_id") return undefined;
  const shape = keyShapeIn(text);
  if (shape === undefined) return undefined;
  const flaw = `should not hold a literal that looks like ${shape}, got one (not shown)`;
  return worded("LITERAL_ACCESS_KEY", prop, flaw);
}

function isSensitiveVariable(node: IConstruct): boolean {
  const { variable = {} } = blocksOf(node) as { variable?: Record<string, { sensitive?: unknown }> };
  return Object.values(variable).some(({ sensitive }) => sensitive === true);
}

function worded(code: FaultCode, prop: string, flaw: string): string {
  return `'${prop}' ${flaw}. ${catalog[code].advice} [${code}]`;
}
