import type { Command } from "commander";
import type { ExitCode } from "./exit-code.js";
import { misused } from "./flags.js";
import { agreeing, type Host } from "./io.js";
import type { SessionsOptions } from "./sessions.js";
import { pathArgument } from "./values/issue-flags.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

const HELP = `
Without a flag, nothing is changed. What is revoked already, or was never there, is told as gone and is no failure of
--revoke, but one of --extend. The credentials of a role cannot be extended; revoked, they only leave this list: AWS
honours them until they end.

Environment: gateway as the provider's.
Exit codes: 0 done; 1 failed, for one of them at least; 2 wrong usage or something is missing; 130 interrupted.

Examples:
  latchkey sessions /aws/deploy
  latchkey sessions /aws/deploy --extend tmp.p-abc.x7Kq2 --minutes 60
  latchkey sessions /aws/deploy --revoke tmp.p-abc.x7Kq2
  latchkey sessions /aws/deploy --revoke-all --yes`;

/** The flags as they were given. */
interface SessionsFlags {
  readonly extend?: readonly string[];
  readonly minutes?: number;
  readonly revoke?: readonly string[];
  readonly revokeAll?: true;
  readonly yes?: true;
}

/** Longest time of an extension, in minutes: a year, above what any gateway gives. */
const LONGEST_MINUTES = 366 * 24 * 60;

/** Adds `sessions` to the command line. */
export function defineSessionsCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("sessions")
    .description(
      "list the credentials that a dynamic secret has issued and not revoked; extend and revoke them",
    )
    .argument("<path>", "the dynamic secret in the gateway")
    .option("--extend <id...>", "let these live for --minutes from now on")
    .option(
      "--minutes <minutes>",
      "how long, with --extend",
      wholeNumber("a number of minutes", LONGEST_MINUTES, 1),
    )
    .option("--revoke <id...>", "take these back")
    .option("--revoke-all", "take all of them back, after a question")
    .option("--yes", "do not ask before --revoke-all")
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", HELP)
    .action(async (path: string, flags: SessionsFlags) => {
      const options = { path: pathArgument("the path", path), wish: wishOf(flags) };
      const { runSessions } = await import("./sessions.js");
      finish(await runSessions(options, flags.yes === true ? agreeing(host) : host, world));
    });
}

function wishOf({ extend, minutes, revoke, revokeAll }: SessionsFlags): SessionsOptions["wish"] {
  const given = Object.entries({ "--extend": extend, "--revoke": revoke, "--revoke-all": revokeAll }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1)
    throw misused(`${given.map(([flag]) => flag).join(" and ")} cannot be done in one run`);
  if (extend && minutes === undefined) throw misused("--extend is given, and no --minutes");
  if (!extend && minutes !== undefined) throw misused("--minutes is given, and no --extend");
  if (extend && minutes !== undefined) return { kind: "extend", ids: [...new Set(extend)], minutes };
  if (revoke) return { kind: "revoke", ids: [...new Set(revoke)] };
  return revokeAll ? { kind: "revoke all" } : { kind: "list" };
}
