import { writeFileSync } from "node:fs";
import type { Clock } from "../domain/clock.js";
import { layProviders } from "../terraform/lay-providers.js";
import { linuxProcessTable } from "./canary/process-table.js";
import { ProcessWatch, type SeenProcess } from "./canary/process-watch.js";
import { scanForCanaries } from "./canary/scan.js";
import { searchProcesses } from "./canary/search-processes.js";
import type { WorkFolder } from "./deploy/work-folder.js";
import { noSecretGiven } from "./evidence/no-secret-given.js";
import { noSecretWritten } from "./evidence/no-secret-written.js";
import type { Evidence } from "./evidence/promised.js";
import type { Means } from "./means.js";
import { type Narration, narrationOf } from "./narration.js";
import type { Sandboxes } from "./stories/sandboxes.js";
import { Scene } from "./stories/scene.js";
import { sideBySide } from "./stories/side-by-side.js";
import type { Played, Story } from "./stories/story.js";

/** How many stories are played at the same time: while one waits for AWS to spread a key, another one has work to do. */
const AT_A_TIME = 3;

export interface ProofParts extends Means {
  readonly stories: readonly Story[];
  readonly sandboxes: Sandboxes;
  readonly folder: WorkFolder;
  /** Folder of our provider's program. Default: the one that comes with this command. */
  readonly provider?: string;
  readonly surroundings: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly narrator: Narration;
}

/** What came of the stories, and what was found about each promise. */
export interface Proof {
  /** In the order of the stories. */
  readonly systems: readonly Played[];
  /** What was found in everything that all of them have written and started. */
  readonly searches: readonly Evidence[];
  /** Whether each story came to its end and every promise held. */
  readonly held: boolean;
}

/**
 * Plays stories on their sandboxes, with the real cdktf, the real Terraform and the real AWS provider, and judges every
 * promise by what both sides recorded, by every file that was written and by what every process was given.
 *
 * @throws the signal's reason when it was interrupted; whatever is not a Fault.
 */
export async function prove(parts: ProofParts): Promise<Proof> {
  const { folder, stories, sandboxes, aws, provider: built, signal, narrator } = parts;
  const { mirror, pluginCache } = folder;
  writeFileSync(folder.cliConfig, await layProviders({ mirror, aws, pluginCache, built, signal }));
  const scenes = new Map<Story, Scene>();
  const fetched = providersFetched(parts);
  const play = async (story: Story, either: AbortSignal) => {
    const first = story === stories[0];
    if (!first) await fetched.wait;
    const scene = new Scene({
      ...parts,
      document: story.document,
      sandbox: sandboxes.of(story),
      work: folder,
      signal: either,
      narrator: narrationOf(story.document, narrator),
      onDeployed: fetched.done,
    });
    scenes.set(story, scene);
    return story.play(scene).finally(fetched.done);
  };
  const { result: systems, seen } = await watched(parts, () => sideBySide(stories, AT_A_TIME, signal, play));
  const played = [...scenes.values()];
  const canaries = played.flatMap((scene) => scene.canaries());
  const scan = await narrator.step("every file that was written is searched for every secret", () =>
    scanForCanaries(folder.written, canaries),
  );
  const given = played.flatMap((scene) => scene.given);
  const searches = [
    noSecretWritten(scan),
    ...(seen ? [noSecretGiven(searchProcesses(seen, canaries, ...given))] : []),
  ];
  const all = [...systems.flatMap(({ evidence }) => evidence), ...searches];
  const held = systems.every(({ failure }) => failure === undefined) && all.every((line) => line.held);
  return { systems, searches, held };
}

/**
 * Where the providers come from a registry, one story fetches them into the cache before the others begin: Terraform
 * does not guard its cache against another run that fills it.
 */
function providersFetched({ aws }: Means): { readonly wait: Promise<void>; done(): void } {
  let done = () => {};
  const wait = new Promise<void>((resolve) => {
    done = resolve;
  });
  if (aws.from === "mirror") done();
  return { wait, done: () => done() };
}

/** Does `work` and sees what the programs are given that it starts, where the system shows that. */
async function watched<T>(
  { clock, narrator }: ProofParts,
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
