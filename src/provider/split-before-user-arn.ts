import { parseIamUserArn } from "../domain/iam-user-arn.js";

/**
 * What stands before `,ARN` and the ARN of an IAM user, of a text that ends with one: at the first comma behind which
 * all is an ARN, for a user's name may hold commas, too. Undefined where there is none.
 */
export function splitBeforeUserArn(text: string): [before: string, arn: string] | undefined {
  for (let comma = text.indexOf(",arn:"); comma !== -1; comma = text.indexOf(",arn:", comma + 1)) {
    const arn = text.slice(comma + 1);
    if (parseIamUserArn(arn)) return [text.slice(0, comma), arn];
  }
  return undefined;
}
