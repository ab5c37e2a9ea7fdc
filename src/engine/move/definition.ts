/** What a `moved` block moves from: an object as another type has stored it. */
export interface MoveSource {
  /** The provider that has the type: `registry.terraform.io/akeyless-community/akeyless`. */
  readonly provider: string;
  /** The type's full name: `akeyless_static_secret`. */
  readonly type: string;
  /** The version of the schema that `state` was stored in. */
  readonly version: number;
  /** As it stands in the state file: JSON, with numbers beyond a JavaScript number as bigint or DecimalText. */
  readonly state: { readonly [name: string]: unknown };
}

/** What a move makes of its source. */
export interface Moved {
  /**
   * The object in the stored form of this type. What it lacks is null until the read that follows fills it in; what the
   * table does not have is dropped, write-only values as well.
   */
  readonly state: { readonly [name: string]: unknown };
  /** The version of this type's table that the form is of. Default: the present one. */
  readonly version?: number;
}

/** What is given beside the source. */
export interface MoveContext {
  /** Shows a warning beside the moved object. */
  warn(summary: string, detail: string): void;
}
