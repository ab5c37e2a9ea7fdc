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
  { stdout, signal }: Pick<CliWorld, "stdout" | "signal">,
): Promise<boolean> {
  if (stdout.isTTY !== true) return true;
  if (!host.canConfirm) {
    throw new Fault("CONFIRMATION_IMPOSSIBLE", {
      doing: `preparing to print ${JSON.stringify(path)} to a terminal`,
      seen: "standard input is no terminal, at which it could be asked for, and there is no --yes",
      state: "Nothing was read.",
      advice: "Print it to a pipe or a file, or run the command with --yes.",
    });
  }
  if (await host.confirm(`Print ${path} to this terminal, where it stays to be read?`, signal)) return true;
  host.progress("Nothing was read.");
  return false;
}
