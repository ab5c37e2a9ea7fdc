import { camelCase } from "../../src/domain/camel-case.js";
import type { Mentions } from "./mentions.js";
import type { WrittenTest } from "./test-file.js";

/** What a configuration is made of; a test has to say of which kind it asks for. */
export type BlockKind = "resource" | "ephemeral" | "data" | "list" | "action";

/** A block whose attributes are looked for. */
export interface Subject {
  readonly kind: BlockKind;
  /** Without the provider's prefix. */
  readonly type: string;
  readonly attributes: readonly string[];
}

/** By what a test of a provider in its own process shows that it asks for a block of the kind. */
const ASKS: Record<BlockKind, readonly string[]> = {
  resource: [],
  ephemeral: ["openEphemeral"],
  data: ["readDataSource"],
  list: ["listResource"],
  action: ["invokeAction", "planAction"],
};

/**
 * The tests in whose source an attribute of a block is set, read or asserted, and with it this value where one is
 * given; the one that is most about it first: the one whose title names it, then the one that says fewest of the other
 * attributes. Where no test says it by itself: those that use what says it.
 */
export function testsOf(
  { kind, type, attributes }: Subject,
  attribute: string,
  tests: readonly WrittenTest[],
  value?: string,
): readonly WrittenTest[] {
  const words = [...attribute.split("."), ...(value === undefined ? [] : [value])];
  const saidBy = (of: (test: WrittenTest) => Mentions) =>
    tests
      .filter((test) => words.every((word) => of(test).words.has(word)))
      .map((test) => {
        const nearness = nearnessOf(kind, type, test);
        const others = attributes.filter((one) => of(test).words.has(one)).length;
        return { test, nearness, rank: (titled(attribute, test) ? 1000 : 0) + nearness * 30 - others };
      })
      .filter(({ nearness }) => nearness > 0)
      .sort((a, b) => b.rank - a.rank)
      .map(({ test }) => test);
  const own = saidBy((test) => test.own);
  return own.length > 0 ? own : saidBy((test) => test.reach);
}

function titled(attribute: string, { title, within }: WrittenTest): boolean {
  return [...within, title].some(
    (text) => text.split(/[^\w.]/).includes(attribute) && attribute.includes("_"),
  );
}

/** How much a test is about a type: 0 not at all, 3 by its own words, 2 by its file, 1 by what is prepared for it. */
function nearnessOf(kind: BlockKind, type: string, test: WrittenTest): number {
  const { file, own, reach } = test;
  if (isNamed(kind, type, own, reach)) return 3;
  if (namesOtherTypes(type, own)) return 0;
  if (kind === "resource" && file.split("/").at(-1)?.startsWith(type.replaceAll("_", "-"))) return 2;
  return isNamed(kind, type, reach, reach) ? 1 : 0;
}

function isNamed(kind: BlockKind, type: string, said: Mentions, reach: Mentions): boolean {
  const name = `latchkey_${type}`;
  const asks = (one: BlockKind) => ASKS[one].some((word) => reach.words.has(word));
  if (kind !== "resource") {
    if (new RegExp(`\\b${kind}[. ]"?${name}\\b`).test(said.texts)) return true;
    return asks(kind) && (said.literals.has(name) || said.literals.has(type));
  }
  if (said.names.has(`${camelCase(`_${type}`).replace(/^./, (one) => one.toLowerCase())}Table`)) return true;
  const isOther = (Object.keys(ASKS) as BlockKind[]).some(asks);
  return !isOther && new RegExp(`(?<!\\b(?:ephemeral|data|list|action)[. ]"?)\\b${name}\\b`).test(said.texts);
}

function namesOtherTypes(type: string, { texts }: Mentions): boolean {
  const named = [...texts.matchAll(/\blatchkey_(\w+)/g)].map(([, one]) => one);
  return named.length > 0 && !named.includes(type);
}
