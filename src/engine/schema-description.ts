import type { TfType } from "./value/value.js";

/** A schema as the wire tells it to Terraform: neutral, without protobuf. */
export interface SchemaDescription {
  readonly version: number;
  /** Markdown. */
  readonly description: string;
  /** Why it is not to be used any more. Default: it may be used. */
  readonly deprecated?: string;
  readonly attributes: readonly AttributeDescription[];
  /** The whole object's type: what every value of this schema is encoded with. */
  readonly type: TfType;
}

export interface AttributeDescription {
  readonly name: string;
  /** The attribute's type on the wire; for a nested one, the object, list, set or map of its attributes. */
  readonly type: TfType;
  readonly nested?: {
    readonly nesting: "single" | "list" | "set" | "map";
    readonly attributes: readonly AttributeDescription[];
  };
  readonly description: string;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
}
