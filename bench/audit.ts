import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateState } from "./generated-state.js";
import { type Run, timed } from "./process-cost.js";
import { inTurn, median, megabytes, milliseconds, type Row } from "./row.js";

const latchkey = join(__dirname, "..", "dist", "bin", "latchkey.js");
const MEGABYTE = 1024 * 1024;

const ours = (file: string) => timed(process.execPath, [latchkey, "audit", "--offline", "--json", file]);

/** What else looks for keys: `grep` for ids alone, and those scanners for secrets that are on the PATH. */
function others(): { name: string; run: (file: string) => Promise<Run> }[] {
  const grep = {
    name: "grep -E for ids alone",
    run: (file: string) =>
      timed("grep", ["-obE", "A[KS]IA[A-Z0-9]{16}", file], { ...process.env, LC_ALL: "C" }),
  };
  const gitleaks = {
    name: "gitleaks",
    run: (file: string) =>
      timed("gitleaks", ["dir", "--no-banner", "--log-level", "error", "--exit-code", "1", file]),
  };
  const trufflehog = {
    name: "trufflehog",
    run: (file: string) =>
      timed("trufflehog", ["filesystem", "--no-update", "--no-verification", "--json", file]),
  };
  const present = [gitleaks, trufflehog].filter(
    ({ name }) => spawnSync(name, ["--help"]).error === undefined,
  );
  return [grep, ...present];
}

/** Time of an audit beside other scanners, and its memory on a state ten times as large. */
export async function audit(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  try {
    const [large, line, small] = ["large", "line", "small"].map((name) => join(folder, `${name}.tfstate`));
    if (!large || !line || !small) throw new Error("there are three names");
    generateState(large, 200 * MEGABYTE, 2);
    generateState(line, 200 * MEGABYTE, 0);
    generateState(small, 20 * MEGABYTE, 2);
    const rows: Row[] = [];
    for (const [file, what] of [
      [large, "audit of a state of 200 MB"],
      [line, "audit of a state of 200 MB in one line"],
    ] as const) {
      for (const { name, run } of others()) {
        const time = await inTurn(
          5,
          async () => (await ours(file)).milliseconds,
          async () => (await run(file)).milliseconds,
        );
        rows.push({
          what: `${what} / ${name}`,
          ours: milliseconds(time.ours),
          beside: milliseconds(time.beside),
          ratio: time.ratio,
        });
      }
    }
    const peaks = { large: [] as number[], small: [] as number[] };
    for (let round = 0; round < 5; round++) {
      peaks.large.push((await ours(large)).peak);
      peaks.small.push((await ours(small)).peak);
    }
    const [high, low] = [median(peaks.large), median(peaks.small)];
    rows.push({
      what: "peak memory of an audit of 200 MB / of 20 MB",
      ours: megabytes(high),
      beside: megabytes(low),
      ratio: high / low,
    });
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
