import { Fn, type ITerraformDependable, Token } from "cdktf";
import { assumeRoles } from "./policy-documents.js";

/** A policy of the user whose document grows with each further role. */
export interface GrowingPolicy {
  /** What stands when the user has the policy. */
  readonly granted: ITerraformDependable;
  setDocument(document: string): void;
}

/**
 * @param after the policy that is to stand before this one; undefined for the first, which is the inline one
 * @param number which policy it is, counted from 1
 */
export type MakePolicy = (
  document: string,
  after: ITerraformDependable | undefined,
  number: number,
) => GrowingPolicy;

/**
 * How many characters of role ARNs the inline policy takes: all inline policies of a user share 2,048 characters, and the
 * one by which the user rotates its own keys takes some 450 of them.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const INLINE_ROOM = 1_300;
/** The same of a managed policy, which has 6,144 characters. */
const MANAGED_ROOM = 5_600;

/** An ARN that is known at apply only: of a role without a path, with the longest name that AWS allows. */
const LENGTH_OF_UNKNOWN = 95;
/** A list that is known at apply only is taken for one of so many roles. */
const LENGTH_OF_UNKNOWN_LIST = 5 * LENGTH_OF_UNKNOWN;
/** Two quotation marks and a comma. */
const AROUND = 3;

interface Part {
  readonly roleArns: (readonly string[])[];
  readonly tagged: (readonly string[])[];
  room: number;
  policy: GrowingPolicy | undefined;
}

/**
 * Which roles a user may assume, in as few policies as hold them. A role stays in the policy that it was first put
 * into, so that a further one changes no policy that is full.
 */
export class AssumeRolePolicies {
  readonly #parts: Part[] = [];
  readonly #partOf = new Map<string, Part>();

  constructor(private readonly make: MakePolicy) {}

  /** @returns What stands when the user may assume all of them. */
  grant(roleArns: readonly string[], tagSessions: boolean): ITerraformDependable {
    const lists = Token.isUnresolved(roleArns) ? [roleArns] : roleArns.map((arn) => [arn]);
    const touched = new Set(lists.map((list) => this.#put("roleArns", list)));
    if (tagSessions) for (const list of lists) touched.add(this.#put("tagged", list));
    if (touched.size === 0) touched.add(this.#parts[0] ?? this.#open());
    const written = this.#parts.filter((part) => touched.has(part)).map((part) => this.#write(part));
    // Each policy is made after the one before it.
    return (written.at(-1) as GrowingPolicy).granted;
  }

  #put(what: "roleArns" | "tagged", list: readonly string[]): Part {
    const key = `${what} ${String(list)}`;
    const known = this.#partOf.get(key);
    if (known) return known;
    const length = lengthOf(list);
    const last = this.#parts.at(-1);
    const part = last && last.room >= length ? last : this.#open();
    part[what].push(list);
    part.room -= length;
    this.#partOf.set(key, part);
    return part;
  }

  #open(): Part {
    const room = this.#parts.length === 0 ? INLINE_ROOM : MANAGED_ROOM;
    const part: Part = { roleArns: [], tagged: [], room, policy: undefined };
    this.#parts.push(part);
    return part;
  }

  #write(part: Part): GrowingPolicy {
    const document = Fn.jsonencode(assumeRoles(joined(part.roleArns), joined(part.tagged)));
    const place = this.#parts.indexOf(part);
    part.policy ??= this.make(document, this.#parts[place - 1]?.policy?.granted, place + 1);
    part.policy.setDocument(document);
    return part.policy;
  }
}

function lengthOf(list: readonly string[]): number {
  if (Token.isUnresolved(list)) return LENGTH_OF_UNKNOWN_LIST;
  return list.reduce(
    (sum, arn) => sum + AROUND + (Token.isUnresolved(arn) ? LENGTH_OF_UNKNOWN : arn.length),
    0,
  );
}

/** Several lists as one, each of which may be a reference to a whole list. */
function joined(lists: readonly (readonly string[])[]): readonly string[] {
  return lists.some((list) => Token.isUnresolved(list))
    ? Fn.distinct(Fn.concat([...lists]))
    : [...new Set(lists.flat())];
}
