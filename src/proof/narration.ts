/** Tells whoever has started the job how far it has come. */
export interface Narration {
  /** Announces a step, does it, and says how it ended. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Adds a detail to the step that is under way. */
  detail(text: string): void;
}

/** The same, where several things are told of at the same time: each text begins with whose it is. */
export function narrationOf(whose: string, narrator: Narration): Narration {
  return {
    step: (title, work) => narrator.step(`${whose} ${title}`, work),
    detail: (text) => narrator.detail(`${whose} ${text}`),
  };
}
