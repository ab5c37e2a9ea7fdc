/** Where an attribute stands: that decides what it may be. */
export interface Place {
  readonly root: "resource" | "provider" | "action";
  /** What it is a field of: of what the user sets, of the elements of a set among that, or of a computed attribute. */
  readonly inside: null | "configured" | "set" | "computed";
}
