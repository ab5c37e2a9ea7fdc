import { SecretText } from "../../domain/secret-text.js";
import type { Attributes } from "../../vocabulary/index.js";
import type { AuthorMisfit } from "../author/encode.js";
import { type Members, membersOf } from "../members.js";
import { outcome } from "../outcome.js";
import { kindOf } from "../value/kind.js";
import type { Path } from "../value/path.js";
import type { TfObject } from "../value/value.js";
import type { AnyEphemeral } from "./definition.js";

/** The longest time that a timer of Terraform's may be asked to wait: a year. */
const LONGEST_SECONDS = 366 * 24 * 3600;

/** What an author's function gave. With any misfit it is not to be handed on. */
export interface HeldAnswer {
  readonly kept: unknown;
  readonly renewInSeconds: number | undefined;
  readonly misfits: AuthorMisfit[];
}

/** What `open` gave, with the object that Terraform is to see. */
export function openedBy(
  definition: AnyEphemeral<unknown>,
  decided: TfObject,
  told: unknown,
): HeldAnswer & { readonly result: TfObject } {
  const { attributes } = definition.table;
  const common = heldBy(definition, told);
  const { misfits } = common;
  const members = membersOf(told);
  const result = members ? members.result : told;
  return { ...common, result: outcome(attributes, decided, revealed(attributes, result, misfits), misfits) };
}

/** What `open` and `renew` may both give. */
export function heldBy({ renew }: AnyEphemeral<unknown>, told: unknown): HeldAnswer {
  const { kept, renewInSeconds }: Members = membersOf(told) ?? {};
  const misfits: AuthorMisfit[] = [];
  const flaw = plainDataFlaw(kept);
  if (flaw !== undefined) misfits.push({ path: [], text: `kept ${flaw}` });
  const isTime =
    typeof renewInSeconds === "number" && renewInSeconds > 0 && renewInSeconds <= LONGEST_SECONDS;
  if (renewInSeconds !== undefined && !isTime) {
    misfits.push({ path: [], text: "renewInSeconds should be a number of seconds, a year at most" });
  } else if (renewInSeconds !== undefined && !renew) {
    misfits.push({ path: [], text: "renewInSeconds should not be there without a renew()" });
  }
  return { kept, renewInSeconds: isTime ? renewInSeconds : undefined, misfits };
}

/** Secrets as Terraform gets them. This is where they leave for it: an ephemeral result is what it asked for. */
function revealed(attributes: Attributes, result: unknown, misfits: AuthorMisfit[]): unknown {
  const members = membersOf(result);
  if (!members) return result;
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      if (!(value instanceof SecretText)) return [name, value];
      if (Object.hasOwn(attributes, name) && attributes[name]?.sensitive) return [name, value.reveal()];
      const path: Path = [{ attribute: name }];
      misfits.push({ path, text: "is a SecretText, and its attribute should be sensitive" });
      return [name, ""];
    }),
  );
}

/** Why something does not survive the way to Terraform and back, in words that follow its name. */
function plainDataFlaw(value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === "string" || typeof value === "boolean")
    return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "holds no finite number";
  if (Array.isArray(value)) return value.map(plainDataFlaw).find((flaw) => flaw !== undefined);
  const kind = kindOf(value);
  if (kind !== "an object") return `should be plain data, and holds ${kind}`;
  return Object.values(value as object)
    .map(plainDataFlaw)
    .find((flaw) => flaw !== undefined);
}
