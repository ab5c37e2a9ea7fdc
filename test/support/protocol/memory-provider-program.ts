import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeTestProgram } from "../runtime/test-program.js";

/** Makes the memory provider, on the runtime that is tested, in a folder of its own; returns the path of its program. */
export async function buildMemoryProvider(): Promise<string> {
  const program = join(mkdtempSync(join(tmpdir(), "memory-provider-")), "terraform-provider-memory");
  await makeTestProgram(join(__dirname, "memory-provider-main.ts"), program);
  return program;
}
