import { unlessAborted } from "../../domain/unless-aborted.js";
import { Fault } from "../../errors/fault.js";
import { versionOf } from "../../wiring/index.js";
import { clientsAsNeeded } from "../clients.js";
import { EXIT, type ExitCode } from "../exit-code.js";
import type { Host } from "../io.js";
import type { CliWorld } from "../world.js";
import { readMachineKeyFacts } from "./machine/facts.js";
import { machineKeyProblems } from "./machine/judge.js";
import { lostVerdict } from "./machine/lost.js";
import type { MachineKeySubject } from "./machine/subject.js";
import { unfinishedVerdict } from "./machine/unfinished.js";
import type { SecretStatusOptions } from "./options.js";
import { type LabelledVersion, type SecretReport, secretData, secretText } from "./secret-report.js";
import type { StatusVerdict } from "./verdict.js";

/**
 * `latchkey status --secret`: which key each version of a secret holds, by its staging labels alone: no value is read.
 * With the user, what IAM says of its keys, and what its owner would do next. Changes nothing.
 *
 * Exit codes as those of a target: 0 in order, 1 something needs attention, 2 it could not be told.
 */
export async function runSecretStatus(
  options: SecretStatusOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  const { signal } = world;
  try {
    return await unlessAborted(look(options, host, world), signal);
  } catch (error) {
    if (signal.aborted) {
      throw new Fault("INTERRUPTED", {
        doing: `looking at secret ${JSON.stringify(options.secret)}`,
        seen: "Ctrl-C or SIGTERM",
        state: "Nothing was changed.",
      });
    }
    if (!Fault.is(error)) throw error;
    host.failure(error);
    return EXIT.usage;
  }
}

async function look(options: SecretStatusOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { secret, user, graceSeconds } = options;
  const { signal, clock } = world;
  const clients = clientsAsNeeded(host, world);
  const found = await clients.aws.secrets.describe(secret, { signal });
  if (!found) {
    throw new Fault("MACHINE_SECRET_MISSING", {
      doing: `looking at secret ${JSON.stringify(secret)}`,
      seen: "Secrets Manager has no such secret, or it is about to be deleted",
      state: "Nothing was changed.",
    });
  }
  const versions = [...found.labels].map(([id, labels]) => ({ ...versionOf(id, labels), labels }));
  const common = { secret: found, versions, now: clock.now() };
  if (!user) return told({ ...common, facts: undefined, problems: byLabels(versions) }, host);
  const subject: MachineKeySubject = {
    secret: found.arn,
    store: "aws_secrets_manager",
    user,
    graceMs: 1000 * graceSeconds,
    everyDays: null,
    isOfResource: false,
  };
  const facts = await readMachineKeyFacts(subject, clients, signal);
  return told({ ...common, facts, problems: machineKeyProblems(subject, facts) }, host);
}

function told(report: SecretReport, host: Host): ExitCode {
  host.result(secretData(report), secretText(report));
  const { problems } = report;
  if (problems.length === 0) return EXIT.ok;
  return problems.some(({ outcome }) => outcome === "needs attention") ? EXIT.failed : EXIT.usage;
}

/** What the labels alone tell. */
function byLabels(versions: readonly LabelledVersion[]): readonly StatusVerdict[] {
  const owner = { isOfResource: false };
  const all = [lostVerdict(owner, versions, undefined), unfinishedVerdict(owner, versions, undefined)];
  return all.filter((one) => one !== undefined);
}
