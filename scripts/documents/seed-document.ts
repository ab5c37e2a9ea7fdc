/**
 * What one sentence asks for, or several in a row that ask for the same: their numbers, that in our own words, the tests
 * that show it, each as `file below test › title`, or `promise › title` for one of `npm start`, and the example that runs
 * it, where it is not the document's.
 */
export type Asked = readonly [sentences: string, asks: string, tests: readonly string[], example?: string];

/** A seed document, sentence by sentence. A heading is none; an entry of a list and a block of commands are one each. */
export interface SeedDocument {
  readonly number: string;
  readonly title: string;
  /** The example that runs what most of its sentences ask for, by its path. */
  readonly example: string;
  readonly asked: readonly Asked[];
}
