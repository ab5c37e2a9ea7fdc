import { Fault } from "../../errors/fault.js";
import type { Host } from "../io.js";
import type { CliWorld } from "../world.js";

/**
 * Whether a secret may be printed: to a pipe or a file it may, to a terminal after a yes.
 *
 * @throws Fault CONFIRMATION_IMPOSSIBLE for a terminal at which no question can be answered
 */
export async function confirmPrinting(
  path: string,
  host: Host,
  world: Pick<CliWorld, "stdin" | "stdout" | "stderr" | "signal">,
): Promise<boolean> {
  if (world.stdout.isTTY !== true) return true;
  if (!host.canConfirm) {
    throw new Fault("CONFIRMATION_IMPOSSIBLE", {
      doing: `preparing to print ${JSON.stringify(path)} to a terminal`,
      seen: `${whyNotAsked(world)}, and there is no --yes`,
      state: "Nothing was read.",
      advice: "Print it to a pipe or a file, or run the command with --yes.",
    });
  }
  if (await host.confirm(`Print ${path} to this terminal, where it stays to be read?`, world.signal))
    return true;
  host.progress("Nothing was read.");
  return false;
}

function whyNotAsked({ stdin, stderr }: Pick<CliWorld, "stdin" | "stderr">): string {
  if (stdin?.isTTY !== true) return "standard input is no terminal, at which a yes could be given";
  if (stderr.isTTY !== true) return "standard error is no terminal, at which it could be asked for";
  return "a command with --json asks nothing";
}
