/**
 * A schema by the convention of https://standardschema.dev, version 1: those of zod (3.24 or newer), Valibot, ArkType
 * and others are some. `Output` is what it gives.
 */
export interface StandardSchema<Output> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaVerdict<Output> | Promise<SchemaVerdict<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** What a schema says to a value. */
export type SchemaVerdict<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that is wrong with a value. Its message may repeat the value. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Whether something follows the convention. */
export function isStandardSchema(value: unknown): value is StandardSchema<unknown> {
  const standard = (value as { readonly "~standard"?: { readonly validate?: unknown } } | undefined | null)?.[
    "~standard"
  ];
  return typeof standard?.validate === "function";
}

/** Where in the value it is wrong: `host`, `ports.0`; empty for the value as a whole. */
export function placeOf({ path = [] }: SchemaIssue): string {
  return path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
}
