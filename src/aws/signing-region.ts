/** Where IAM of a partition is, whatever the region in which one works: by what the names of its regions begin with. */
const HOMES_OF_IAM: readonly (readonly [prefix: string, home: string])[] = [
  ["cn-", "cn-north-1"],
  ["us-gov-", "us-gov-west-1"],
  ["us-isob-", "us-isob-east-1"],
  ["us-isof-", "us-isof-south-1"],
  ["us-iso-", "us-iso-east-1"],
  ["eu-isoe-", "eu-isoe-west-1"],
  ["eusc-", "eusc-de-east-1"],
];

/** A name of AWS's own for STS with its region in it, that of an interface endpoint too. */
const STS_OF_REGION = /(?:^|\.)sts(?:-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\./;

/**
 * The region that requests to IAM are signed for. The SDK knows it where it chooses the endpoint itself, and takes the
 * region of everything else where a custom one is set, which IAM refuses.
 */
export function iamSigningRegion(region: string): string {
  return HOMES_OF_IAM.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "us-east-1";
}

/** The region that requests to STS are signed for: of the endpoint, where its name tells one. */
export function stsSigningRegion(region: string, endpoint: string | null): string {
  if (endpoint === null) return region;
  const { hostname } = new URL(endpoint);
  if (hostname === "sts.amazonaws.com") return "us-east-1";
  return STS_OF_REGION.exec(hostname)?.[1] ?? region;
}
