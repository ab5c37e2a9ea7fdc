/** Terraform's block that takes over an object which is there already. */
export interface ImportBlock {
  readonly to: string;
  readonly id: string;
}

/** What is said otherwise in one configuration than in the first. */
export interface Changes {
  /** Whether the seed is retired. Default: true. */
  readonly retirement?: boolean;
  /** Whether a fresh seed is asked for. Default: false. */
  readonly freshSeed?: boolean;
  /** Another value for everything that can be updated in place. Default: false. */
  readonly updated?: boolean;
  /** Another path for everything that has one in the gateway. Default: false. */
  readonly renamed?: boolean;
  /** What the seeded target works with. Default: a key of the stack's user. */
  readonly source?: "user" | "successor" | "gateway";
  /** Whether the rotator leaves the key before for ten days, and rotates every thirty. Default: false. */
  readonly graced?: boolean;
  /** Whether there is another resource for the path of the static secret. Default: false. */
  readonly twin?: boolean;
  /** Which value is asked for of a static secret beside it that the provider generates. Default: there is none. */
  readonly generated?: { readonly version: number };
  /** Which version of another writer's the next value of the static secret may replace. Default: none. */
  readonly overVersion?: number;
  /** A target beside it with a key that a person has made, of which `TF_VAR_given_secret` is the secret. Default: none. */
  readonly given?: { readonly keyId: string; readonly version: number };
  /**
   * Custom secrets beside it, whose webhook is there, and of whose payload `TF_VAR_payload` is the first. Default: none.
   */
  readonly webhook?: { readonly create: string; readonly revoke: string; readonly rotate: string };
  /** The trigger of a machine user's key. Default: `1`. */
  readonly trigger?: string;
  /** Whether everything is imported by its id, for a state that knows of nothing. Default: false. */
  readonly imported?: boolean;
  /** Whether the static secret is replaced with create_before_destroy. Default: false. */
  readonly createBeforeDestroy?: boolean;
  /** What a person has pasted into it. Default: nothing. */
  readonly imports?: readonly ImportBlock[];
}

/**
 * For how long a replaced key of a machine user goes on working: longer than a cell lasts, and not so long that Terraform
 * and a provider of the time after it would not trust each other.
 */
export const MACHINE_GRACE_SECONDS = 2_400;

/** The path that an object has in a renamed configuration. */
export function renamedPath(path: string): string {
  return `${path}-renamed`;
}
