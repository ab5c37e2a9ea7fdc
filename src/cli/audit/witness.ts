import type { AwsWitness } from "../../audit/index.js";
import { type AwsSettings, createDeployerAws, partitionOf } from "../../aws/index.js";

/** A region of each partition in which it has an STS. */
const REGIONS: { readonly [partition: string]: string | undefined } = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};

/** AWS as the audit asks it. `create` makes the clients; anything but the usual ones is for tests. */
export function awsWitness(
  settings: AwsSettings,
  warn: (message: string) => void,
  signal: AbortSignal,
  create = createDeployerAws,
): AwsWitness {
  const { iam, sts } = create(settings, warn);
  const options = { signal };
  const elsewhere = async (partitions: readonly string[]) => {
    // Whoever names an endpoint wants that one to be asked, and no other.
    if (settings.stsEndpoint !== null) return [];
    const { region: own } = await sts.signer();
    return partitions
      .flatMap((partition) => REGIONS[partition] ?? [])
      .filter((region) => partitionOf(region) !== partitionOf(own))
      .map((region) => create({ ...settings, region }, () => {}).sts);
  };
  return {
    async signAs(key, partitions) {
      const everywhere = [sts, ...(await elsewhere(partitions))];
      return (await Promise.all(everywhere.map((one) => one.whoIsEverywhere(key, options)))).flat();
    },
    caller: () => sts.callerIdentity(options),
    accountOf: (keyId) => sts.accountOf(keyId, options),
    ownerOf: (keyId) => iam.ownerOf(keyId, options),
    keysOf: (userName) => iam.keys(userName, options),
    userNames: () => iam.userNames(options),
    rootHasKeys: () => iam.rootHasKeys(options),
  };
}
