import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What a fresh Node has loaded after importing the library: package names with their paths inside. */
function loadedBy(entry: string): string[] {
  const script = `require(${JSON.stringify(entry)}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", "tsx", "-e", script], {
    cwd: join(__dirname, "../../.."),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as string[]).map((path) => path.replace(/^.*[\\/]node_modules[\\/]/, ""));
}

test("the library loads only those modules of the AWS provider's bindings that it uses", () => {
  const loaded = loadedBy(join(__dirname, "../../../src/index.ts"));
  const modules = loaded.filter((path) => path.startsWith("@cdktf/provider-aws/"));
  expect(modules.map((path) => path.split("/")[3]).sort()).toEqual([
    "iam-policy",
    "iam-user",
    "iam-user-policy",
    "iam-user-policy-attachment",
  ]);
});

test("the library loads no client of AWS or of the gateway, and nothing of the provider", () => {
  const loaded = loadedBy(join(__dirname, "../../../src/index.ts"));
  const foreign = loaded.filter((path) => /^(@aws-sdk|@smithy|axios|@grpc|zod|commander)/.test(path));
  const rooms = loaded.filter((path) =>
    /src[\\/](provider|engine|protocol|gateway|aws|seed|cli|sandbox)/.test(path),
  );
  expect([...foreign, ...rooms]).toEqual([]);
});
