import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

jest.setTimeout(600_000);

const root = join(__dirname, "../../..");
const read = (...path: string[]) => readFileSync(join(...path), "utf8");

interface Component {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly "bom-ref"?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly {
    readonly expression?: string;
    readonly license?: { readonly id?: string; readonly name?: string };
  }[];
  readonly components?: readonly Component[];
}

interface Bill {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly version: number;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const PRODUCTS = ["provider", "latchkey"] as const;
const FILES = PRODUCTS.flatMap((product) => [`${product}.cdx.json`, `${product}-licenses.txt`]);

let out: string;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), "sbom-test-"));
  const platforms = ["--platform", "linux_amd64", "--platform", "windows_amd64"];
  for (const time of ["first", "second"]) {
    const args = ["scripts/sbom.mjs", "--out", join(out, time), ...platforms];
    await promisify(execFile)(process.execPath, args, { cwd: root });
  }
});
afterAll(() => rmSync(out, { recursive: true }));

const bill = (product: string, platform = "linux_amd64"): Bill =>
  JSON.parse(read(out, "first", platform, `${product}.cdx.json`));
const licenses = (product: string) => read(out, "first", "linux_amd64", `${product}-licenses.txt`);
const all = ({ components }: Bill) => components.flatMap((each) => [each, ...(each.components ?? [])]);
const names = (components: readonly Component[]) => components.map(({ name }) => name);

test("made twice, they are the same bytes", () => {
  for (const file of FILES) {
    expect(read(out, "second", "linux_amd64", file)).toBe(read(out, "first", "linux_amd64", file));
  }
});

describe.each(PRODUCTS)("the bill of %s", (product) => {
  test("has what CycloneDX 1.6 requires", () => {
    const { bomFormat, specVersion, version, metadata, components, dependencies } = bill(product);

    expect({ bomFormat, specVersion, version }).toEqual({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      version: 1,
    });
    for (const { type, name, licenses: given } of [metadata.component, ...all(bill(product))]) {
      expect(["application", "library", "platform"]).toContain(type);
      expect(name).not.toBe("");
      expect(given).toHaveLength(1);
      const { expression, license } = given[0] ?? {};
      // Either an expression or a licence, which has an id or a name.
      expect([expression, license?.id, license?.name].filter((each) => each)).toHaveLength(1);
      if (license?.id) expect(license.id).toMatch(/^[\w.+-]+$/);
    }
    for (const { hashes = [] } of components) {
      for (const { alg, content } of hashes) {
        expect(alg).toBe("SHA-512");
        expect(content).toMatch(/^[0-9a-f]{128}$/);
      }
    }
    const refs = components.map((each) => each["bom-ref"]);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs.every((ref) => ref?.startsWith("pkg:"))).toBe(true);
    expect(dependencies).toEqual([{ ref: metadata.component["bom-ref"], dependsOn: refs }]);
  });

  test("says of every npm package what the lock file pins", () => {
    const lock = JSON.parse(read(root, "package-lock.json"));
    const pinned = new Set(
      Object.values<{ integrity?: string }>(lock.packages).map(({ integrity }) => integrity),
    );
    const packages = bill(product).components.filter(
      ({ type, purl }) => type === "library" && purl?.startsWith("pkg:npm/"),
    );
    expect(packages.length).toBeGreaterThan(20);
    for (const { hashes = [] } of packages) {
      const [{ content } = { content: "" }] = hashes;
      expect(pinned).toContain(`sha512-${Buffer.from(content, "hex").toString("base64")}`);
    }
  });

  test("names the runtimes, all that is linked into them, and the libraries beside them", () => {
    const linux = bill(product);
    const runtimes = linux.components.filter(({ type }) => type === "platform");
    expect(names(runtimes)).toEqual(["@oven/bun-linux-x64-baseline", "@oven/bun-linux-x64-musl-baseline"]);
    for (const { components = [] } of runtimes) {
      expect(names(components)).toEqual(
        expect.arrayContaining(["JavaScriptCore and WebCore", "boringssl", "tinycc"]),
      );
    }
    expect(names(linux.components)).toEqual(expect.arrayContaining(["libstdc++", "libgcc"]));
    const windows = names(bill(product, "windows_amd64").components);
    expect(windows).toContain("@oven/bun-windows-x64-baseline");
    expect(windows).not.toContain("libstdc++");
  });

  test("every part of it has the text of its licence beside it", () => {
    const sections = licenses(product).split(/^={100}\n$/m);
    for (const { name, version, licenses: given } of all(bill(product))) {
      const title = version === undefined ? `${name} (` : `${name} ${version} (`;
      const section = sections.find((each) => each.split("\n").some((line) => line.startsWith(title)));
      const text = section?.split("\n\n").slice(1).join("\n").trim() ?? "";
      // Those of a part with several licences are kept by whoever gives it.
      const least = given[0]?.license?.name ? "See https://".length : 400;
      if (text.length < least) throw new Error(`${name} has no licence text`);
    }
  });

  test("has the texts that the runtime's parts are under", () => {
    const text = licenses(product);
    expect(text).toContain("GNU LIBRARY GENERAL PUBLIC LICENSE");
    expect(text).toContain("GNU LESSER GENERAL PUBLIC LICENSE");
    expect(text).toContain("GNU GENERAL PUBLIC LICENSE");
    expect(text).toContain("GCC RUNTIME LIBRARY EXCEPTION");
    expect(text).toContain("LLVM Exceptions to the Apache 2.0 License");
  });
});

test("no package that left its path in the provider's bundle is missing", () => {
  const listed = names(bill("provider").components);
  for (const file of readdirSync(join(root, "dist", "provider")).filter((name) => name.endsWith(".js"))) {
    const text = read(root, "dist", "provider", file);
    const paths = text.matchAll(/"node_modules\/(?:[^"]*\/node_modules\/)?((?:@[^/"]+\/)?[^/"]+)\//g);
    for (const name of new Set([...paths].map(([, found]) => found))) expect(listed).toContain(name);
  }
});

test("each has what it is made of, and not what the other is made of", () => {
  const [provider = [], latchkey = []] = PRODUCTS.map((product) => names(bill(product).components));
  for (const both of ["axios", "zod", "@aws-sdk/client-iam"]) {
    expect(provider).toContain(both);
    expect(latchkey).toContain(both);
  }
  expect(provider).toContain("@msgpack/msgpack");
  expect(provider).not.toContain("commander");
  expect(latchkey).toContain("commander");
  for (const never of ["cdktf", "@grpc/grpc-js", "typescript"]) {
    expect([...provider, ...latchkey]).not.toContain(never);
  }
});
