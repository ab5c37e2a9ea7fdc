import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSync } from "@swc/core";
import { isNode, type Mentions, mentionsOf, type Node, together, walk } from "./mentions.js";

/** One test of a file, as its source has it: a test of many rows is one. */
export interface WrittenTest {
  /** Path below the repository. */
  readonly file: string;
  /** As it is written, with the placeholders of its rows. */
  readonly title: string;
  /** Titles of what is around it, from the outside in. */
  readonly within: readonly string[];
  /** What it says itself, its rows included. */
  readonly own: Mentions;
  /** With what it uses of its file, and what is prepared for it. */
  readonly reach: Mentions;
}

/** The name under which a test runs, but for the placeholders of its rows. */
export function nameOf({ within, title }: WrittenTest): string {
  return [...within, title].join(" › ");
}

const CALLS = { describe: ["describe", "describeIf"], test: ["test", "it"] };

/** What is called like `describe` or `test` in a file: `const withAws = hasAws ? test : test.skip`. */
function callsOf(statements: readonly Node[]): typeof CALLS {
  const like = (names: readonly string[]) => [
    ...names,
    ...statements
      .filter(({ type }) => type === "VariableDeclaration")
      .flatMap((node) => node.declarations as readonly Node[])
      .filter(({ init }) => isNode(init) && init.type === "ConditionalExpression")
      .filter(({ init }) => names.some((name) => mentionsOf(init).names.has(name)))
      .flatMap(({ id }) => (isNode(id) ? [String(id.value)] : [])),
  ];
  return { describe: like(CALLS.describe), test: like(CALLS.test) };
}

/** The tests of every file of these folders below `test`. */
export function writtenTests(root: string, folders: readonly string[]): readonly WrittenTest[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, "test", folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .sort()
      .flatMap((name) => testsIn(root, `test/${folder}/${name}`)),
  );
}

function testsIn(root: string, file: string): readonly WrittenTest[] {
  const statements = statementsOf(root, file);
  const found: WrittenTest[] = [];
  const declared = new Map<string, readonly Mentions[]>(imported(root, file, statements));

  const names = callsOf(statements);
  const visit = (within: readonly string[], around: readonly Mentions[], nodes: readonly Node[]) => {
    for (const node of nodes) {
      for (const [name, said] of declarations(node))
        declared.set(name, [...(declared.get(name) ?? []), said]);
    }
    const prepared = [...around, ...nodes.filter((node) => isPreparation(node)).map(mentionsOf)];
    for (const node of nodes) {
      for (const call of outermostCalls(node, names)) {
        const title = titleOf(call.args[0]);
        if (title === undefined) continue;
        if (call.what === "describe") {
          const rows = mentionsOf([call.callee, call.args[0]]);
          visit([...within, title], [...prepared, rows], bodyOf(call.args.at(-1)));
        } else {
          const own = mentionsOf([call.callee, call.args]);
          found.push({ file, title, within, own, reach: reached(together([...prepared, own]), declared) });
        }
      }
    }
  };
  visit([], [], statements);
  return found;
}

/** What stands at the top of a source. */
export function statementsOf(root: string, file: string): readonly Node[] {
  const { body } = parseSync(readFileSync(join(root, file), "utf8"), { syntax: "typescript" });
  return body as readonly unknown[] as readonly Node[];
}

/** What is said by what a file imports of `test/support`, as far as it is declared where it is imported from. */
function imported(root: string, file: string, statements: readonly Node[]): [string, readonly Mentions[]][] {
  return statements.flatMap((node) => {
    if (node.type !== "ImportDeclaration" || !isNode(node.source)) return [];
    const from = relative(root, join(root, dirname(file), String(node.source.value))).replace(/\.js$/, ".ts");
    if (!from.startsWith("test/support/") || !from.endsWith(".ts")) return [];
    const declared = supportOf(root, from);
    return (node.specifiers as readonly Node[]).map(({ local }): [string, readonly Mentions[]] => {
      const name = isNode(local) ? String(local.value) : "";
      return [name, [reached({ ...NOTHING, names: new Set([name]) }, declared)]];
    });
  });
}

