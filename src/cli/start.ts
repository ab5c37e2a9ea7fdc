import { once } from "node:events";
import { makeWorkFolder, type WorkFolder } from "../proof/deploy/work-folder.js";
import { findMeans } from "../proof/means.js";
import { prove } from "../proof/prove.js";
import type { DocumentNumber } from "../proof/stories/documents.js";
import { stories as allStories } from "../proof/stories/index.js";
import { startSandboxes } from "../proof/stories/sandboxes.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { readiness } from "./sandbox.js";
import { Narrator } from "./start/narrator.js";
import { resultData } from "./start/result-data.js";
import { resultText } from "./start/result-text.js";
import type { CliWorld } from "./world.js";

export interface StartOptions {
  /** Whether the sandbox of the first system stays up at the end, until Ctrl-C. */
  readonly keep: boolean;
  /** Folder for everything that the run writes. Default: a temporary one, removed when every promise held. */
  readonly work: string | undefined;
  /** The documents whose systems are played. Default: all of them. */
  readonly only?: readonly DocumentNumber[] | undefined;
}

/**
 * `latchkey start`: the systems of the seed documents on embedded sandboxes, and then evidence for each promise.
 *
 * @throws Fault before anything is started, when the machine lacks something.
 */
export async function runStart(options: StartOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { env: surroundings, clock, signal } = world;
  const { only } = options;
  const stories = allStories.filter(({ document }) => only === undefined || only.includes(document));
  const means = await findMeans(stories, surroundings, signal);
  const { terraform, aws, workshop, product } = means;

  const folder = makeWorkFolder(options.work);
  const origin = aws.from === "mirror" ? `the mirror ${aws.path}` : "the registry";
  host.progress(`${product} ${terraform.version}; hashicorp/aws from ${origin}; work folder ${folder.path}`);
  const narrator = new Narrator(host, clock);
  let keepFolder = true;
  try {
    const sandboxes = await narrator.step(
      "the sandboxes start: a gateway and an AWS for each system, on loopback",
      () => startSandboxes(stories),
    );
    try {
      const proof = await prove({
        ...means,
        ...{ stories, sandboxes, folder, surroundings, clock, signal, narrator },
      });
      keepFolder = !proof.held;
      const [story] = stories;
      const kept = options.keep && story ? { story, sandbox: sandboxes.of(story) } : undefined;
      host.result(
        {
          ...resultData(proof),
          terraform: terraform.version,
          work_folder: keepFolder || options.keep ? folder.path : null,
          ...(kept && { sandbox: readiness(kept.sandbox) }),
        },
        resultText({ proof, folder, workshop, kept }, host.style),
      );
      if (kept && !signal.aborted) await once(signal, "abort");
      return proof.held ? EXIT.ok : EXIT.failed;
    } finally {
      await sandboxes.close();
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
