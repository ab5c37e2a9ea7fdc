import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { unlessAborted } from "../domain/unless-aborted.js";
import { type Sandbox, startSandbox } from "../sandbox/sandbox.js";
import type { Canary } from "./canary/needle.js";
import { linuxProcessTable } from "./canary/process-table.js";
import { ProcessWatch, type SeenProcess } from "./canary/process-watch.js";
import { scanForCanaries } from "./canary/scan.js";
import { searchProcesses } from "./canary/search-processes.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { readiness } from "./sandbox.js";
import { type Evidence, judge, noSecretGiven, noSecretWritten, promises } from "./start/evidence/index.js";
import { type MainJob, type MainJobResult, prepareProject, runMainJob } from "./start/main-job.js";
import { Narrator } from "./start/narrator.js";
import { findQuickstart } from "./start/quickstart.js";
import { resultText } from "./start/result-text.js";
import { STAGES } from "./start/stage.js";
import { makeWorkFolder, type WorkFolder } from "./start/work-folder.js";
import { findTerraform } from "./terraform/find-terraform.js";
import { builtProvider } from "./terraform/own-provider.js";
import { productOf } from "./terraform/product.js";
import { chooseAwsProviderSource } from "./terraform/provider-mirror.js";
import type { World } from "./world.js";

export interface StartOptions {
  /** Whether the sandbox stays up at the end, until Ctrl-C. */
  readonly keep: boolean;
  /** Folder for everything that the run writes. Default: a temporary one, removed when every promise held. */
  readonly work: string | undefined;
}

/**
 * `latchkey start`: the main job on an embedded sandbox, with the real cdktf, the real Terraform and the real AWS
 * provider, and then evidence for each promise.
 *
 * @throws Fault before anything is started, when the machine lacks something.
 */
export async function runStart(options: StartOptions, host: Host, world: World): Promise<ExitCode> {
  const { env, clock } = world;
  const terraform = await unlessAborted(findTerraform(env), world.signal);
  const quickstart = findQuickstart();
  builtProvider();
  const aws = await unlessAborted(chooseAwsProviderSource({ env }), world.signal);
  const product = await unlessAborted(productOf(env), world.signal);

  const folder = makeWorkFolder(options.work);
  const origin = aws.from === "mirror" ? `the mirror ${aws.path}` : "the registry";
  host.progress(`${product} ${terraform.version}; hashicorp/aws from ${origin}; work folder ${folder.path}`);
  const narrator = new Narrator(host, clock);
  let keepFolder = true;
  try {
    const sandbox = await narrator.step("the sandbox starts: a gateway and an IAM/STS on loopback", () =>
      // A gateway that leaves the seed to its owner, so that the whole retirement is to be seen.
      startSandbox({ foreignKeys: "leave" }),
    );
    try {
      const password = randomBytes(24).toString("base64url");
      const job = { sandbox, folder, quickstart, terraform, aws, password, clock, narrator };
      const whole = { ...job, surroundings: env, signal: world.signal };
      const given = await prepareProject(whole);
      const { result, seen } = await watched(whole, () => runMainJob(whole, given));
      const canaries = canariesOf(sandbox, password);
      const scan = await narrator.step("every file that was written is searched for every secret", () =>
        scanForCanaries(folder.written, canaries),
      );
      const evidence = [
        ...promises.map((promised) => judge(promised, result.history)),
        noSecretWritten(scan),
        ...(seen ? [noSecretGiven(searchProcesses(seen, canaries, given))] : []),
      ];
      const held = result.failure === undefined && evidence.every((line) => line.held);
      keepFolder = !held;

      const kept = options.keep ? sandbox : undefined;
      const { failure } = result;
      host.result(
        {
          held,
          ...resultData(result, evidence),
          terraform: terraform.version,
          work_folder: keepFolder || options.keep ? folder.path : null,
          ...(kept && { sandbox: readiness(kept) }),
        },
        resultText({ evidence, failure, held, folder, quickstart, kept }, host.style),
      );
      if (kept && !world.signal.aborted) await once(world.signal, "abort");
      return held ? EXIT.ok : EXIT.failed;
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    // Whoever interrupts does not look for logs; whatever else ended the run is to be read there.
    keepFolder = !world.signal.aborted;
    throw error;
  } finally {
    if (!keepFolder) discard(folder, host);
  }
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

function resultData({ history, failure }: MainJobResult, evidence: readonly Evidence[]) {
  const stages = STAGES.map((name) => ({ name, seconds: history[name]?.seconds ?? null }));
  const { code, summary, detail } = failure ?? {};
  return { evidence, stages, failure: failure ? { code, summary, detail } : null };
}

function canariesOf({ aws, gateway }: Sandbox, password: string): Canary[] {
  const labelled = (label: string, secrets: readonly string[]) =>
    secrets.map((secret, index) => ({ label: `${label} ${index + 1} of ${secrets.length}`, secret }));
  return [
    { label: "the static secret", secret: password },
    ...labelled("IAM/STS secret", aws.issuedSecrets()),
    ...labelled("gateway secret", gateway.issuedSecrets()),
  ];
}

function discard(folder: WorkFolder, host: Host): void {
  try {
    folder.discard();
  } catch (error) {
    // The result stands without it.
    host.progress(`The work folder ${folder.path} could not be removed: ${(error as Error).message}`);
  }
}
