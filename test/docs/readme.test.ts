import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "examples/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const read = (name: string) => readFileSync(join(root, name), "utf8");

test.each(pages)("every code block of %s that names a file is a part of that file", (page) => {
  for (const [, from = "", code = ""] of read(page).matchAll(
    /<!-- from: (\S+) -->\n+```\w*\n([\s\S]*?)```/g,
  )) {
    expect(read(from)).toContain(code);
  }
});

test.each(pages)("every link of %s within the repository leads somewhere", (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to = ""]) => to);
  expect(links.filter((to) => !existsSync(join(root, dirname(page), to)))).toEqual([]);
});

test("the README tells how many cells the fault matrix has, and how many safeguards were missed", () => {
  const page = read("docs/faults.md");
  const readme = read("README.md").replace(/\s+/g, " ");
  const runs = [...page.matchAll(/\*\*(\d+) of (\d+) cells green\*\*/g)];
  expect(runs).toHaveLength(2);
  for (const [, green, all] of runs) {
    expect(green).toBe(all);
    expect(readme).toContain(`in all of the ${all} cells`);
  }
  const [, noticed, removed] = /(\d+) of (\d+) missing safeguards are noticed/.exec(page) ?? [];
  expect(noticed).toBe(removed);
  expect(readme).toContain(`Each of ${removed} safeguards`);
});

test("the README names only npm scripts that exist", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...(read("README.md") + read("CONTRIBUTING.md")).matchAll(/npm (?:run )?([a-z]+)/g)].map(
    ([, name]) => name,
  );
  expect(
    named.filter(
      (name) => name && !["ci", "install", "pack", "test", "start", ...Object.keys(scripts)].includes(name),
    ),
  ).toEqual([]);
});

test("every dependency has its line in CONTRIBUTING", () => {
  const { dependencies, devDependencies, peerDependencies } = JSON.parse(read("package.json")) as Record<
    string,
    object
  >;
  const guide = read("CONTRIBUTING.md");
  const names = [dependencies, devDependencies, peerDependencies].flatMap((list) => Object.keys(list ?? {}));
  const said = (name: string) =>
    guide.includes(`\`${name}\``) || (name.startsWith("@types/") && guide.includes("`@types/*`"));
  expect(names.filter((name) => !said(name))).toEqual([]);
});
