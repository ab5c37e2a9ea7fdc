import type { AwsSettings, DeployerAws } from "../../../../src/aws/index.js";
import { awsWitness } from "../../../../src/cli/audit/witness.js";
import { SecretText } from "../../../../src/domain/secret-text.js";

const SETTINGS: AwsSettings = {
  region: "eu-west-1",
  profile: null,
  assumeRoleArn: null,
  assumeRoleExternalId: null,
  iamEndpoint: null,
  stsEndpoint: null,
  regionalSts: false,
  userAgent: ["latchkey", "0.0.0"],
};
const KEY = { keyId: "AKIAABCDEFGHIJKLMNOP", secret: new SecretText("s") };

/** Which regions are asked about a key of these partitions. */
async function regionsAsked(
  settings: Partial<AwsSettings>,
  partitions: readonly string[],
): Promise<string[]> {
  const create = ({ region }: AwsSettings) =>
    ({
      sts: {
        signer: async () => ({ region }),
        whoIsEverywhere: async () => [{ ok: false, code: region }],
      },
    }) as unknown as DeployerAws;
  const signal = new AbortController().signal;
  const witness = awsWitness({ ...SETTINGS, ...settings }, () => {}, signal, create);
  const answers = await witness.signAs(KEY, partitions);
  return answers.map((answer) => (answer.ok ? "" : answer.code));
}

test.each<[string, Partial<AwsSettings>, string[], string[]]>([
  ["its own partition only", {}, ["aws"], ["eu-west-1"]],
  ["its own partition where none is named", {}, [], ["eu-west-1"]],
  ["others that are named, too", {}, ["aws", "aws-us-gov"], ["eu-west-1", "us-gov-west-1"]],
  ["the usual one from within China", { region: "cn-northwest-1" }, ["aws"], ["cn-northwest-1", "us-east-1"]],
  ["no partition that it does not know", {}, ["aws-iso"], ["eu-west-1"]],
  ["nobody but the endpoint that it is given", { stsEndpoint: "http://x" }, ["aws-cn"], ["eu-west-1"]],
])("asks %s", async (_whom, settings, partitions, regions) => {
  expect(await regionsAsked(settings, partitions)).toEqual(regions);
});
