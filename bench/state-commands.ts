import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../src/sandbox/sandbox.js";
import { generateState } from "./generated-state.js";
import { type Run, timed } from "./process-cost.js";
import { inTurn, median, megabytes, milliseconds, type Row } from "./row.js";

const latchkey = join(__dirname, "..", "dist", "bin", "latchkey.js");
const MEGABYTE = 1024 * 1024;
const [LARGE, SMALL] = [20, 2];

/** Time and memory of the commands that take a state as a whole, on one ten times as large as the other. */
export async function stateCommands(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  const sandbox = await startSandbox();
  try {
    const [large, small] = [join(folder, "large.tfstate"), join(folder, "small.tfstate")];
    generateState(large, LARGE * MEGABYTE, 2);
    generateState(small, SMALL * MEGABYTE, 2);
    const env = { ...process.env, ...sandbox.environment };
    const rows: Row[] = [];
    for (const [name, ...flags] of [["status"], ["retire", "--dry-run"]]) {
      const peaks = { large: [] as number[], small: [] as number[] };
      const run = async (file: string, kept: number[]) => {
        const args = [latchkey, name ?? "", "--json", "--state", file, ...flags];
        const { milliseconds, peak }: Run = await timed(process.execPath, args, env);
        kept.push(peak);
        return milliseconds;
      };
      const time = await inTurn(
        3,
        () => run(large, peaks.large),
        () => run(small, peaks.small),
      );
      const [high, low] = [median(peaks.large), median(peaks.small)];
      rows.push(
        {
          what: `latchkey ${name} of a state of ${LARGE} MB / of ${SMALL} MB`,
          ours: milliseconds(time.ours),
          beside: milliseconds(time.beside),
          ratio: time.ratio,
        },
        {
          what: `peak memory of latchkey ${name} of a state of ${LARGE} MB / of ${SMALL} MB`,
          ours: megabytes(high),
          beside: megabytes(low),
          ratio: high / low,
        },
      );
    }
    return rows;
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
