import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Sha256 } from "@aws-crypto/sha256-js";
import {
  CancelRotateSecretCommand,
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  RotateSecretCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { SignatureV4 } from "@smithy/signature-v4";
import { versionId } from "../../support/aws/secrets-manager-scenarios.js";
import { AwsBench, awsError } from "../../support/aws-sandbox.js";

const SecretId = "machine";
const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"];
const DAY = 86_400;

interface RotationEvent {
  readonly Step: string;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

let bench: AwsBench;
const lambda = () => `arn:aws:lambda:us-east-1:${bench.sandbox.accountId}:function:rotate`;
beforeEach(async () => {
  bench = await AwsBench.open();
  await bench
    .secrets()
    .send(
      new CreateSecretCommand({ Name: SecretId, SecretString: "first", ClientRequestToken: versionId(1) }),
    );
});
afterEach(() => bench.close());

/** A rotation function in the form that AWS publishes as its template. */
async function rotate({ Step, SecretId: secret, ClientRequestToken: id }: RotationEvent): Promise<void> {
  const client = bench.secrets();
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: secret }));
  if (!VersionIdsToStages[id]) throw new Error("the version has no stage for rotation");
  if (VersionIdsToStages[id].includes("AWSCURRENT")) return;
  if (Step === "createSecret") {
    const pending = { SecretId: secret, VersionId: id, VersionStage: "AWSPENDING" };
    await client.send(new GetSecretValueCommand(pending)).catch(async (error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      await client.send(
        new PutSecretValueCommand({
          SecretId: secret,
          ClientRequestToken: id,
          SecretString: `of ${id}`,
          VersionStages: ["AWSPENDING"],
        }),
      );
    });
  }
  if (Step === "finishSecret") {
    const [current] =
      Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSCURRENT")) ?? [];
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secret,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: id,
        RemoveFromVersionId: current,
      }),
    );
  }
}

const request = (more: object = {}) =>
  bench.secrets().send(
    new RotateSecretCommand({
      SecretId,
      RotationLambdaARN: lambda(),
      ClientRequestToken: versionId(2),
      ...more,
    }),
  );
const value = async () => (await bench.secrets().send(new GetSecretValueCommand({ SecretId }))).SecretString;
const asked = () => bench.sandbox.rotations().map(({ step, attempt }) => `${step} ${attempt}`);

describe("a rotation", () => {
  test("asks the function for its four steps and ends with the new version current", async () => {
    bench.sandbox.provideFunction("rotate", rotate as (event: unknown) => unknown);
    await expect(request()).resolves.toMatchObject({ VersionId: versionId(2) });
    await bench.sandbox.rotationsDone();
    expect(asked()).toEqual(STEPS.map((step) => `${step} 1`));
    expect(await value()).toBe(`of ${versionId(2)}`);
    await expect(bench.secrets().send(new DescribeSecretCommand({ SecretId }))).resolves.toMatchObject({
      RotationLambdaARN: lambda(),
      LastRotatedDate: expect.any(Date),
      VersionIdsToStages: {
        [versionId(1)]: ["AWSPREVIOUS"],
        [versionId(2)]: expect.arrayContaining(["AWSCURRENT"]),
      },
    });
  });

  test.each(STEPS)(
    "that is killed in %s is tried anew from its first step, with the same version",
    async (killed) => {
      let left = 2;
      bench.sandbox.provideFunction("rotate", async (event) => {
        await rotate(event as RotationEvent);
        if ((event as RotationEvent).Step === killed && left-- > 0) throw new Error("killed");
      });
      await request();
      await bench.sandbox.rotationsDone();
      const before = STEPS.slice(0, STEPS.indexOf(killed) + 1);
      expect(asked()).toEqual([
        ...before.map((step) => `${step} 1`),
        ...before.map((step) => `${step} 2`),
        ...STEPS.map((step) => `${step} 3`),
      ]);
      expect(new Set(bench.sandbox.rotations().map(({ versionId: id }) => id))).toEqual(
        new Set([versionId(2)]),
      );
      expect(await value()).toBe(`of ${versionId(2)}`);
    },
  );

  test("that fails three times stays pending; the next request is refused, and takes it up again", async () => {
    bench.sandbox.provideFunction("rotate", () => {
      throw new Error("broken");
    });
    await request();
    await bench.sandbox.rotationsDone();
    expect(asked()).toEqual(["createSecret 1", "createSecret 2", "createSecret 3"]);
    expect(await value()).toBe("first");
    bench.sandbox.provideFunction("rotate", rotate as (event: unknown) => unknown);
    await expect(request({ ClientRequestToken: versionId(3) })).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: expect.stringContaining("previous rotation"),
    });
    await bench.sandbox.rotationsDone();
    expect(await value()).toBe(`of ${versionId(2)}`);
  });

  test("comes with the sandbox's clock, until it is cancelled", async () => {
    bench.sandbox.provideFunction("rotate", rotate as (event: unknown) => unknown);
    await request({ RotationRules: { AutomaticallyAfterDays: 30 } });
    await bench.sandbox.rotationsDone();
    await bench.clock.advance(29 * DAY);
    expect(asked()).toHaveLength(4);
    await bench.clock.advance(DAY);
    expect(asked()).toHaveLength(8);
    await bench.secrets().send(new CancelRotateSecretCommand({ SecretId }));
    await bench.clock.advance(60 * DAY);
    expect(asked()).toHaveLength(8);
    const { RotationEnabled } = await bench.secrets().send(new DescribeSecretCommand({ SecretId }));
    expect(RotationEnabled).toBe(false);
  });

  test.each([
    ["rate(10 days)", (now: Date) => new Date(now.getTime() + 10 * DAY * 1000)],
    [
      "cron(0 16 1 * ? *)",
      (now: Date) => firstAfter(now, (month) => new Date(Date.UTC(now.getUTCFullYear(), month, 1, 16))),
    ],
  ])("by %s tells when it is next", async (ScheduleExpression, next) => {
    bench.sandbox.provideFunction("rotate", rotate as (event: unknown) => unknown);
    await request({ RotationRules: { ScheduleExpression }, RotateImmediately: false });
    await bench.sandbox.rotationsDone();
    const { NextRotationDate } = await bench.secrets().send(new DescribeSecretCommand({ SecretId }));
    const off = Math.abs((NextRotationDate?.getTime() ?? 0) - next(bench.clock.now()).getTime());
    expect(off).toBeLessThan(60_000);
    expect(asked()).toEqual(["testSecret 1"]);
    expect(await value()).toBe("first");
  });

  test.each(["rate(3 hours)", "rate(5 minutes)", "cron(30 16 1 * ? *)", "cron(0 16 1 * * *)", "daily"])(
    "by %s is refused",
    async (ScheduleExpression) => {
      bench.sandbox.provideFunction("rotate", rotate as (event: unknown) => unknown);
      await expect(request({ RotationRules: { ScheduleExpression } })).rejects.toMatchObject(
        awsError("InvalidParameterException", 400),
      );
    },
  );

  test("without a function, or by one that is not there, is refused", async () => {
    await expect(request()).rejects.toMatchObject(awsError("AccessDeniedException", 400));
    await expect(bench.secrets().send(new RotateSecretCommand({ SecretId }))).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
  });
});

