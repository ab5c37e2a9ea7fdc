import { z } from "zod";
import { gatewayPathFlaw, normalizedGatewayPath } from "../domain/gateway-path.js";
import { parseIamUserArn } from "../domain/iam-user-arn.js";
import { DEFAULT_QUIET_SECONDS } from "../domain/quiet-period.js";
import { Fault } from "../errors/fault.js";
import type { SeedSubject } from "../seed/index.js";

/** A target whose seed is retired after runs. */
export interface HookTarget {
  /** Workspace whose runs it belongs to: its id, its name, or `organization/name`. Null: every workspace. */
  readonly workspace: string | null;
  readonly subject: SeedSubject;
  readonly rotator: string;
  /** Null: found out at each run. */
  readonly seedKeyId: string | null;
  readonly quietSeconds: number;
  /** Dynamic producer whose credential proves the working key where the target's details cannot be read, or null. */
  readonly proofProducer: string | null;
}

/** The workspace of a run, as HCP Terraform tells it. */
export interface RunWorkspace {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
}

/** A run task's token lives ten minutes; the quiet period has to leave room for two proofs and a rotation. */
const LONGEST_QUIET_SECONDS = 300;
const DISCOVER = "discover";

const path = z.string().superRefine((text, { addIssue }) => {
  const flaw = gatewayPathFlaw(text);
  if (flaw !== undefined) addIssue(flaw);
});

const userArn = z.string().transform((text, { addIssue }) => {
  const user = parseIamUserArn(text);
  if (user) return user;
  addIssue(`should be the ARN of an IAM user, got ${JSON.stringify(text)}`);
  return z.NEVER;
});

const seedKeyId = z.string().refine((text) => text === DISCOVER || /^[A-Z0-9]{16,128}$/.test(text), {
  error: `should be the id of an access key, or "${DISCOVER}"`,
});

const target = z
  .strictObject({
    workspace: z.string().min(1, "should not be empty").optional(),
    target: path,
    rotator: path,
    seed_user_arn: userArn,
    seed_key_id: seedKeyId.default(DISCOVER),
    quiet_period_seconds: z
      .int("should be a whole number")
      .min(0, "should be 0 or more")
      .max(LONGEST_QUIET_SECONDS, `should be ${LONGEST_QUIET_SECONDS} or less, to fit into a run task`)
      .default(DEFAULT_QUIET_SECONDS),
    proof_producer: path.optional(),
  })
  .transform(
    (told): HookTarget => ({
      workspace: told.workspace ?? null,
      subject: { user: told.seed_user_arn, target: normalizedGatewayPath(told.target) },
      rotator: normalizedGatewayPath(told.rotator),
      seedKeyId: told.seed_key_id === DISCOVER ? null : told.seed_key_id,
      quietSeconds: told.quiet_period_seconds,
      proofProducer: told.proof_producer === undefined ? null : normalizedGatewayPath(told.proof_producer),
    }),
  );

const file = z.strictObject({ targets: z.array(target).min(1, "should name one target at least") });

/**
 * Reads the targets from what a file (or a command line) held. `origin` names it in the fault.
 *
 * @throws Fault HOOK_TARGETS_MALFORMED, which names every flaw with its place.
 */
export function targetsFrom(data: unknown, origin: string): readonly HookTarget[] {
  const { success, data: told, error } = file.safeParse(data);
  const flaws = success
    ? repetitions(told.targets)
    : error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`);
  if (success && flaws.length === 0) return told.targets;
  throw new Fault("HOOK_TARGETS_MALFORMED", {
    doing: `reading the targets of ${origin}`,
    seen: flaws.join("; "),
    state: "Nothing was started.",
  });
}

function repetitions(targets: readonly HookTarget[]): string[] {
  const paths = targets.map(({ subject }) => subject.target);
  return paths.flatMap((path, index) =>
    paths.indexOf(path) < index ? [`${placeOf(["targets", index, "target"])}: ${path} stands twice`] : [],
  );
}

/** The targets that a run of this workspace is about. */
export function targetsOfRun(targets: readonly HookTarget[], { id, name, organization }: RunWorkspace) {
  const names = [id, name, `${organization}/${name}`];
  return targets.filter(({ workspace }) => workspace === null || names.includes(workspace));
}

/** `targets[0].rotator` */
function placeOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text.replace(/^\./, "") || "the whole";
}
