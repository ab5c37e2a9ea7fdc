import { Fault } from "../errors/fault.js";
import { awsKeyOf, type IssueRequest } from "../gateway/index.js";
import { clientsByEnvironment } from "./clients.js";
import type { ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { awaitHonoured } from "./values/await-honoured.js";
import { awsEnvironment } from "./values/aws-environment.js";
import { interruptible } from "./values/interrupted.js";
import { keepAlive } from "./values/keep-alive.js";
import { Lease } from "./values/lease.js";
import { type ProgramEnd, runProgram } from "./values/run-program.js";
import type { CliWorld } from "./world.js";

export interface ExecOptions {
  /** Of the dynamic secret. */
  readonly path: string;
  readonly request: IssueRequest;
  readonly program: readonly [program: string, ...args: string[]];
}

/**
 * `latchkey exec`: runs a program with a credential that is issued for it, and revoked at its end.
 *
 * @returns the program's own exit code; what of latchkey's own went wrong after it had begun is told, and changes nothing
 * @throws Fault before it has begun; the credential is revoked by then
 */
export async function runExec(
  { path, request, program }: ExecOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  const clients = clientsByEnvironment(host, world);
  let lease: Lease | undefined;
  const about = {
    doing: `preparing to run ${JSON.stringify(program[0])}`,
    state: () => lease?.state ?? "Nothing was issued, and the program was not started.",
  };
  const end = await interruptible(world, about, async () => {
    lease = await Lease.begin(clients, path, request, host, world);
    return withRevocation(lease, () => runWith(lease as Lease, program, world));
  });
  if (!end.begun) host.failure(inState(end.fault, lease?.state));
  return end.code;
}

async function runWith(lease: Lease, program: ExecOptions["program"], world: CliWorld): Promise<ProgramEnd> {
  const aws = awsKeyOf(lease.credential, lease.path);
  await awaitHonoured(lease, aws, world);
  world.signal.throwIfAborted();
  const ended = new AbortController();
  const kept = keepAlive(lease, world, ended.signal);
  const fixedEnd = lease.revocableId === null ? lease.endsAt : null;
  try {
    return await runProgram(program, awsEnvironment(world.env, aws, fixedEnd), world.takeSignals);
  } finally {
    ended.abort();
    await kept;
  }
}

/** What comes of the work; in any case, the credential is taken back after it, and a fault says so. */
async function withRevocation<T>(lease: Lease, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    await lease.end();
    return result;
  } catch (error) {
    await lease.end();
    throw Fault.is(error) ? inState(error, lease.state) : error;
  }
}

function inState(fault: Fault, state: string | undefined): Fault {
  return state === undefined ? fault : new Fault(fault.code, { ...fault.details, state });
}
