import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { makeClientCertificate } from "../../test/support/protocol/client-certificate.js";
import { startOfProvider } from "./one-start.js";

const FILE = join(__dirname, "..", "..", "scripts", "executables", "start-order.txt");

/**
 * `npx tsx bench/executable/start-order.ts PROGRAM`: writes anew which functions an executable runs up to its first
 * schema; PROGRAM is the runtime itself (`provider-glibc`), for the script beside it hands on no variable of Bun's. To
 * be run when the start has changed. Sorted, so that a change of it can be read.
 */
async function main(program: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "start-order-"));
  try {
    process.env.BUN_BYTECODE_ORDER_OUT = join(folder, "order");
    await startOfProvider(resolve(program), makeClientCertificate());
    const [version, ...lines] = readFileSync(join(folder, "order"), "utf8").trim().split("\n");
    const functions = lines.filter((line) => line.startsWith("F ")).sort();
    writeFileSync(FILE, `${[version, ...functions].join("\n")}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main(process.argv[2] ?? "");
