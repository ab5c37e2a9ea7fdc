/** What Terraform said at the end of an apply. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

const PROGRESS =
  /([\w-]+)\.\S+(?: \(([^)]*)\))?: (?:(Creation|Modifications|Destruction) complete after (\w+)|Still (creating|modifying|destroying)\.\.\. \[.*?(\w+) elapsed\])/;
const DONE: Readonly<Record<string, string>> = {
  Creation: "created",
  Modifications: "changed",
  Destruction: "destroyed",
};

/**
 * What a line of cdktf's output says about the progress of one resource, for a person: its type, its place in the
 * application and what became of it. Undefined for every other line.
 */
export function progressIn(line: string): string | undefined {
  const [, type, path, done, after, doing, elapsed] = PROGRESS.exec(line) ?? [];
  if (type === undefined) return undefined;
  const subject = `${type} ${path?.replace(/\/Resource$/, "") ?? ""}`.trim();
  return done ? `${subject} ${DONE[done]} (${after})` : `${subject} is ${doing} … (${elapsed})`;
}

/** How many resources an apply or destroy has changed, if it came to an end. */
export function changesIn(output: string): Changes | undefined {
  const apply =
    /Apply complete! Resources:(?: \d+ imported,)? (\d+) added, (\d+) changed, (\d+) destroyed/.exec(output);
  if (apply) return { added: Number(apply[1]), changed: Number(apply[2]), destroyed: Number(apply[3]) };
  const destroy = /Destroy complete! Resources: (\d+) destroyed/.exec(output);
  return destroy ? { added: 0, changed: 0, destroyed: Number(destroy[1]) } : undefined;
}

/** Whether Terraform found nothing to do. */
export function foundNoChanges(output: string): boolean {
  return output.includes("No changes. Your infrastructure matches the configuration.");
}

/** The part of the output that says what went wrong, without decoration; the last lines if nothing is marked so. */
export function errorIn(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.replace(/^[\s╷│╵]+/, "").trimEnd())
    .filter((line) => line !== "" && !/^(\d+ Stacks? |[⠀-⣿] )/.test(line));
  const first = lines.findIndex((line) => /(^|\s)Error: /.test(line));
  return (first < 0 ? lines.slice(-12) : lines.slice(first, first + 24)).join("\n");
}
