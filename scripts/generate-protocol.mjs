/**
 * Generates src/protocol/generated from src/protocol/definitions: `node scripts/generate-protocol.mjs`.
 *
 * To be run after a definition was changed, or the runtime package @bufbuild/protobuf was raised by a major version.
 * The generators (npm packages @bufbuild/buf and @bufbuild/protoc-gen-es) are installed into a folder that is removed
 * afterwards: they are needed about once a year, and not by those who only build or test.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const runtime = JSON.parse(readFileSync(join(root, "node_modules/@bufbuild/protobuf/package.json"), "utf8"));
// The generated code and its runtime belong together; buf only parses the definitions.
const generators = ["@bufbuild/buf@^1.75.0", `@bufbuild/protoc-gen-es@${runtime.version}`];

const scratch = mkdtempSync(join(tmpdir(), "generate-protocol-"));
try {
  writeFileSync(join(scratch, "package.json"), "{}");
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", ...generators], {
    cwd: scratch,
    stdio: "inherit",
  });
  const bin = join(scratch, "node_modules", ".bin");
  writeFileSync(
    join(scratch, "buf.gen.yaml"),
    JSON.stringify({
      version: "v2",
      clean: true,
      plugins: [
        {
          local: "protoc-gen-es",
          out: join(root, "src/protocol/generated"),
          opt: ["target=ts", "import_extension=js"],
        },
      ],
    }),
  );
  execFileSync(join(bin, "buf"), ["generate", join(root, "src/protocol/definitions")], {
    cwd: scratch,
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  // The same once more as plain data, which is all that a running provider loads of it.
  execFileSync(process.execPath, ["--import", "tsx", "scripts/protocol/write-tables.ts"], {
    cwd: root,
    stdio: "inherit",
  });
} finally {
  rmSync(scratch, { recursive: true });
}
