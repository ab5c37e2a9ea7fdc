import type { AwsTarget, KeptTarget, StoredTarget } from "./records/target.js";
import { GatewayRefusal } from "./refusal.js";

/** The target as one of AWS; 400 for any other. */
export function ofAws(target: StoredTarget): AwsTarget {
  if (target.kind !== "aws") throw otherType(target);
  return target;
}

/** The target as one that is kept under the word `word`; 400 for any other. */
export function ofKind(target: StoredTarget, word: string): KeptTarget {
  if (target.kind !== "kept" || target.of.word !== word) throw otherType(target);
  return target;
}

const otherType = ({ name }: StoredTarget): GatewayRefusal =>
  new GatewayRefusal(400, `target ${name} is of another type`);
