import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { SECRETS_SCENARIOS, versionId } from "../../support/aws/secrets-manager-scenarios.js";
import { AwsBench, awsError } from "../../support/aws-sandbox.js";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

describe("Secrets Manager, as moto has it, too", () => {
  test.each(SECRETS_SCENARIOS)("$name", async ({ run }) => {
    await run(bench.secrets(), "latchkey");
  });
});

describe("versions", () => {
  const SecretId = "app";
  const put = (number: number, VersionStages?: string[]) =>
    bench.secrets().send(
      new PutSecretValueCommand({
        SecretId,
        SecretString: `value ${number}`,
        ClientRequestToken: versionId(number),
        VersionStages,
      }),
    );
  beforeEach(async () => {
    await bench.secrets().send(new CreateSecretCommand({ Name: SecretId }));
  });

  test("the first value is current, whatever its labels", async () => {
    await expect(put(1, ["mine"])).resolves.toMatchObject({ VersionStages: ["AWSCURRENT", "mine"] });
  });

  test("one that has lost its labels is deprecated: listed only on request", async () => {
    for (const number of [1, 2, 3]) await put(number);
    const listed = async (IncludeDeprecated: boolean) => {
      const { Versions = [] } = await bench
        .secrets()
        .send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated }));
      return Versions.map(({ VersionId }) => VersionId);
    };
    expect(await listed(false)).toEqual([versionId(2), versionId(3)]);
    expect(await listed(true)).toEqual([versionId(1), versionId(2), versionId(3)]);
    const { VersionIdsToStages } = await bench.secrets().send(new DescribeSecretCommand({ SecretId }));
    expect(Object.keys(VersionIdsToStages ?? {})).toEqual([versionId(2), versionId(3)]);
  });

  test("a secret has a hundred versions, and only those older than a day make room for more", async () => {
    for (let number = 1; number <= 100; number += 1) await put(number);
    await expect(put(101)).rejects.toMatchObject(awsError("LimitExceededException", 400));
    await bench.clock.advance(86_400);
    await put(101);
    await expect(
      bench.secrets().send(new GetSecretValueCommand({ SecretId, VersionId: versionId(1) })),
    ).rejects.toMatchObject(awsError("ResourceNotFoundException", 400));
  });

  test("a secret has twenty labels at the most", async () => {
    await put(
      1,
      Array.from({ length: 19 }, (_, at) => `label ${at}`),
    );
    await expect(put(2, ["one too many"])).rejects.toMatchObject(awsError("LimitExceededException", 400));
  });

  test("AWSCURRENT cannot be taken off, nor a label from a version that does not have it", async () => {
    await put(1);
    const refused = { name: "InvalidParameterException" };
    for (const VersionStage of ["AWSCURRENT", "AWSPREVIOUS"]) {
      await expect(
        bench.secrets().send(
          new UpdateSecretVersionStageCommand({
            SecretId,
            VersionStage,
            RemoveFromVersionId: versionId(1),
          }),
        ),
      ).rejects.toMatchObject(refused);
    }
  });

  test("a version and a label that do not belong together are refused", async () => {
    await put(1);
    await put(2);
    await expect(
      bench
        .secrets()
        .send(new GetSecretValueCommand({ SecretId, VersionId: versionId(1), VersionStage: "AWSCURRENT" })),
    ).rejects.toMatchObject(awsError("InvalidRequestException", 400));
  });

  test("reading leaves the day of it behind", async () => {
    await put(1);
    await bench.secrets().send(new GetSecretValueCommand({ SecretId }));
    const { LastAccessedDate } = await bench.secrets().send(new DescribeSecretCommand({ SecretId }));
    expect(LastAccessedDate?.toISOString()).toBe(
      `${bench.clock.now().toISOString().slice(0, 10)}T00:00:00.000Z`,
    );
  });
});

describe("a secret that is deleted", () => {
  const SecretId = "gone";
  beforeEach(async () => {
    await bench.secrets().send(new CreateSecretCommand({ Name: SecretId, SecretString: "1" }));
    await bench.secrets().send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  });

  test("keeps its name, and everything but describing and restoring is refused in AWS's words", async () => {
    const marked = {
      name: "InvalidRequestException",
      message: expect.stringContaining("because it was marked for deletion"),
    };
    for (const command of [
      new GetSecretValueCommand({ SecretId }),
      new PutSecretValueCommand({ SecretId, SecretString: "2" }),
      new RotateSecretCommand({ SecretId }),
      new DeleteSecretCommand({ SecretId }),
    ]) {
      await expect(bench.secrets().send(command as DeleteSecretCommand)).rejects.toMatchObject(marked);
    }
    await expect(bench.secrets().send(new CreateSecretCommand({ Name: SecretId }))).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: expect.stringContaining("scheduled for deletion"),
    });
  });

  test("is gone when the window is over", async () => {
    await bench.clock.advance(7 * 86_400 - 60);
    await bench.secrets().send(new DescribeSecretCommand({ SecretId }));
    await bench.clock.advance(60);
    await expect(bench.secrets().send(new DescribeSecretCommand({ SecretId }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("what the sandbox keeps of a call", () => {
  test("no value, in any record; the value is known as a secret", async () => {
    const client = bench.secrets();
    await client.send(new CreateSecretCommand({ Name: "app", SecretString: "correct horse battery" }));
    await client.send(
      new PutSecretValueCommand({ SecretId: "app", SecretBinary: Buffer.from("staple ".repeat(4)) }),
    );
    expect(bench.sandbox.calls().map(({ service, action, write }) => [service, action, write])).toEqual([
      ["secretsmanager", "CreateSecret", true],
      ["secretsmanager", "PutSecretValue", true],
    ]);
    expect(bench.sandbox.calls()[0]?.parameters).toMatchObject({ Name: "app", SecretString: "[secret]" });
    const kept = JSON.stringify(bench.sandbox.calls());
    const staple = Buffer.from("staple ".repeat(4)).toString("base64");
    for (const value of ["correct horse battery", staple]) {
      expect(kept).not.toContain(value);
      expect(bench.sandbox.issuedSecrets()).toContain(value);
    }
  });

  test("a planned answer comes before anything is done, a lost reply after it", async () => {
    const client = bench.secrets();
    bench.sandbox.answerNext("CreateSecret", { error: "ThrottlingException" });
    bench.sandbox.answerNext("CreateSecret", { replyLost: true });
    const create = () => client.send(new CreateSecretCommand({ Name: "app", SecretString: "1" }));
    await expect(create()).rejects.toMatchObject(awsError("ThrottlingException", 400));
    await expect(client.send(new DescribeSecretCommand({ SecretId: "app" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(create()).rejects.toThrow();
    await expect(client.send(new DescribeSecretCommand({ SecretId: "app" }))).resolves.toMatchObject({
      Name: "app",
    });
    expect(bench.sandbox.calls().map(({ status, error }) => [status, error])).toEqual([
      [400, "ThrottlingException"],
      [400, "ResourceNotFoundException"],
      [0, null],
      [200, null],
    ]);
  });
});
