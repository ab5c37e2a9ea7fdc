/** What Terraform said at the end of an apply. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

/** One resource that is done. */
export interface ResourceDone {
  readonly address: string;
  readonly what: "created" | "changed" | "destroyed";
  /** As Terraform writes it, such as `12s`. */
  readonly after: string;
}

const DONE = /([\w-]+\.[\w.-]+(?:\[[^\]]*\])?): (Creation|Modifications|Destruction) complete after (\w+)/;
const WORD = { Creation: "created", Modifications: "changed", Destruction: "destroyed" } as const;
const LONGEST_MESSAGE = 400;

/**
 * Recognises finished resources in the output of `cdktf deploy` line by line. The command breaks long lines where a
 * terminal would, so what is looked for may be spread over two of them.
 */
export class ResourceWatch {
  #pending = "";

  see(line: string): ResourceDone | undefined {
    this.#pending = `${this.#pending} ${line}`.replace(/\s+/g, " ").slice(-LONGEST_MESSAGE);
    const found = DONE.exec(this.#pending);
    if (!found) return undefined;
    this.#pending = this.#pending.slice(found.index + found[0].length);
    const [, address = "", verb = "Creation", after = ""] = found;
    return { address, what: WORD[verb as keyof typeof WORD], after };
  }
}

/** How many resources an apply or destroy has changed, if it came to an end. */
export function changesIn(output: string): Changes | undefined {
  const text = output.replace(/\s+/g, " ");
  const apply =
    /Apply complete! Resources:(?: \d+ imported,)? (\d+) added, (\d+) changed, (\d+) destroyed/.exec(text);
  if (apply) return { added: Number(apply[1]), changed: Number(apply[2]), destroyed: Number(apply[3]) };
  const destroy = /Destroy complete! Resources: (\d+) destroyed/.exec(text);
  return destroy ? { added: 0, changed: 0, destroyed: Number(destroy[1]) } : undefined;
}

/** Whether Terraform found nothing to do. */
export function foundNoChanges(output: string): boolean {
  return /No changes\. Your infrastructure matches the configuration\./.test(output.replace(/\s+/g, " "));
}

/** The part of the output that says what went wrong, without decoration; the last lines if nothing is marked so. */
export function errorIn(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.replace(/^[\s╷│╵]+/, "").trimEnd())
    .filter((line) => line !== "" && !/^\d+ Stacks? deploying/.test(line));
  const first = lines.findIndex((line) => /^Error:/.test(line));
  return (first < 0 ? lines.slice(-12) : lines.slice(first, first + 24)).join("\n");
}
