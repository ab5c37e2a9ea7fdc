import { BlockList, isIP } from "node:net";
import type { ConditionContext } from "./context.js";
import { matchesArn, patternMatches, readPattern, readText } from "./pattern.js";

/** Compares one value of the request with one value of the policy. */
type Comparison = (seen: string, wanted: string, context: ConditionContext | undefined) => boolean;

/** An operator of a condition block. A negated one holds where its positive twin does not, absent keys included. */
export interface Operator {
  readonly name: string;
  readonly negated: boolean;
  /** Undefined for `Null`, which asks only whether the key is there. */
  readonly compare: Comparison | undefined;
}

const equal: Comparison = (seen, wanted, context) => readText(wanted, context) === seen;
const equalIgnoringCase: Comparison = (seen, wanted, context) =>
  readText(wanted, context)?.toLowerCase() === seen.toLowerCase();
const like: Comparison = (seen, wanted, context) => {
  const pattern = readPattern(wanted, context);
  return pattern !== undefined && patternMatches(pattern, seen);
};
const arnLike: Comparison = (seen, wanted, context) => {
  const pattern = readPattern(wanted, context);
  return pattern !== undefined && matchesArn(pattern, seen);
};
const bool: Comparison = (seen, wanted) => seen.toLowerCase() === wanted.toLowerCase();
const ipAddress: Comparison = (seen, wanted) => {
  const [network = "", bits] = wanted.split("/", 2);
  const family = isIP(network) === 6 ? "ipv6" : "ipv4";
  const list = new BlockList();
  if (bits === undefined) list.addAddress(network, family);
  else list.addSubnet(network, Number(bits), family);
  return list.check(seen, isIP(seen) === 6 ? "ipv6" : "ipv4");
};

const compared =
  (value: (text: string) => number, holds: (seen: number, wanted: number) => boolean): Comparison =>
  (seen, wanted) =>
    holds(value(seen), value(wanted));
const instant = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const ORDER = {
  Equals: (seen: number, wanted: number) => seen === wanted,
  LessThan: (seen: number, wanted: number) => seen < wanted,
  LessThanEquals: (seen: number, wanted: number) => seen <= wanted,
  GreaterThan: (seen: number, wanted: number) => seen > wanted,
  GreaterThanEquals: (seen: number, wanted: number) => seen >= wanted,
};

function both(name: string, negation: string, compare: Comparison): readonly Operator[] {
  return [
    { name, negated: false, compare },
    { name: negation, negated: true, compare },
  ];
}

/** Every operator, by its name in lower case. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [
    ...both("StringEquals", "StringNotEquals", equal),
    ...both("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", equalIgnoringCase),
    ...both("StringLike", "StringNotLike", like),
    ...both("ArnEquals", "ArnNotEquals", arnLike),
    ...both("ArnLike", "ArnNotLike", arnLike),
    ...both("IpAddress", "NotIpAddress", ipAddress),
    { name: "Bool", negated: false, compare: bool },
    { name: "Null", negated: false, compare: undefined },
    ...Object.entries(ORDER).flatMap(([order, holds]) => [
      { name: `Numeric${order}`, negated: false, compare: compared(Number, holds) },
      { name: `Date${order}`, negated: false, compare: compared(instant, holds) },
    ]),
    { name: "NumericNotEquals", negated: true, compare: compared(Number, ORDER.Equals) },
    { name: "DateNotEquals", negated: true, compare: compared(instant, ORDER.Equals) },
  ].map((operator) => [operator.name.toLowerCase(), operator]),
);

/** Operators of AWS that the sandbox does not evaluate. */
export const UNEVALUATED: ReadonlySet<string> = new Set(["binaryequals"]);

/** An operator by its name, in any case; undefined if there is none of that name. */
export function operatorNamed(name: string): Operator | undefined {
  return OPERATORS.get(name.toLowerCase());
}
