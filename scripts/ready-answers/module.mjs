import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLE } from "../bundle.mjs";

/**
 * The text of the module that stands in the provider's bundle for `src/bin/ready-answers.ts`: what Terraform asks for
 * first, the schemas, is the same in every process, and takes longer to make than all else before it.
 *
 * @param root the folder of the project
 */
export async function readyAnswersModule(root) {
  const folder = mkdtempSync(join(tmpdir(), "ready-answers-"));
  try {
    const outfile = join(folder, "answers.js");
    const entryPoints = ["scripts/ready-answers/answers.ts"];
    await build({ ...BUNDLE, absWorkingDir: root, entryPoints, outfile });
    const { answersFromTables } = createRequire(outfile)(outfile);
    // A character for each byte: the shortest text that needs no other than the runtime's own decoding.
    const answers = [...(await answersFromTables())].map(([method, bytes]) => {
      const text = JSON.stringify(Buffer.from(bytes).toString("latin1"));
      return `${JSON.stringify(method)}: () => Buffer.from(${text}, "latin1")`;
    });
    return `exports.readyAnswers = { ${answers.join(", ")} };`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
