import { unlessAborted } from "../domain/unless-aborted.js";
import { Fault } from "../errors/fault.js";
import { holdersReader } from "../seed/index.js";
import { type Clients, seedWorld } from "../wiring/index.js";
import { clientsAsNeeded, clientsByEnvironment } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { readStateFile } from "./state/state-file.js";
import { stateTextOf } from "./state/state-source.js";
import { type Card, cardOf, emptyCard } from "./status/card.js";
import { seenOf } from "./status/facts.js";
import { widthOf } from "./status/fit.js";
import { emptyMachineKeyCard, type MachineKeyCard, machineKeyCard } from "./status/machine/card.js";
import { readMachineKeyFacts } from "./status/machine/facts.js";
import { type MachineKeySubject, machineKeySubjectsOf } from "./status/machine/subject.js";
import type { StatusOptions } from "./status/options.js";
import { patiently } from "./status/patience.js";
import { readFacts, readNamed, type Wait } from "./status/read-facts.js";
import { outcomeOf, type StatusReport } from "./status/report.js";
import { statusReportData } from "./status/report-data.js";
import { reportMarkdown, statusReportText } from "./status/report-text.js";
import { statedSources } from "./status/source-drift.js";
import type { StatusSubject } from "./status/subject.js";
import { subjectsOf } from "./status/subjects-of-state.js";
import type { StatusOutcome } from "./status/verdict.js";
import type { CliWorld } from "./world.js";

const EXIT_OF: { readonly [O in StatusOutcome]: ExitCode } = {
  "in order": EXIT.ok,
  "needs attention": EXIT.failed,
  "could not tell": EXIT.usage,
};

/**
 * `latchkey status`: who holds which key of a target, how old it is, when it was used, when it was and will be
 * replaced, and how it came to that; and how the keys of machine users are. Reads only, on both sides.
 *
 * Exit codes: 0 in order, 1 something needs attention, 2 it could not be told (wrong usage or environment, too).
 */
export async function runStatus(options: StatusOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  try {
    // It changes nothing, so it may be left wherever it waits.
    return await unlessAborted(status(options, host, world), world.signal);
  } catch (error) {
    if (world.signal.aborted) throw interruption();
    if (!Fault.is(error)) throw error;
    // For other commands a gateway that is not there is a failure; here it means that nothing can be told.
    host.failure(error);
    return EXIT.usage;
  }
}

async function status(options: StatusOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { targets, machineKeys } = await subjectsFor(options, world);
  const needsGateway = targets.length > 0 || machineKeys.some(({ store }) => store === "gateway");
  const clients = (needsGateway ? clientsByEnvironment : clientsAsNeeded)(host, world);
  const wait = patiently(host, world.clock);
  const report = { targets: [] as Card[], machineKeys: [] as MachineKeyCard[] } satisfies StatusReport;
  for (const subject of targets) report.targets.push(await lookAt(subject, clients, world.signal, wait));
  for (const subject of machineKeys) {
    report.machineKeys.push(await lookAtMachineUser(subject, clients, world.signal, wait));
  }
  world.signal.throwIfAborted();
  const text = options.mermaid
    ? reportMarkdown(report)
    : statusReportText(report, host.style, widthOf(world.stdout, world.env));
  host.result(statusReportData(report), text);
  return EXIT_OF[outcomeOf(report)];
}

async function lookAtMachineUser(
  subject: MachineKeySubject,
  clients: Clients,
  signal: AbortSignal,
  wait: Wait,
): Promise<MachineKeyCard> {
  try {
    const look = readMachineKeyFacts(subject, clients, signal);
    return machineKeyCard(subject, await wait(`what is told of secret ${subject.secret}`, look));
  } catch (error) {
    if (!Fault.is(error) || signal.aborted) throw error;
    return emptyMachineKeyCard(subject, error);
  }
}

async function lookAt(
  subject: StatusSubject,
  clients: Clients,
  signal: AbortSignal,
  wait: Wait,
): Promise<Card> {
  try {
    const facts = await readFacts(clients, subject, signal, wait);
    const first = cardOf(subject, facts);
    if (isPlain(first)) return first;
    const named = await readNamed(clients, subject, signal, wait);
    const card = cardOf(subject, { ...facts, named });
    const seed = card.keys.find(({ id }) => id === card.seedKeyId);
    if (!seed) return card;
    // Each look at another target shows its secret to this process: only where there is a seed to be ended.
    const ask = holdersReader(seedWorld(clients, signal, { log: () => {} }));
    const question = { key: seed, target: subject.target, rotator: facts.rotatorPath ?? null };
    const holders = await wait("the gateway, about what else works with the seed", ask(question));
    return cardOf(subject, { ...facts, named, holders });
  } catch (error) {
    if (!Fault.is(error) || signal.aborted) throw error;
    return emptyCard(subject, error);
  }
}

/**
 * Whether it is in order whatever the journal says: all keys were there when the rotator rotated last, and no
 * caller has given the target another one since.
 */
function isPlain({ verdict, facts, keys }: Card): boolean {
  const rotatedAt = (facts && seenOf(facts.rotator)?.lastRotatedAt)?.getTime();
  if (verdict.code !== "in-order" || rotatedAt === undefined) return false;
  const modifiedAt = (facts && seenOf(facts.target)?.modifiedAt)?.getTime() ?? rotatedAt;
  return modifiedAt < rotatedAt + 1_000 && keys.every(({ createdAt }) => createdAt.getTime() <= rotatedAt);
}

/** What is looked at. */
interface Subjects {
  readonly targets: readonly StatusSubject[];
  readonly machineKeys: readonly MachineKeySubject[];
}

async function subjectsFor({ source, told }: StatusOptions, world: CliWorld): Promise<Subjects> {
  const { target, user, rotator } = told;
  const alone = { seedKeyId: undefined, retirement: undefined };
  if (source === undefined) {
    return { targets: target === undefined ? [] : [{ ...alone, target, user, rotator }], machineKeys: [] };
  }
  const { text, origin } = await stateTextOf(source, world);
  const stateFile = readStateFile(text, origin);
  const sources = statedSources(stateFile);
  const targets = subjectsOf(stateFile)
    .filter((subject) => target === undefined || subject.target === target)
    .map((subject) => ({
      ...subject,
      user: user ?? subject.user,
      rotator: rotator ?? subject.rotator,
      source: sources.get(subject.target),
    }));
  const machineKeys = target === undefined ? machineKeySubjectsOf(stateFile) : [];
  if (targets.length + machineKeys.length > 0) return { targets, machineKeys };
  throw new Fault("STATUS_NOTHING_FOUND", {
    doing: `looking for targets and keys of machine users in the state ${origin}`,
    seen: target === undefined ? "it has none" : `it has no target ${target}`,
    state: "Nothing was changed.",
  });
}

function interruption(): Fault {
  return new Fault("INTERRUPTED", {
    doing: "looking at the credentials of targets and machine users",
    seen: "Ctrl-C or SIGTERM",
    state: "Nothing was changed.",
  });
}
