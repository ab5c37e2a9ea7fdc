import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Versions of the AWS SDK that are published from January 2027 on need Node 22. What the package says of Node, which
// versions its ranges allow, and what an installation brings are therefore held together here.

const root = join(__dirname, "..", "..");
const json = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));
const manifest = json("package.json") as {
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly bundleDependencies: readonly string[];
};
interface Locked {
  readonly version: string;
  readonly dev?: true;
  readonly peer?: true;
  readonly inBundle?: true;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}
const { packages } = json("package-lock.json") as { readonly packages: Readonly<Record<string, Locked>> };

type Version = readonly [number, number, number];
const versionOf = (text: string): Version => {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor, patch];
};
const compare = (a: Version, b: Version) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** Whether a version of Node is in a range of `engines`. */
function inRange(node: Version, range: string): boolean {
  return range.split("||").some((alternative) =>
    alternative
      .trim()
      .replace(/(>=|<=|>|<|\^|~)\s+/g, "$1")
      .split(/\s+/)
      .every((comparator) => {
        const [, operator = "", text = ""] = /^(>=|<=|>|<|\^|~|=?)v?(.*)$/.exec(comparator) ?? [];
        if (text === "" || text === "*") return true;
        const bound = versionOf(text);
        const order = compare(node, bound);
        if (operator === ">=") return order >= 0;
        if (operator === ">") return order > 0;
        if (operator === "<") return order < 0;
        if (operator === "<=") return order <= 0;
        if (operator === "^") return order >= 0 && node[0] === bound[0];
        if (operator === "~") return order >= 0 && node[0] === bound[0] && node[1] === bound[1];
        return node[0] === bound[0] && (!text.includes(".") || node[1] === bound[1]);
      }),
  );
}

const oldest = versionOf(/^>=(\d+\.\d+)$/.exec(manifest.engines.node)?.[1] ?? "none");
const isAws = (path: string) => /(^|node_modules\/)@(aws-sdk|aws-crypto|aws|smithy)\/[^/]+$/.test(path);
const installed = Object.entries(packages).filter(([path, { dev, peer }]) => path !== "" && !dev && !peer);

test("what engines promises is the same in the manifest and in the lock file", () => {
  expect(packages[""]?.engines?.node).toBe(manifest.engines.node);
});

test("the oldest Node that engines promises runs everything that the lock file installs", () => {
  expect(installed.length).toBeGreaterThan(50);
  const misfits = installed.filter(([, { engines }]) => engines?.node && !inRange(oldest, engines.node));
  expect(misfits.map(([path, { engines }]) => `${path} needs ${engines?.node}`)).toEqual([]);
});

test("no range lets an installation bring an AWS SDK of another line than the one that was tried", () => {
  for (const [name, range] of Object.entries(manifest.dependencies).filter(([name]) => isAws(name))) {
    // Every release of the AWS SDK counts the second number up, so this allows repairs of this one only.
    expect(`${name} ${range}`).toMatch(/ (~?)\d+\.\d+\.\d+$/);
    expect(
      compare(versionOf(range.replace("~", "")), versionOf(packages[`node_modules/${name}`]?.version ?? "")),
    )
      // Not newer than what is locked, and of the same line.
      .toBeLessThanOrEqual(0);
  }
});

test("an installation brings the AWS SDK with all that it needs as it is in the lock file", () => {
  const direct = Object.keys(manifest.dependencies).filter(isAws);
  expect([...manifest.bundleDependencies].sort()).toEqual(direct.sort());
  // The ranges of the SDK's own parts are wide: without the bundle they would bring what needs a newer Node.
  const brought = installed.filter(([path]) => isAws(path));
  expect(brought.length).toBeGreaterThan(direct.length);
  expect(brought.filter(([, { inBundle }]) => !inBundle).map(([path]) => path)).toEqual([]);
});

test("no warning of Node or of the AWS SDK is silenced", () => {
  const silencers = [
    ["NODE", "NO", "WARNINGS"].join("_"),
    ["--no", "warnings"].join("-"),
    ["--no", "deprecation"].join("-"),
    ["AWS_SDK_JS", "SUPPRESS"].join("_"),
    ["NODE_VERSION_SUPPORT_WARNING", "DISABLED"].join("_"),
    ["noDeprecation", "="].join(" "),
    ["removeAllListeners(", "warning"].join('"'),
  ];
  const folders = ["src", "scripts", "test", "bench", "examples", "docs", ".ci"];
  // A server's log has to be one line of JSON per record: there, Node's warnings become records.
  const intoTheLog = ["src/bin/latchkey.ts: removeAllListeners(", "warning"].join('"');
  const files = ["package.json", "jest.config.js", "README.md", "CONTRIBUTING.md"].concat(
    folders.flatMap((folder) =>
      (
        readdirSync(join(root, folder), {
          recursive: true,
          withFileTypes: true,
        }) as import("node:fs").Dirent[]
      )
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
    ),
  );
  const silenced = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return silencers.filter((silencer) => text.includes(silencer)).map((silencer) => `${file}: ${silencer}`);
  });
  expect(silenced).toEqual([intoTheLog]);
});
