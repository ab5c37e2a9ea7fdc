/** The partition that a region belongs to. */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" | "other" {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("us-iso") || region.startsWith("eu-isoe-") ? "other" : "aws";
}

/**
 * The regions at whose STS a new key is tried. One endpoint proves nothing about the others, so a second one, far from
 * most callers, is asked too; partitions have their own.
 */
export function provingRegions(region: string): readonly string[] {
  const second = { aws: "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1", other: region };
  return [...new Set([region, second[partitionOf(region)]])];
}

/** To which STS a proof of identity is addressed, and the region that its signature names. */
export function stsAddress(
  region: string,
  regional: boolean,
): { readonly url: string; readonly region: string } {
  const partition = partitionOf(region);
  if (partition === "aws" && !regional) return { url: "https://sts.amazonaws.com/", region: "us-east-1" };
  const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return { url: `https://sts.${region}.${domain}/`, region };
}
