/** A part of a text that may be an encoding of another text. */
export interface Run {
  readonly begin: number;
  readonly end: number;
}
