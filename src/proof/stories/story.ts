import { Fault } from "../../errors/fault.js";
import type { SandboxOptions } from "../../sandbox/sandbox.js";
import { keepSnapshot } from "../deploy/work-folder.js";
import { type Evidence, judgePromise, type Promised } from "../evidence/promised.js";
import type { DocumentNumber } from "./documents.js";
import { recordStage, type StageRecord, type Told } from "./record.js";
import type { Scene } from "./scene.js";

/** The system of a seed document: how it is deployed and used, and what is promised of it. */
export interface Story {
  readonly document: DocumentNumber;
  /** What the system is, for a heading. */
  readonly title: string;
  /** Names of its stages, in their order. */
  readonly stages: readonly string[];
  /** Titles of its promises, in their order. */
  readonly promises: readonly string[];
  /** The programs that it runs, from the repository's root; without the one that `cdktf.json` names. */
  readonly programs: readonly string[];
  /** The sandbox that it is played on. */
  readonly sandbox: SandboxOptions;
  /**
   * Variables with which its example can be deployed once more while its sandbox is there. Default: it cannot, because
   * it needs programs that are gone by then.
   */
  readonly again?: Readonly<Record<string, string>>;
  /** Why it cannot be played here, by the root of the repository; undefined where it can. Default: it always can. */
  readonly missing?: (root: string) => string | undefined;
  /**
   * Plays it, stage by stage, and judges what was recorded. A stage that fails is the last one.
   *
   * @throws the signal's reason when it was interrupted; whatever is not a Fault.
   */
  play(scene: Scene): Promise<Played>;
}

/** What came of a story. */
export interface Played {
  readonly document: DocumentNumber;
  readonly title: string;
  /** Every stage, with null for one that was not reached. */
  readonly stages: readonly { readonly name: string; readonly seconds: number | null }[];
  readonly evidence: readonly Evidence[];
  /** Why it went no further. */
  readonly failure: Fault | undefined;
  /** Why it was not played at all. */
  readonly skipped: string | undefined;
}

/** The recorded stages of a story, of those that were reached. `Stages` says what each of them records. */
export type HistoryOf<Stages> = { readonly [Name in keyof Stages]?: Stages[Name] };

/** Plays one stage: announces it, records it and keeps what it has left. */
export type Recorder<Stages> = <Name extends keyof Stages & string>(
  name: Name,
  title: string,
  work: () => Promise<Stages[Name] extends StageRecord ? Told<Stages[Name]> : never>,
) => Promise<void>;

/** A story, written down. */
export interface Plot<Stages> extends Omit<Story, "stages" | "promises" | "play"> {
  readonly stages: readonly (keyof Stages & string)[];
  readonly promises: readonly Promised<HistoryOf<Stages>>[];
  /** `history` holds what was recorded up to then. */
  play(scene: Scene, stage: Recorder<Stages>, history: HistoryOf<Stages>): Promise<void>;
}

/** Makes a story of what was written down. */
export function storyOf<Stages extends Readonly<Record<string, StageRecord>>>(plot: Plot<Stages>): Story {
  const { document, title, stages, promises } = plot;
  return {
    ...plot,
    promises: promises.map((promised) => promised.title),
    play: async (scene) => {
      const skipped = plot.missing?.(scene.root);
      if (skipped !== undefined) {
        scene.narrator.detail(`is SKIPPED: ${skipped}`);
        const unplayed = stages.map((name) => ({ name, seconds: null }));
        return { document, title, stages: unplayed, evidence: [], failure: undefined, skipped };
      }
      const history: { -readonly [Name in keyof Stages]?: Stages[Name] } = {};
      const failure = await failureOf(
        plot.play(scene, (name, said, work) => record(scene, history, name, said, work), history),
      );
      return {
        document,
        title,
        stages: stages.map((name) => ({ name, seconds: history[name]?.seconds ?? null })),
        evidence: promises.map((promised) => judgePromise(promised, history)),
        failure,
        skipped,
      };
    },
  };
}

async function record<Stages extends Readonly<Record<string, StageRecord>>>(
  { signal, narrator, sandbox, there, clock, folder }: Scene,
  history: { -readonly [Name in keyof Stages]?: Stages[Name] },
  name: keyof Stages & string,
  title: string,
  work: () => Promise<object>,
): Promise<void> {
  signal.throwIfAborted();
  const recorded = await narrator.step(title, () => recordStage(sandbox, there, () => clock.now(), work));
  keepSnapshot(folder, name);
  history[name] = recorded as StageRecord as Stages[typeof name];
}

async function failureOf(played: Promise<void>): Promise<Fault | undefined> {
  try {
    await played;
    return undefined;
  } catch (error) {
    if (!Fault.is(error)) throw error;
    return error;
  }
}
