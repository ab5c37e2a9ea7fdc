import type { ScanReport } from "../../../src/proof/canary/scan.js";
import type { ProcessReport } from "../../../src/proof/canary/search-processes.js";
import type { Home } from "../stack/stack.js";
import type { TerraformRun } from "../terraform/terraform-folder.js";
import type { Entry, KeySeen, Standing } from "../world/history.js";

/** The parts of a cell, in their order; not every cell has all of them. */
export const PARTS = ["before", "work", "again", "once more", "end"] as const;
export type Part = (typeof PARTS)[number];

/** How often each side effect took place, by its name. */
export type Counts = Readonly<Record<string, number>>;

/** Everything that a cell is judged by: what both systems recorded, what Terraform said, what was written. */
export interface CellRecord {
  /** The cell's own IAM users: those that are dedicated to its target, at one time or another. */
  readonly userNames: readonly string[];
  /** Path of the seeded target, or name of the secret in which a machine user's key lies. */
  readonly target: string;
  readonly home: Home;
  readonly entries: readonly Entry[];
  readonly runs: readonly TerraformRun[];
  /** How things stood at the end of each part. */
  readonly standings: { readonly [P in Part]?: Standing };
  /**
   * What the work and its repetition end in: a bootstrapped target, one that needs no key of the cell's users, a key in the
   * secret of a machine user, or nothing.
   */
  readonly endsIn: "a working target" | "a target without a key" | "a machine's key" | "nothing";
  /** The seed's id, as Terraform's state has it after the repetition. */
  readonly seedKeyId: string | undefined;
  /** Keys that a person made. */
  readonly foreignKeyIds: readonly string[];
  /** Keys that a person turned on or off, or deleted. */
  readonly keysTouchedByPerson: readonly string[];
  /** Keys of users that are none of the product's business, before and after. */
  readonly bystanders: { readonly before: readonly KeySeen[]; readonly after: readonly KeySeen[] };
  /**
   * Whom STS named after the repetition for a credential that the gateway issued, or for the key that readers of the
   * secret get; or why there was none.
   */
  readonly issuedFor: string | undefined;
  /** Names of objects and labels of the secret that are left at the end, and whether the user could be deleted. */
  readonly left: { readonly objects: readonly string[]; readonly user: "deleted" | string } | undefined;
  readonly scan: ScanReport;
  /** What the processes were given; undefined on a system that does not show it. */
  readonly given: ProcessReport | undefined;
  /** What the systems recorded that passed no proxy, or the other way round. */
  readonly gaps: readonly string[];
  readonly providersLeft: number;
  readonly quietSeconds: number;
  /** What the same work and its repetition do without a fault; undefined for a cell that has no such work. */
  readonly healthy: Counts | undefined;
  /** How many calls were struck; undefined where nothing was to be. */
  readonly strikes: number | undefined;
  /** Whether the gateway rotated by itself, which may find no room for its key while the seed is still there. */
  readonly rotatesByItself: boolean;
  /**
   * Whether a rotation fell between the reading of the gateway's key and its being sent back with another region: the
   * gateway takes the one only with the other, and nobody outside can close that gap.
   */
  readonly racedByRotation: boolean;
  /** Whether a process was killed, so that an error may be Terraform's own. */
  readonly processKilled: boolean;
  /** How often a rotation function failed or died, after which AWS calls it again; 0 for Terraform. */
  readonly failedCalls: number;
  isWrite(entry: Entry): boolean;
}

/** The keys of the cell's own users. */
export function ownKeys({ userNames }: CellRecord, { keys }: Standing): readonly KeySeen[] {
  return keys.filter((key) => userNames.includes(key.userName));
}

export function runOf({ runs }: CellRecord, part: Part): TerraformRun | undefined {
  return runs.find((run) => run.part === part);
}
