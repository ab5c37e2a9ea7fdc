/** A set of regions with accounts, STS and endpoints of its own. */
type Partition = "aws" | "aws-cn" | "aws-us-gov" | "aws-eusc" | "other";

/** By what the names of its regions begin with. */
const PREFIXES: readonly (readonly [string, Partition])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso", "other"],
  ["eu-isoe-", "other"],
];

/** The partition that a region belongs to. */
export function partitionOf(region: string): Partition {
  return PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

/**
 * The regions at whose STS a new key is tried. One endpoint proves nothing about the others, so a second one, far from
 * most callers, is asked too; partitions have their own.
 */
export function provingRegions(region: string): readonly string[] {
  const second = {
    aws: "us-east-1",
    "aws-cn": "cn-north-1",
    "aws-us-gov": "us-gov-west-1",
    "aws-eusc": "eusc-de-east-1",
    other: region,
  };
  return [...new Set([region, second[partitionOf(region)]])];
}

/** To which STS a proof of identity is addressed, and the region that its signature names. */
export function stsAddress(
  region: string,
  regional: boolean,
): { readonly url: string; readonly region: string } {
  const partition = partitionOf(region);
  if (partition === "aws" && !regional) return { url: "https://sts.amazonaws.com/", region: "us-east-1" };
  const domains: { readonly [P in Partition]?: string } = {
    "aws-cn": "amazonaws.com.cn",
    "aws-eusc": "amazonaws.eu",
  };
  return { url: `https://sts.${region}.${domains[partition] ?? "amazonaws.com"}/`, region };
}