function firstAfter(now: Date, inMonth: (month: number) => Date): Date {
  const here = inMonth(now.getUTCMonth());
  return here > now ? here : inMonth(now.getUTCMonth() + 1);
}

describe("a function behind a URL", () => {
  let server: Server;
  const bodies: RotationEvent[] = [];
  beforeEach(async () => {
    bodies.length = 0;
    server = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const event = JSON.parse(Buffer.concat(chunks).toString()) as RotationEvent;
        bodies.push(event);
        rotate(event).then(
          () => response.end("null"),
          // As the runtime's emulator answers.
          () => response.end(JSON.stringify({ errorType: "Error", errorMessage: "failed" })),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    bench.sandbox.provideFunction(
      "rotate",
      `http://127.0.0.1:${port}/2015-03-31/functions/function/invocations`,
    );
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test("is posted the event as Lambda has it", async () => {
    const { ARN } = await request();
    await bench.sandbox.rotationsDone();
    expect(bodies).toEqual(
      STEPS.map((Step) => ({
        Step,
        SecretId: ARN,
        ClientRequestToken: versionId(2),
        RotationToken: expect.any(String),
      })),
    );
    expect(await value()).toBe(`of ${versionId(2)}`);
  });
});

describe("Lambda's Invoke", () => {
  /** As the official client sends it: the function's name or ARN in the path, percent-encoded. */
  async function invoke(
    name: string,
    event: unknown,
    credentials = bench.sandbox.deployer as { accessKeyId: string; secretAccessKey: string },
    type = "RequestResponse",
  ) {
    const { hostname, port } = new URL(bench.sandbox.url);
    const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
    const signer = new SignatureV4({ service: "lambda", region: "us-east-1", credentials, sha256: Sha256 });
    const { headers, body } = await signer.sign({
      method: "POST",
      protocol: "http:",
      hostname,
      path,
      headers: { host: `${hostname}:${port}`, "x-amz-invocation-type": type },
      body: JSON.stringify(event),
    });
    const answer = await fetch(`${bench.sandbox.url}${path}`, { method: "POST", headers, body });
    return {
      status: answer.status,
      failed: answer.headers.get("x-amz-function-error"),
      text: await answer.text(),
    };
  }

  test("calls a function by its name or its ARN, and tells a failure of it from one of the call", async () => {
    bench.sandbox.provideFunction("rotate", (event) => {
      if (event === "fail") throw new Error("failed");
      return { seen: event };
    });
    for (const name of ["rotate", lambda()]) {
      expect(await invoke(name, { a: 1 })).toEqual({ status: 200, failed: null, text: '{"seen":{"a":1}}' });
    }
    expect(await invoke("rotate", "fail")).toEqual({
      status: 200,
      failed: "Unhandled",
      text: '{"errorMessage":"failed","errorType":"Error"}',
    });
    expect(await invoke("rotate", {}, undefined, "DryRun")).toMatchObject({ status: 204 });
    expect(await invoke("ghost", {})).toMatchObject({ status: 404 });
    const nobody = await bench.user("nobody");
    const denied = await invoke("rotate", {}, nobody);
    expect(denied.status).toBe(403);
    expect(denied.text).toContain("lambda:InvokeFunction");
    expect(bench.sandbox.calls().at(-1)).toMatchObject({ service: "lambda", action: "Invoke", status: 403 });
  });
});
