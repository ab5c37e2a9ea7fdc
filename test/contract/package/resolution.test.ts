import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";

jest.setTimeout(120_000);

const run = promisify(execFile);
const root = join(__dirname, "../../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** A project in which the package is installed, with its manifest and with one that lists no exports. */
let project: string;
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "resolution-"));
  const [listed, open] = [join(project, "listed"), join(project, "open")].map((folder) =>
    join(folder, "node_modules", "latchkey"),
  ) as [string, string];
  await run(process.execPath, ["scripts/build.mjs", "--out", join(listed, "dist")], { cwd: root });
  for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) cpSync(join(root, file), join(listed, file));
  cpSync(listed, open, { recursive: true });
  writeFileSync(join(listed, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(open, "package.json"), JSON.stringify({ ...manifest, exports: undefined }));
});
afterAll(() => rmSync(project, { recursive: true }));

/** Every way in which a caller can name a file of the package: with its ending, without, and by its folder. */
function specifiers(): string[] {
  const folder = join(project, "open", "node_modules", "latchkey");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const bare = files.filter((file) => /\.js(on)?$/.test(file)).map((file) => file.replace(/\.js(on)?$/, ""));
  // Folders by their own name are those that could be named before there were exports; a new one needs no entry.
  const folders = Object.keys(manifest.exports).filter((path) => files.includes(`${path.slice(2)}/index.js`));
  return [
    "latchkey",
    ...[...new Set([...files, ...bare, ...folders.map((path) => path.slice(2))])].map(
      (path) => `latchkey/${path}`,
    ),
  ];
}

/** What Node makes of each specifier in a project, relative to the package; null where it finds nothing. */
async function resolved(where: "listed" | "open", names: readonly string[], how: "require" | "import") {
  const folder = join(project, where);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "names.json"), JSON.stringify(names));
  writeFileSync(
    join(folder, "resolve.mjs"),
    `import { createRequire } from "node:module";
     import { existsSync, readFileSync, statSync } from "node:fs";
     import { fileURLToPath } from "node:url";
     const require = createRequire(import.meta.url);
     const importing = (name) => {
       const file = fileURLToPath(import.meta.resolve(name));
       if (!existsSync(file) || !statSync(file).isFile()) throw new Error("no file");
       return file;
     };
     const resolve = ${how === "require" ? "require.resolve" : "importing"};
     const names = JSON.parse(readFileSync(new URL("names.json", import.meta.url), "utf8"));
     console.log(JSON.stringify(names.map((name) => { try { return resolve(name); } catch { return null; } })));`,
  );
  const { stdout } = await run(process.execPath, ["resolve.mjs"], { cwd: folder, maxBuffer: 2 ** 26 });
  const found: (string | null)[] = JSON.parse(stdout);
  return new Map(names.map((name, at) => [name, found[at] && relative(folder, found[at])]));
}

test.each(["require", "import"] as const)(
  "%s finds every file that it finds without a list of exports",
  async (how) => {
    const names = specifiers();
    const before = await resolved("open", names, how);
    const after = await resolved("listed", names, how);

    const lost = names.filter((name) => before.get(name) && after.get(name) !== before.get(name));
    expect(lost).toEqual([]);
    expect(names.filter((name) => before.get(name)).length).toBeGreaterThan(800);
  },
);

const subpaths = Object.entries<{ types: string; default: string }>(manifest.exports).filter(
  ([, target]) => typeof target === "object",
);

