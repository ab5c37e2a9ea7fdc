/** What ARNs of the partitions have in common, so that most texts are searched only once for the rare ones. */
const SIGNS: readonly (readonly [string, readonly string[]])[] = [
  ["arn:aws:", ["aws"]],
  ["arn:aws-", ["aws-cn", "aws-us-gov", "aws-eusc"]],
];

/** The AWS partitions of which ARNs stand in a text. */
export class Partitions {
  readonly names = new Set<string>();

  /** Looks at some of the text. */
  look(text: Buffer): void {
    for (const [sign, partitions] of SIGNS) {
      if (partitions.every((partition) => this.names.has(partition)) || !text.includes(sign)) continue;
      for (const partition of partitions) {
        if (text.includes(`arn:${partition}:`)) this.names.add(partition);
      }
    }
  }
}
