import type { KnownSecret } from "../../disguise/needle.js";
import { SecretSearch } from "../../disguise/secret-search.js";
import type { SeenProcess } from "./process-watch.js";

/** A secret that a process was given where it must not be. Never holds the secret. */
export interface ProcessFinding {
  /** Programs and number of the process. */
  readonly process: string;
  /** `arguments`, or `environment (NAME)`. */
  readonly where: string;
  readonly label: string;
  readonly spelling: string;
}

export interface ProcessReport {
  readonly processes: number;
  readonly secrets: number;
  /** How many ways to write a secret were looked for. */
  readonly spellings: number;
  readonly findings: readonly ProcessFinding[];
  /** Processes of which the system told nothing. */
  readonly denied: readonly string[];
}

/**
 * Searches the arguments and the environments of processes for secrets.
 *
 * @param given variables with which the first of the processes was started on purpose, for each of its starts. What a person puts into an
 *   environment is there, under its name and in all that is started from there; nothing else may be, and arguments,
 *   which every user of the machine can read, may hold no secret at all.
 * @throws RangeError for a secret of fewer than 8 characters.
 */
export function searchProcesses(
  seen: readonly SeenProcess[],
  canaries: readonly KnownSecret[],
  ...given: readonly NodeJS.ProcessEnv[]
): ProcessReport {
  const search = new SecretSearch(canaries);
  const byDesign = new Set(
    given.flatMap((env) => Object.entries(env).map(([name, value]) => asRead(`${name}=${value}`))),
  );
  const findings: ProcessFinding[] = [];
  const note = (process: string, where: string, text: string) => {
    for (const { label, spelling } of search.find(Buffer.from(text, "latin1"))) {
      findings.push({ process, where, label, spelling });
    }
  };
  for (const one of seen) {
    const name = nameOf(one);
    for (const text of one.arguments) note(name, "arguments", text);
    for (const text of one.environment) {
      if (byDesign.has(text)) continue;
      const [, variable = "no name"] = /^(\w+)=/.exec(text) ?? [];
      const isSecret = search.find(Buffer.from(variable)).length > 0;
      note(name, `environment (${isSecret ? "a name that is the secret" : variable})`, text);
    }
  }
  return {
    processes: seen.length,
    secrets: search.secrets,
    spellings: search.spellings,
    findings,
    denied: seen.filter(({ denied }) => denied).map(nameOf),
  };

  function nameOf({ programs, pid }: SeenProcess): string {
    // A program's path may hold anything, too.
    const shown = [...programs].filter((program) => search.find(Buffer.from(program, "latin1")).length === 0);
    return `${shown.join(", ") || "a process"} (${pid})`;
  }
}

/** As the table of processes tells a text: a character for each byte. */
function asRead(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
