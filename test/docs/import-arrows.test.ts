import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** What each room may import besides itself. `domain` and `errors` are open to everyone. */
const ARROWS: Record<string, readonly string[]> = {
  domain: [],
  errors: [],
  vocabulary: [],
  types: ["vocabulary"],
  schema: ["types", "vocabulary"],
  engine: ["vocabulary", "disguise"],
  protocol: ["engine", "vocabulary"],
  net: [],
  gateway: ["net", "disguise"],
  aws: ["net", "disguise"],
  seed: [],
  machine: ["seed"],
  rotation: ["machine", "wiring", "seed", "aws"],
  rotate: ["seed"],
  wiring: ["seed", "machine", "rotate", "gateway", "aws"],
  hook: ["seed", "net"],
  webhook: ["net", "disguise"],
  runtime: ["wiring", "gateway"],
  trial: ["net", "disguise"],
  hcp: ["net"],
  disguise: [],
  audit: ["disguise"],
  provider: [
    "engine",
    "schema",
    "types",
    "vocabulary",
    "wiring",
    "seed",
    "machine",
    "rotate",
    "gateway",
    "aws",
  ],
  discovery: ["provider", "engine", "schema", "types", "vocabulary", "wiring", "gateway"],
  constructs: ["schema", "types", "vocabulary"],
  sandbox: [],
  terraform: ["net"],
  proof: ["terraform", "sandbox", "disguise", "audit", "gateway", "aws"],
  cli: [
    "discovery",
    "proof",
    "terraform",
    "disguise",
    "wiring",
    "net",
    "hook",
    "trial",
    "hcp",
    "audit",
    "seed",
    "machine",
    "rotate",
    "gateway",
    "aws",
    "sandbox",
  ],
  bin: ["protocol", "cli", "provider", "engine", "terraform"],
  index: ["constructs"],
};
const OPEN = ["domain", "errors"];

/** Packages that only one room may know, because the rest must not change when they do. */
const CONFINED: Record<string, readonly string[]> = {
  cdktf: ["constructs"],
  constructs: ["constructs", "index"],
  "@cdktf/provider-aws": ["constructs"],
  "@grpc/grpc-js": [],
  "@bufbuild/protobuf": ["protocol"],
  axios: ["gateway", "hcp", "hook"],
};

const source = join(__dirname, "..", "..", "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

function roomOf(file: string): string {
  return file.includes(sep) ? (file.split(sep)[0] ?? "") : file.replace(/\.ts$/, "");
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  const found = text.matchAll(/(?:from\s+|import\s*\(\s*|require\s*\(\s*|^import\s+)"([^"]+)"/gm);
  return [...found].map(([, specifier = ""]) => specifier);
}

test("rooms import only along the arrows of the house", () => {
  const wrong: string[] = [];
  for (const file of files) {
    const room = roomOf(file);
    const allowed = ARROWS[room];
    if (!allowed) wrong.push(`${file}: no room is called ${room}`);
    for (const specifier of importsOf(file).filter((s) => s.startsWith("."))) {
      const target = roomOf(relative(source, join(source, dirname(file), specifier)).replace(/\.js$/, ".ts"));
      if (target !== room && !OPEN.includes(target) && !allowed?.includes(target)) {
        wrong.push(`${file} imports ${specifier}: ${room} → ${target}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("packages that may change under us are known to one room only", () => {
  const wrong: string[] = [];
  for (const file of files) {
    for (const specifier of importsOf(file)) {
      const name = Object.keys(CONFINED).find(
        (known) => specifier === known || specifier.startsWith(`${known}/`),
      );
      if (name && !CONFINED[name]?.includes(roomOf(file))) wrong.push(`${file} imports ${specifier}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no two rooms import each other", () => {
  const arrows = new Set<string>();
  for (const file of files) {
    for (const specifier of importsOf(file).filter((s) => s.startsWith("."))) {
      const target = roomOf(relative(source, join(source, dirname(file), specifier)).replace(/\.js$/, ".ts"));
      if (target !== roomOf(file)) arrows.add(`${roomOf(file)} → ${target}`);
    }
  }
  const mutual = [...arrows].filter((arrow) => arrows.has(arrow.split(" → ").reverse().join(" → ")));
  expect(mutual).toEqual([]);
});
