import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { providerFile } from "../support/runtime/executables.js";

export interface Options {
  readonly mode: "matrix" | "list" | "safeguards" | "walks" | "help";
  /** Ids of the cells to play; empty for all. */
  readonly cells: readonly string[];
  /** Plays only cells whose id matches. */
  readonly grep: RegExp | undefined;
  /** Plays these phases only; empty for all, and for what is in no phase. */
  readonly phases: readonly string[];
  readonly quick: boolean;
  readonly json: boolean;
  readonly writeReport: boolean;
  readonly keep: boolean;
  readonly workers: number;
  readonly seed: number;
  readonly walks: number;
  /** Folder with the provider, absolute: Terraform runs elsewhere. Default: the one that is tested. */
  readonly provider: string | undefined;
}

/** Something about the command line that cannot be. */
export class UsageError extends Error {}

export const USAGE = `npm run faults -- [options]

  (none)            plays every cell
  --quick           plays the cells that are part of npm test
  --cell ID         plays this one; may be given several times
  --grep REGEXP     plays those whose id matches
  --phase PHASE     plays the cells of this phase only; may be given several times
  --list            lists the ids instead
  --safeguards      takes one safeguard after the other out of the provider, and shows which cells notice;
                    with --grep those whose name matches
  --walks N         walks at random through a model of the two systems, N times
  --seed N          seed of all randomness (default: a new one, which is printed)
  --workers N       cells at the same time (default: 3, for two cores: cells wait a third of their time)
  --json            the result as one line of JSON
  --write-report    writes docs/faults.md
  --keep            keeps the folders of all cells, not only of those that failed
  --provider DIR    takes the provider from there, such as dist/executables/linux_amd64
                    (default: what LATCHKEY_EXECUTABLES names, else dist/provider)
  --help            this

Exit code: 0 all green, 1 not, 2 wrong usage.`;

export function optionsFrom(args: readonly string[]): Options {
  const { values } = parsed(args);
  const number = (name: "workers" | "seed" | "walks", fallback: number) => {
    const text = values[name];
    if (text === undefined) return fallback;
    if (!/^\d{1,10}$/.test(text)) throw new UsageError(`--${name} should be a whole number, got ${text}`);
    return Number(text);
  };
  const modes = [
    values.help && "help",
    values.list && "list",
    values.safeguards && "safeguards",
    values.walks !== undefined && "walks",
  ];
  const [mode = "matrix", ...more] = modes.filter((one) => typeof one === "string");
  if (more.length > 0) throw new UsageError("--help, --list, --safeguards and --walks exclude each other");
  return {
    mode: mode as Options["mode"],
    cells: values.cell ?? [],
    grep: values.grep === undefined ? undefined : expression(values.grep),
    phases: values.phase ?? [],
    quick: values.quick ?? false,
    json: values.json ?? false,
    writeReport: values["write-report"] ?? false,
    keep: values.keep ?? false,
    workers: Math.max(1, number("workers", 3)),
    seed: number("seed", randomInt(2 ** 31)),
    walks: number("walks", 10_000),
    provider: values.provider === undefined ? undefined : folderWithProvider(values.provider),
  };
}

/** npm runs a script in the package's folder, and says where it was called. */
function folderWithProvider(named: string): string {
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), named);
  if (existsSync(join(folder, providerFile()))) return folder;
  throw new UsageError(`there is no ${providerFile()} in ${folder} (from --provider)`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: "boolean", short: "h" },
        quick: { type: "boolean" },
        cell: { type: "string", multiple: true },
        grep: { type: "string" },
        phase: { type: "string", multiple: true },
        list: { type: "boolean" },
        safeguards: { type: "boolean" },
        walks: { type: "string" },
        seed: { type: "string" },
        workers: { type: "string" },
        json: { type: "boolean" },
        "write-report": { type: "boolean" },
        keep: { type: "boolean" },
        provider: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function expression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new UsageError(`--grep should be a regular expression, got ${text}`);
  }
}
