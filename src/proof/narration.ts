/** Tells whoever has started the job how far it has come. */
export interface Narration {
  /** Announces a step, does it, and says how it ended. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Adds a detail to the step that is under way. */
  detail(text: string): void;
}
