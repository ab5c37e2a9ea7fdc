import { randomBytes } from "node:crypto";
import type { KnownSecret } from "../disguise/needle.js";
import { type Sandbox, startSandbox } from "../sandbox/sandbox.js";
import { linuxProcessTable } from "./canary/process-table.js";
import { ProcessWatch, type SeenProcess } from "./canary/process-watch.js";
import { scanForCanaries } from "./canary/scan.js";
import { searchProcesses } from "./canary/search-processes.js";
import { type Evidence, judgePromise, noSecretGiven, noSecretWritten, promises } from "./evidence/index.js";
import { type MainJob, type MainJobResult, prepareProject, runMainJob } from "./main-job/main-job.js";

/** What came of the main job, and what was found about each promise. */
export interface Proof extends MainJobResult {
  readonly evidence: readonly Evidence[];
  /** Whether the job came to its end and every promise held. */
  readonly held: boolean;
}

/** The sandbox to prove on: its gateway leaves the seed to its owner, so that the whole retirement is to be seen. */
export function startSandboxForProof(): Promise<Sandbox> {
  return startSandbox({ foreignKeys: "leave" });
}

/**
 * Does the main job on a sandbox, with the real cdktf, the real Terraform and the real AWS provider, and judges every
 * promise by what both sides recorded, by every file that was written and by what every process was given.
 *
 * @throws the signal's reason when it was interrupted; whatever is not a Fault.
 */
export async function prove(job: Omit<MainJob, "password">): Promise<Proof> {
  const password = randomBytes(24).toString("base64url");
  const whole = { ...job, password };
  const given = await prepareProject(whole);
  const { result, seen } = await watched(whole, () => runMainJob(whole, given));
  const canaries = canariesOf(job.sandbox, password);
  const scan = await job.narrator.step("every file that was written is searched for every secret", () =>
    scanForCanaries(job.folder.written, canaries),
  );
  const evidence = [
    ...promises.map((promised) => judgePromise(promised, result.history)),
    noSecretWritten(scan),
    ...(seen ? [noSecretGiven(searchProcesses(seen, canaries, given))] : []),
  ];
  const held = result.failure === undefined && evidence.every((line) => line.held);
  return { ...result, evidence, held };
}

/** Does `work` and sees what the programs are given that it starts, where the system shows that. */
async function watched<T>(
  { clock, narrator }: MainJob,
  work: () => Promise<T>,
): Promise<{ result: T; seen: readonly SeenProcess[] | undefined }> {
  const table = linuxProcessTable();
  if (!table) {
    narrator.detail("What programs are given is not watched: this system does not show it.");
    return { result: await work(), seen: undefined };
  }
  const watch = new ProcessWatch(table, clock, { root: process.pid });
  watch.begin();
  try {
    return { result: await work(), seen: await watch.end() };
  } finally {
    await watch.end();
  }
}

function canariesOf({ aws, gateway }: Sandbox, password: string): KnownSecret[] {
  const labelled = (label: string, secrets: readonly string[]) =>
    secrets.map((secret, index) => ({ label: `${label} ${index + 1} of ${secrets.length}`, secret }));
  return [
    { label: "the static secret", secret: password },
    ...labelled("IAM/STS secret", aws.issuedSecrets()),
    ...labelled("gateway secret", gateway.issuedSecrets()),
  ];
}
