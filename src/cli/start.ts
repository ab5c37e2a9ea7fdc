import { once } from "node:events";
import { makeWorkFolder, type WorkFolder } from "../proof/main-job/work-folder.js";
import { findMeans } from "../proof/means.js";
import { prove, startSandboxForProof } from "../proof/prove.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { readiness } from "./sandbox.js";
import { Narrator } from "./start/narrator.js";
import { resultData } from "./start/result-data.js";
import { resultText } from "./start/result-text.js";
import type { CliWorld } from "./world.js";

export interface StartOptions {
  /** Whether the sandbox stays up at the end, until Ctrl-C. */
  readonly keep: boolean;
  /** Folder for everything that the run writes. Default: a temporary one, removed when every promise held. */
  readonly work: string | undefined;
}

/**
 * `latchkey start`: the main job on an embedded sandbox, and then evidence for each promise.
 *
 * @throws Fault before anything is started, when the machine lacks something.
 */
export async function runStart(options: StartOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { env: surroundings, clock, signal } = world;
  const { product, ...means } = await findMeans(surroundings, signal);
  const { terraform, aws, quickstart } = means;

  const folder = makeWorkFolder(options.work);
  const origin = aws.from === "mirror" ? `the mirror ${aws.path}` : "the registry";
  host.progress(`${product} ${terraform.version}; hashicorp/aws from ${origin}; work folder ${folder.path}`);
  const narrator = new Narrator(host, clock);
  let keepFolder = true;
  try {
    const sandbox = await narrator.step(
      "the sandbox starts: a gateway and an IAM/STS on loopback",
      startSandboxForProof,
    );
    try {
      const proof = await prove({ ...means, sandbox, folder, surroundings, clock, signal, narrator });
      keepFolder = !proof.held;
      const kept = options.keep ? sandbox : undefined;
      host.result(
        {
          ...resultData(proof),
          terraform: terraform.version,
          work_folder: keepFolder || options.keep ? folder.path : null,
          ...(kept && { sandbox: readiness(kept) }),
        },
        resultText({ proof, folder, quickstart, kept }, host.style),
      );
      if (kept && !signal.aborted) await once(signal, "abort");
      return proof.held ? EXIT.ok : EXIT.failed;
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    // Whoever interrupts does not look for logs; whatever else ended the run is to be read there.
    keepFolder = !signal.aborted;
    throw error;
  } finally {
    if (!keepFolder) discard(folder, host);
  }
}

function discard(folder: WorkFolder, host: Host): void {
  try {
    folder.discard();
  } catch (error) {
    // The result stands without it.
    host.progress(`The work folder ${folder.path} could not be removed: ${(error as Error).message}`);
  }
}
