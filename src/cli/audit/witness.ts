import { type AwsWitness, knows, refuses, type SigningKey } from "../../audit/index.js";
import { type AwsSettings, createDeployerAws, partitionOf } from "../../aws/index.js";

/** A region of each partition in which it has an STS. */
const REGIONS = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-eusc": "eusc-de-east-1",
} as const;
type Partition = keyof typeof REGIONS;
const PARTITIONS = Object.keys(REGIONS) as Partition[];

/** AWS as the audit asks it. `create` makes the clients; anything but the usual ones is for tests. */
export function awsWitness(
  settings: AwsSettings,
  warn: (message: string) => void,
  signal: AbortSignal,
  create = createDeployerAws,
): AwsWitness {
  const { iam, sts } = create(settings, warn);
  const options = { signal };
  const silent = new Set<Partition>();
  const elsewhere = async (wanted: (partition: Partition) => boolean): Promise<Partition[]> => {
    // Whoever names an endpoint wants that one to be asked, and no other.
    if (settings.stsEndpoint !== null) return [];
    const own = partitionOf((await sts.signer()).region);
    return PARTITIONS.filter((partition) => partition !== own && wanted(partition));
  };
  const askAt = (partition: Partition, key: SigningKey) =>
    create({ ...settings, region: REGIONS[partition] }, () => {}).sts.whoIsEverywhere(key, options);
  return {
    async signAs(key, partitions) {
      const others = await elsewhere((partition) => partitions.includes(partition));
      const answers = others.map((partition) => askAt(partition, key));
      return (await Promise.all([sts.whoIsEverywhere(key, options), ...answers])).flat();
    },
    async signFarAway(key, partitions) {
      const far = await elsewhere((partition) => !partitions.includes(partition) && !silent.has(partition));
      const answers = far.map(async (partition) => {
        const told = await askAt(partition, key);
        // There may be no way there from here, which is found out once.
        if (!told.some((answer) => knows(answer) || refuses(answer))) silent.add(partition);
        return told;
      });
      return (await Promise.all(answers)).flat().filter(knows);
    },
    caller: () => sts.callerIdentity(options),
    accountOf: (keyId) => sts.accountOf(keyId, options),
    ownerOf: (keyId) => iam.ownerOf(keyId, options),
    keysOf: (userName) => iam.keys(userName, options),
    userNames: () => iam.userNames(options),
    rootHasKeys: () => iam.rootHasKeys(options),
  };
}
