import type { Config } from "./samples.js";

/** One way in which a type is configured, where not everything goes with everything. */
export interface Variant {
  /** In the name of a test, after what the type is called. */
  readonly called: string;
  /** Values that stay as they are. */
  readonly given?: Config;
  /** Attributes that do not go with them. */
  readonly without?: readonly string[];
}

const VARIANTS: { readonly [type: string]: readonly Variant[] } = {
  dynamic_secret_aws: [
    {
      called: "for a role",
      given: { access_mode: "assume_role", role_arns: ["arn:aws:iam::000000424242:role/a"] },
      without: ["policy_arns", "user_groups", "console_access", "programmatic_access"],
    },
    {
      called: "for temporary users",
      given: { access_mode: "iam_user", programmatic_access: true },
      without: ["role_arns", "external_id"],
    },
  ],
};

/** The ways in which a type is tried. Default: the one in which every attribute is given. */
export function variantsOf(type: string): readonly Variant[] {
  return VARIANTS[type] ?? [{ called: "" }];
}
