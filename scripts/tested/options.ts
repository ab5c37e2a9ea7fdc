import type { CoverageRow } from "./attributes.js";
import { isNode, type Node } from "./mentions.js";
import { nameOf, statementsOf, type WrittenTest } from "./test-file.js";

/** The options of one interface that a library takes, with the tests that show them. */
export interface OptionCoverage {
  readonly library: string;
  /** What takes them. */
  readonly of: string;
  readonly rows: readonly CoverageRow[];
}

interface Options {
  readonly library: string;
  readonly of: string;
  readonly file: string;
  readonly called: string;
  /** How the paths of the tests begin that try it, below `test`. */
  readonly tests: readonly string[];
}

const WEBHOOK = { library: "latchkey/webhook", tests: ["unit/webhook/", "contract/webhook/"] };
const RUNTIME = { library: "latchkey/runtime", tests: ["unit/runtime/", "contract/runtime/"] };

/** What is written down of the libraries: each an interface, whose members are the lines. */
const OPTIONS: readonly Options[] = [
  { ...WEBHOOK, of: "`customProducer`", file: "src/webhook/definition.ts", called: "WebhookProducerProps" },
  {
    ...{ ...WEBHOOK, tests: ["unit/webhook/limits"] },
    ...{ of: "`limits` of it", file: "src/webhook/definition.ts", called: "ProducerLimits" },
  },
  {
    ...{ ...WEBHOOK, tests: ["unit/webhook/callers"] },
    ...{ of: "`callers` of it", file: "src/webhook/callers.ts", called: "CallerRules" },
  },
  {
    ...{ ...WEBHOOK, tests: ["unit/webhook/leftovers"] },
    ...{ of: "`clean` of it", file: "src/webhook/cleaning.ts", called: "Cleaning" },
  },
  {
    ...{ ...WEBHOOK, tests: ["unit/webhook/rotation"] },
    ...{
      of: "`rotate` of it, by create and revoke",
      file: "src/webhook/rotation.ts",
      called: "RotationByCreate",
    },
  },
  { ...WEBHOOK, of: "what it gives", file: "src/webhook/custom-producer.ts", called: "WebhookProducer" },
  { ...WEBHOOK, of: "a handler", file: "src/webhook/custom-producer.ts", called: "HandlerOptions" },
  { ...WEBHOOK, of: "`serve`", file: "src/webhook/server.ts", called: "WebhookServerOptions" },
  { ...RUNTIME, of: "`createSecrets`", file: "src/runtime/secrets-options.ts", called: "SecretsOptions" },
  {
    ...RUNTIME,
    of: "`secrets` of it, by path",
    file: "src/runtime/secrets-options.ts",
    called: "SecretOptions",
  },
  { ...RUNTIME, of: "a read", file: "src/runtime/secrets.ts", called: "SecretCallOptions" },
  { ...RUNTIME, of: "`withSecret`", file: "src/runtime/secrets.ts", called: "SecretRetryOptions" },
  {
    ...RUNTIME,
    of: "`awsCredentials`",
    file: "src/runtime/aws-credentials.ts",
    called: "AwsCredentialsOptions",
  },
  { ...RUNTIME, of: "`pgPool`", file: "src/runtime/pg-pool.ts", called: "PgLoginSource" },
];

/** What a webhook can be is told by what its options leave out, or by who calls it: no table has it. */
const MODES: readonly (readonly [what: string, file: string, title: string])[] = [
  ["without `revoke`", "operations", "without revoke every id is confirmed, and nothing is called"],
  [
    "without `rotate`",
    "operations",
    "without rotate a rotation is refused, and the gateway keeps its payload",
  ],
  ["a `rotate` of its own", "rotation", "gives the payload that the gateway is to keep, in its own form"],
  [
    "`rotate` by create and revoke",
    "rotation",
    "makes a new key each time, and ends the one before the present one",
  ],
  [
    "with the payload before a rotation",
    "rotation",
    "leaves the old payload in use for a while: what is created and revoked with it works",
  ],
  ["called for a dry run", "operations", "makes nothing, and its id can be revoked"],
  ["on AWS Lambda, behind each kind of source", "handlers", "answers an event of %s"],
  ["callers that are verified", "callers", "a gateway that may call is admitted by the auth service"],
  ["callers without credentials", "callers", "a caller without credentials is refused without asking"],
];

/** Every option of the libraries. */
export function optionCoverage(root: string, tests: readonly WrittenTest[]): readonly OptionCoverage[] {
  const modes = MODES.map(([what, file, title]): CoverageRow => {
    const shown = tests.filter(
      (test) => test.file === `test/unit/webhook/${file}.test.ts` && test.title === title,
    );
    return { what, shown: shown.map((test) => ({ file: test.file, name: nameOf(test) })) };
  });
  const options = OPTIONS.map(({ library, of, file, called, tests: folders }) => {
    const names = membersOf(statementsOf(root, file), called);
    const near = tests.filter((test) => folders.some((folder) => test.file.startsWith(`test/${folder}`)));
    return {
      library,
      of,
      rows: names.map((name) => ({ what: `\`${name}\``, shown: shownBy(near, name, names) })),
    };
  });
  return [{ library: WEBHOOK.library, of: "its modes", rows: modes }, ...options];
}

/** Tests that set it themselves, those first that set fewest others; where none does, those that use what sets it. */
function shownBy(tests: readonly WrittenTest[], name: string, names: readonly string[]) {
  const by = (of: "own" | "reach") => {
    const others = (test: WrittenTest) => names.filter((one) => test[of].words.has(one)).length;
    return tests.filter((test) => test[of].words.has(name)).sort((a, b) => others(a) - others(b));
  };
  const [own, reach] = [by("own"), by("reach")];
  return (own.length > 0 ? own : reach).map((test) => ({ file: test.file, name: nameOf(test) }));
}

/** The members of an interface. */
function membersOf(statements: readonly Node[], called: string): readonly string[] {
  const found = statements
    .map((node) => (node.type === "ExportDeclaration" && isNode(node.declaration) ? node.declaration : node))
    .find(({ type, id }) => type === "TsInterfaceDeclaration" && isNode(id) && id.value === called);
  if (!found || !isNode(found.body)) throw new Error(`there is no interface ${called}`);
  return (found.body.body as readonly Node[]).flatMap(({ key }) =>
    isNode(key) && key.type === "Identifier" ? [String(key.value)] : [],
  );
}
