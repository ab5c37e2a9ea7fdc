import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../src/sandbox/sandbox.js";
import { generateState } from "./generated-state.js";
import { timed } from "./process-cost.js";
import { inTurn, median, megabytes, milliseconds, type Row } from "./row.js";

const latchkey = join(__dirname, "..", "dist", "bin", "latchkey.js");
const MEGABYTE = 1024 * 1024;
const [LARGE, SMALL] = [20, 2];

/**
 * The commands, and what stands in an answer for which all of the state was looked at: it holds no target, and keys of
 * users whom nobody knows.
 */
const COMMANDS = [
  { name: "status", flags: [], answer: "STATUS_NOTHING_FOUND" },
  { name: "retire", flags: ["--dry-run"], answer: '"dry_run":true' },
];

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
    for (const { name, flags, answer } of COMMANDS) {
      const peaks = { large: [] as number[], small: [] as number[] };
      const run = async (file: string, kept: number[]) => {
        const args = [latchkey, name, "--json", "--state", file, ...flags];
        let said = "";
        const { milliseconds, peak } = await timed(process.execPath, args, env, (piece) => {
          said += piece.toString("utf8");
        });
        if (!said.includes(answer)) throw new Error(`latchkey ${name} gave another answer than ${answer}`);
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
