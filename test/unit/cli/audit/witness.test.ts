import type { StsAnswer } from "../../../../src/audit/index.js";
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

/** What far away STS are asked, and what comes of it, when they answer thus. */
async function farAway(times: number, answers: Readonly<Record<string, string>>, partitions: string[]) {
  const asked: string[] = [];
  const create = ({ region }: AwsSettings) =>
    ({
      sts: {
        signer: async () => ({ region }),
        whoIsEverywhere: async () => {
          asked.push(String(region));
          return [{ ok: false, code: answers[String(region)] ?? "InvalidClientTokenId" }];
        },
      },
    }) as unknown as DeployerAws;
  const witness = awsWitness(SETTINGS, () => {}, new AbortController().signal, create);
  const told: (readonly StsAnswer[])[] = [];
  for (let time = 0; time < times; time++) told.push(await witness.signFarAway(KEY, partitions));
  return { asked, told };
}

const FAR = ["cn-north-1", "us-gov-west-1", "eusc-de-east-1"];

test("asks far away in every partition that is neither its own nor named", async () => {
  expect((await farAway(1, {}, [])).asked).toEqual(FAR);
  expect((await farAway(1, {}, ["aws", "aws-cn"])).asked).toEqual(FAR.slice(1));
});

test("takes from far away only the word of those who know the key", async () => {
  const { told } = await farAway(
    1,
    { "cn-north-1": "SignatureDoesNotMatch", "us-gov-west-1": "ETIMEDOUT" },
    [],
  );
  expect(told).toEqual([[{ ok: false, code: "SignatureDoesNotMatch" }]]);
});

test("asks nobody far away again who has not answered", async () => {
  const { asked } = await farAway(3, { "cn-north-1": "ETIMEDOUT" }, []);
  expect(asked.filter((region) => region === "cn-north-1")).toHaveLength(1);
  expect(asked).toHaveLength(7);
});

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
