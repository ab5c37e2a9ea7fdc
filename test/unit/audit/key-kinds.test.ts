import { inquire, withoutAsking } from "../../../src/audit/index.js";
import type { Clock } from "../../../src/domain/clock.js";
import { fakeAws, foundKey, secretNamed, WRONG_SECRET } from "../../support/audit/fake-aws.js";
import { madeUpKey } from "../../support/audit/keys.js";
import { scanOf, textSource } from "../../support/audit/reading.js";
import { runAudit } from "../../support/audit/run-audit.js";
import { keyIn, scanned, secretsFor } from "../../support/audit/scanned.js";

const key = madeUpKey(1);
const CLOCK = { now: () => new Date("2030-01-01T00:00:00Z"), sleep: async () => {} } as unknown as Clock;

describe("a secret that is joined with its key is found", () => {
  test.each<[string, string]>([
    ["by a hyphen", `${key.id}-${key.secret}`],
    ["by an underscore", `x=${key.id}_${key.secret}`],
    ["by a stroke", `${key.id}/${key.secret}`],
    ["by a colon", `${key.id}:${key.secret}`],
    ["before it, by a hyphen", `${key.secret}-${key.id}`],
    ["before it, by an underscore", `${key.secret}_${key.id}`],
    [
      "in base64",
      Buffer.from(`user ${key.id}-${key.secret} of the pipeline, which is long`).toString("base64"),
    ],
    ["by names with a hyphen", `ci-id = "${key.id}"\nci-secret = "${key.secret}"\n`],
    ["by names with an underscore", `ci_id: ${key.id}\nci_secret: ${key.secret}\n`],
    ["by names in camel case", `{"accessKeyId":"${key.id}","secretAccessKey":"${key.secret}"}`],
  ])("%s", (_how, text) => {
    expect(secretsFor(scanned(text), key.id)[0]).toBe(key.secret);
    expect(keyIn(scanned(text), key.id).candidates[0]).toMatchObject({ beside: true, plausible: true });
  });
});

test("what stands for a key in documents is none", () => {
  const texts = [
    "AKIAXXXXXXXXXXXXXXXX",
    "AKIA0000000000000000",
    "ASIA1234567890ABCDEF",
    "AKIAYOURKEYGOESHERE2",
    "AKIAEXAMPLEEXAMPLE22",
    "AKIAIOSFODNN7EXAMPLE",
  ];
  for (const text of texts) expect(scanned(`id = "${text}"`).keys.size).toBe(0);
  expect(scanned(`id = "${key.id}"`).keys.size).toBe(1);
});

test("credentials of services are named by their kind, masked, and not asked about", async () => {
  const ids = ["ABIA2CWDPS2MEIW75IYC", "ACCA2CWDPS2MEIW75IYC"];
  const scan = await scanOf(textSource("s", ids.join("\n")));
  const keys = scan.ledger.keys();
  expect(keys.map(({ id, kind }) => [id, kind])).toEqual([
    [ids[0], "service bearer token"],
    [ids[1], "service-specific credential"],
  ]);
  for (const judgement of withoutAsking(keys)) {
    expect(judgement).toMatchObject({
      verdict: "unknown",
      usable: true,
      evidence: expect.stringMatching(/service/),
    });
  }
});

test("API keys of Bedrock are named, masked, and taken for open, because they are secrets themselves", async () => {
  const long = `ABSK${Buffer.from(`BedrockAPIKey-ab12-at-111122223333:${"x7Qp".repeat(20)}`)
    .toString("base64")
    .slice(0, 128)}`;
  const short = `bedrock-api-key-${Buffer.from(`bedrock.amazonaws.com/?Action=CallWithBearerToken&${"y".repeat(300)}`).toString("base64")}`;
  const text = `AWS_BEARER_TOKEN_BEDROCK=${long}\nexport KEY="${short}"\n`;
  const keys = (await scanOf(textSource("s", text))).ledger.keys();
  expect(keys.map(({ kind }) => kind)).toEqual(["Bedrock API key", "Bedrock API key"]);
  for (const judgement of withoutAsking(keys)) {
    expect(judgement).toMatchObject({ verdict: "unknown", usable: true, secret: "beside" });
  }
  const { stdout, code } = await runAudit(["-", "--offline"], { stdin: text });
  expect(code).toBe(2);
  for (const secret of [long, short.replace(/=+$/, "")]) {
    expect(stdout).toContain(`${secret.slice(0, 4)}…`);
    expect(stdout).not.toContain(secret.slice(5, 60));
  }
});

describe("that no secret fits is said of all that were found, or of how many that were tried", () => {
  const evidence = async (more: Parameters<typeof foundKey>[0]) => {
    const { witness } = fakeAws({
      signAs: async () => [WRONG_SECRET],
      accountOf: async () => "999988887777",
    });
    const signal = new AbortController().signal;
    const [judgement] = await inquire([foundKey(more)], witness, {
      clock: CLOCK,
      signal,
      progress: () => {},
    });
    return judgement;
  };
  test("all", async () => {
    const told = await evidence({ secrets: [secretNamed("a")], secretsSeen: 1 });
    expect(told).toMatchObject({
      secret: "none",
      evidence: expect.stringContaining("no secret that was found is its own"),
    });
  });
  test("some", async () => {
    const told = await evidence({ secrets: [secretNamed("a"), secretNamed("b")], secretsSeen: 601 });
    expect(told).toMatchObject({
      secret: "elsewhere",
      evidence: expect.stringContaining(
        "none of the 2 secrets that were tried of 601 that were found is its own",
      ),
    });
  });
  test("as a scan counts them", async () => {
    const secrets = Array.from(
      { length: 601 },
      (_, number) => `secret_${number} = "${madeUpKey(number).secret}"`,
    );
    const text = `id = "${key.id}"\n${"\n".repeat(70_000)}${secrets.join("\n")}`;
    const [found] = (await scanOf(textSource("s", text))).ledger.keys();
    expect(found).toMatchObject({ secretsSeen: 601 });
    expect(found?.secrets).toHaveLength(8);
  });
});