test.each(subpaths)("%s is a module with types, for import and for require", async (subpath, target) => {
  const name = subpath.replace(/^\./, "latchkey");
  for (const how of ["require", "import"] as const) {
    const found = (await resolved("listed", [name], how)).get(name);
    expect(found).toBe(relative(".", join("node_modules/latchkey", target.default)));
  }
  expect(target.types).toBe(target.default.replace(/\.js$/, ".d.ts"));
  expect(readFileSync(join(project, "listed/node_modules/latchkey", target.types), "utf8")).not.toBe("");
  // TypeScript's older resolution, which `cdktf init` still writes, reads no exports.
  if (subpath !== ".") {
    expect(manifest.typesVersions["*"][subpath.replace(/^\.\//, "")]).toEqual([target.types]);
  }
});

/** What a program of constructs loads beside cdktf: our files, and others' packages. */
async function loadedBy(program: string): Promise<{ ours: string[]; packages: string[] }> {
  const script = `
    require("cdktf"); require("constructs");
    const alone = new Set(Object.keys(require.cache));
    ${program}
    process.stdout.write(JSON.stringify(Object.keys(require.cache).filter((file) => !alone.has(file))));`;
  const { stdout } = await run(process.execPath, ["-e", script], {
    cwd: join(project, "listed"),
    env: { ...process.env, NODE_PATH: join(root, "node_modules") },
  });
  const files: string[] = JSON.parse(stdout);
  const ours = files.flatMap((file) => file.split("node_modules/latchkey/dist/")[1] ?? []);
  const others = files.filter((file) => !file.includes("node_modules/latchkey/dist/"));
  const packages = others.map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file);
  return { ours, packages: [...new Set(packages)].sort() };
}

/** The files of single types among those that are loaded. */
const typesIn = (files: readonly string[]) =>
  files.filter((file) => /^(types\/[^/]+|constructs\/bindings\/generated\/.*)\.js$/.test(file)).sort();

test("an import of the library loads none of its classes before one is used", async () => {
  const { ours, packages } = await loadedBy('require("latchkey");');
  expect(ours.sort()).toEqual([
    "constructs/bindings/generated/index.js",
    "constructs/bindings/index.js",
    "constructs/cdktn-stacks.js",
    "index.js",
  ]);
  expect(packages).toEqual([]);
});

test("a program of constructs loads the types of which it makes objects, and no client of any system", async () => {
  const { ours, packages } = await loadedBy(`
    const { App, TerraformStack } = require("cdktf");
    const { LatchkeyGroup, LatchkeyProvider } = require("latchkey");
    const stack = new TerraformStack(new App({ skipBackendValidation: true }), "one");
    new LatchkeyProvider(stack, "latchkey");
    new LatchkeyGroup(stack, "group", { name: "/group", groupAlias: "group" });
    JSON.stringify(stack.toTerraform());`);
  expect(typesIn(ours)).toEqual([
    "constructs/bindings/generated/group.js",
    "constructs/bindings/generated/index.js",
    "types/group.js",
  ]);
  const rooms = new Set(ours.map((file) => file.split("/")[0] ?? ""));
  expect([...rooms].sort()).toEqual([
    ...["constructs", "domain", "errors", "index.js", "schema", "types", "vocabulary"],
  ]);
  expect(packages).toEqual([]);
});

test("import finds every class that require finds, the same ones", async () => {
  const script = `
    import * as imported from "latchkey";
    import { createRequire } from "node:module";
    const required = createRequire(import.meta.url)("latchkey");
    const classes = Object.entries(required).filter(([, value]) => typeof value === "function");
    const lost = classes.filter(([name, value]) => imported[name] !== value).map(([name]) => name);
    process.stdout.write(JSON.stringify({ count: classes.length, lost }));`;
  const folder = join(project, "listed");
  // Modules are looked for above the importing file alone, and NODE_PATH is not heeded.
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  writeFileSync(join(folder, "classes.mjs"), script);
  const { stdout } = await run(process.execPath, ["classes.mjs"], { cwd: folder });
  const { count, lost } = JSON.parse(stdout);
  expect(lost).toEqual([]);
  expect(count).toBeGreaterThan(60);
});

test("a program's editor and compiler read less than a megabyte of declarations", () => {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/["'](\.{1,2}\/[^"']+)\.js["']/g)) {
      visit(join(file, "..", `${path}.d.ts`));
    }
  };
  visit(join(project, "listed/node_modules/latchkey", manifest.types));
  const bytes = [...seen].reduce((sum, file) => sum + readFileSync(file).byteLength, 0);
  expect(bytes).toBeGreaterThan(300_000);
  expect(bytes).toBeLessThan(1_000_000);
});
