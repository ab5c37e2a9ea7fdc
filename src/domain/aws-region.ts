/** `us-east-2`, `us-gov-west-1`, `eusc-de-east-1`. Regions are added all the time, so only their shape is judged. */
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;
/** What SDKs call the partition's global endpoint. */
const GLOBAL = /^aws(?:-[a-z]+)*-global$/;

/** What is wrong with the name of an AWS region, in words that complete "… should …"; undefined when nothing is. */
export function awsRegionFlaw(region: string): string | undefined {
  return REGION.test(region)
    ? undefined
    : `should be an AWS region such as us-east-2, got ${JSON.stringify(region)}`;
}

/** {@link awsRegionFlaw} where a pseudo region such as `aws-global` will do, too. */
export function stsRegionFlaw(region: string): string | undefined {
  return GLOBAL.test(region) ? undefined : awsRegionFlaw(region);
}
