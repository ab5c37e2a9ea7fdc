import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";

const MAIN = `import { App, TerraformStack } from "cdktf";
import { LatchkeyProvider } from "latchkey";
import { discovered } from "./discovered.js";

const app = new App({ outdir: "out" });
const stack = new TerraformStack(app, "found");
new LatchkeyProvider(stack, "latchkey");
discovered(stack);
app.synth();
`;

const OPTIONS = {
  ...{ target: "es2022", lib: ["es2023"], module: "node16", moduleResolution: "node16", strict: true },
  ...{ noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, skipLibCheck: true, types: [] },
};

/**
 * Type-checks and runs what `latchkey discover --cdktf` has written, in a project of a user's; gives the
 * stack that is synthesized, as Terraform's JSON without the block that says where it and its providers are.
 */
export function synthesizedProgram(folder: string, discovered: string): string {
  const root = packageRoot();
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules", "latchkey"));
  for (const name of ["cdktf", "constructs"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  writeFileSync(join(folder, "main.ts"), MAIN);
  writeFileSync(join(folder, "discovered.ts"), discovered);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS }));
  run(folder, join(root, "node_modules", ".bin", "tsc"), ["-p", "."]);
  run(folder, process.execPath, ["main.js"]);
  const { terraform: _, ...stack } = JSON.parse(
    readFileSync(join(folder, "out", "stacks", "found", "cdk.tf.json"), "utf8"),
  ) as Record<string, unknown>;
  return JSON.stringify(stack);
}

function run(cwd: string, program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
}
