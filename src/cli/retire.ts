import { unlessAborted } from "../domain/unless-aborted.js";
import { Fault } from "../errors/fault.js";
import type { SeedWorld } from "../seed/index.js";
import { type MachineClients, seedWorldAsNeeded } from "../wiring/index.js";
import { clientsAsNeeded, clientsByEnvironment, commandLog } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { afterwardsOf } from "./retire/afterwards.js";
import type { CandidateFinding, MachineCandidate } from "./retire/candidate.js";
import { carryOut, type KeyOutcome } from "./retire/carry-out.js";
import { findCandidates, toldCandidate } from "./retire/find-candidates.js";
import { toldMachine } from "./retire/machine/find-in-secret.js";
import { machineVerdict } from "./retire/machine/verdict.js";
import type { RetireOptions, ToldOfKey } from "./retire/options.js";
import { planText } from "./retire/plan-text.js";
import { exitCodeOfReport, type RetireReport, retireReportData } from "./retire/report.js";
import { retireReportText } from "./retire/report-text.js";
import { type RetireVerdict, retireVerdict } from "./retire/verdict.js";
import { interruptedBefore, interruption } from "./retire/words.js";
import { EMPTY_STACK, type Stack, stackOf } from "./state/stack.js";
import { readStateFile } from "./state/state-file.js";
import { stateTextOf } from "./state/state-source.js";
import type { CliWorld } from "./world.js";

/** How a command reaches the gateway and AWS. */
export type Connect = (host: Host, world: CliWorld, told: ToldOfKey) => SeedWorld;
/** How it reaches IAM and the secrets of AWS. */
export type ConnectAws = (host: Host, world: CliWorld) => MachineClients;

/**
 * `latchkey retire`: finds keys that feed a gateway's targets, and retires them by the seed's own loop: rotate, prove,
 * deactivate, wait, prove again, delete; and keys that lie in secrets of AWS, which it replaces as a machine user's are,
 * with overlap. Nothing is touched before it was confirmed.
 *
 * @param connect default: by the environment, as the provider does; a gateway only where a target is fed
 * @param connectAws default: by the environment
 * @throws Fault before anything is changed, where something is missing or wrong
 */
export async function runRetire(
  options: RetireOptions,
  host: Host,
  world: CliWorld,
  connect: Connect = byEnvironment,
  connectAws: ConnectAws = clientsAsNeeded,
): Promise<ExitCode> {
  try {
    return await retireKeys(options, host, world, connect, connectAws);
  } catch (error) {
    // Once keys are being retired, an interruption is told in the report.
    if (error === world.signal.reason) throw interruptedBefore();
    throw world.signal.aborted && Fault.is(error) ? interruption(error) : error;
  }
}

async function retireKeys(
  options: RetireOptions,
  host: Host,
  world: CliWorld,
  connect: Connect,
  connectAws: ConnectAws,
): Promise<ExitCode> {
  const { source, told, dryRun } = options;
  if (!dryRun && !host.canConfirm) throw unconfirmed();
  const seeds = connect(host, world, told);
  const judge = (candidate: MachineCandidate) =>
    machineVerdict(candidate, connectAws(host, world), world.signal, commandLog(host));
  // Up to here nothing is changed, so it may be left wherever it waits.
  const { stack, verdicts } = await unlessAborted(foundKeys(source, told, seeds, judge, world), world.signal);

  const report = (outcomes: readonly KeyOutcome[]): ExitCode => {
    const whole: RetireReport = { dryRun, outcomes, afterwards: afterwardsOf(outcomes, stack) };
    host.result(retireReportData(whole), retireReportText(whole, world.clock.now(), host.style));
    return exitCodeOfReport(whole);
  };
  if (dryRun) return report(verdicts.map(planned));
  const due = verdicts.filter(({ kind }) => kind === "retire" || kind === "replace").length;
  if (due === 0) return report(verdicts.map(planned));

  host.progress(`${planText(verdicts, world.clock.now(), host.style)}\n`);
  const question = `Retire ${due === 1 ? "this key" : `these ${due} keys`}?`;
  if (!(await host.confirm(question, world.signal))) {
    host.progress("Nothing was changed.");
    return EXIT.failed;
  }
  return report(await carryOut(verdicts, seeds));
}

async function foundKeys(
  source: RetireOptions["source"],
  told: ToldOfKey,
  seeds: SeedWorld,
  judge: (candidate: MachineCandidate) => Promise<RetireVerdict>,
  world: CliWorld,
): Promise<{ readonly stack: Stack; readonly verdicts: readonly RetireVerdict[] }> {
  const stack = source === undefined ? EMPTY_STACK : await stackAt(source, world);
  const findings = await findingsIn(stack, told, seeds, source === undefined);
  const verdicts: RetireVerdict[] = [];
  for (const finding of findings) {
    verdicts.push(
      finding.kind === "machine" ? await judge(finding.candidate) : await retireVerdict(finding, seeds),
    );
  }
  return { stack, verdicts };
}

async function stackAt(source: NonNullable<RetireOptions["source"]>, world: CliWorld): Promise<Stack> {
  const { text, origin } = await stateTextOf(source, world);
  return stackOf(readStateFile(text, origin));
}

async function findingsIn(
  stack: Stack,
  told: ToldOfKey,
  seeds: SeedWorld,
  withoutState: boolean,
): Promise<readonly CandidateFinding[]> {
  const machine = toldMachine(told, stack);
  if (withoutState && machine) return [{ kind: "machine", candidate: machine }];
  const candidate = toldCandidate(told);
  if (withoutState && candidate) return [{ kind: "candidate", candidate }];
  const findings = await findCandidates(stack, told, seeds);
  if (findings.length === 0 && machine) return [{ kind: "machine", candidate: machine }];
  const narrowed =
    told.secret !== undefined ||
    told.keyId !== undefined ||
    told.target !== undefined ||
    told.user !== undefined;
  if (findings.length > 0 || !narrowed) return findings;
  // Whoever names a key expects something to be done about it.
  throw new Fault("RETIRE_NOTHING_FITS", {
    doing: "looking for the key in the state",
    seen: "no access key and no seeded target in it is the one that was named",
    state: "Nothing was changed.",
  });
}

function planned(verdict: RetireVerdict): KeyOutcome {
  return verdict.kind === "retire" || verdict.kind === "replace" ? { kind: "planned", verdict } : verdict;
}

const byEnvironment: Connect = (host, world, { target }) => {
  // Where a target was named, a gateway is needed before anything is looked at.
  const clients = target === undefined ? clientsAsNeeded(host, world) : clientsByEnvironment(host, world);
  return seedWorldAsNeeded(clients, world.signal, commandLog(host));
};

function unconfirmed(): Fault {
  return new Fault("CONFIRMATION_IMPOSSIBLE", {
    doing: "preparing to retire keys",
    seen: "there is no terminal to ask at, and no --yes",
    state: "Nothing was changed.",
  });
}