const NOTHING: Mentions = mentionsOf([]);
const SUPPORT = new Map<string, ReadonlyMap<string, readonly Mentions[]>>();

/** By name, what the declarations of a supporting file say. */
function supportOf(root: string, file: string): ReadonlyMap<string, readonly Mentions[]> {
  const known = SUPPORT.get(file);
  if (known) return known;
  const declared = new Map(
    statementsOf(root, file)
      .flatMap(declarations)
      .map(([name, said]): [string, readonly Mentions[]] => [name, [said]]),
  );
  SUPPORT.set(file, declared);
  return declared;
}

/** What is said with everything of the file that is used for it. */
function reached(from: Mentions, declared: ReadonlyMap<string, readonly Mentions[]>): Mentions {
  const seen = new Set<string>();
  const all = [from];
  for (let index = 0; index < all.length; index += 1) {
    for (const name of all[index]?.names ?? []) {
      if (seen.has(name)) continue;
      seen.add(name);
      all.push(...(declared.get(name) ?? []));
    }
  }
  return together(all);
}

/** Names that a statement declares, with what is said at each. */
function declarations(node: Node): readonly (readonly [string, Mentions])[] {
  if (node.type === "ExportDeclaration" && isNode(node.declaration)) return declarations(node.declaration);
  if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
    return isNode(node.identifier) ? [[String(node.identifier.value), mentionsOf(node)]] : [];
  }
  if (node.type !== "VariableDeclaration") return [];
  return (node.declarations as readonly Node[]).flatMap(({ id, init }) => {
    const said = mentionsOf(init);
    return [...mentionsOf(id).names].map((name): [string, Mentions] => [name, said]);
  });
}

/** Whether a statement prepares what the tests beside it find: `beforeAll`, and what it does. */
function isPreparation(node: Node): boolean {
  const { expression } = node;
  if (node.type !== "ExpressionStatement" || !isNode(expression)) return false;
  return expression.type === "CallExpression" && /^before(All|Each)$/.test(calledName(expression.callee));
}

interface TestCall {
  readonly what: "describe" | "test";
  readonly callee: Node;
  readonly args: readonly Node[];
}

/** The calls of `describe` and `test` in a node, but not those within them. */
function outermostCalls(node: Node, names: typeof CALLS): readonly TestCall[] {
  const calls: TestCall[] = [];
  walk(node, (one) => {
    if (one.type !== "CallExpression" || !isNode(one.callee)) return true;
    const name = calledName(one.callee);
    const what = names.describe.includes(name) ? "describe" : names.test.includes(name) ? "test" : undefined;
    const args = (one.arguments as readonly { expression: Node }[]).map(({ expression }) => expression);
    if (!what || titleOf(args[0]) === undefined || args.length < 2) return true;
    calls.push({ what, callee: one.callee, args });
    return false;
  });
  return calls;
}

/** What is called at the bottom of `test`, `test.each(rows)` and `describeIf(why)`. */
function calledName(callee: unknown): string {
  if (!isNode(callee)) return "";
  if (callee.type === "Identifier") return String(callee.value);
  if (callee.type === "MemberExpression") return calledName(callee.object);
  return callee.type === "CallExpression" ? calledName(callee.callee) : "";
}

function titleOf(node: Node | undefined): string | undefined {
  if (node?.type === "StringLiteral") return String(node.value);
  if (node?.type !== "TemplateLiteral") return undefined;
  return (node.quasis as readonly Node[]).map(({ cooked, raw }) => String(cooked ?? raw)).join("…");
}

function bodyOf(node: Node | undefined): readonly Node[] {
  const body = isNode(node?.body) ? node.body : undefined;
  const { stmts } = (body ?? {}) as { stmts?: readonly Node[] };
  return stmts ?? [];
}
