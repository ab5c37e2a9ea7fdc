/** One step of the way to a value inside a config. */
export type PathStep = { readonly attribute: string } | { readonly key: string } | { readonly index: number };

/** What a person is told about a problem; Terraform prints it with the place in the configuration. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Short and stable, without a full stop. */
  readonly summary: string;
  readonly detail: string;
  readonly path?: readonly PathStep[];
}
