import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { ExampleFolder } from "../support/constructs/example-folder.js";

jest.setTimeout(300_000);

const withAws = awsProviderOrNotice() ? describe : describe.skip;
const SUCCESS = expect.objectContaining({ code: 0 });

// The database, its webhook and the application are deployed, used and judged by quickstart.test.ts: the story of 002.
withAws("secrets of systems that the gateway does not know", () => {
  let sandbox: Sandbox;
  let folder: ExampleFolder;
  beforeAll(async () => {
    sandbox = await startSandbox();
    folder = await ExampleFolder.open(sandbox.environment);
  });
  afterAll(async () => {
    folder.remove();
    await sandbox.close();
  });

  test("the real AWS provider plans a webhook that is a Lambda function, with a route and a permission for each call", async () => {
    const place = mkdtempSync(join(tmpdir(), "latchkey-function-"));
    try {
      writeFileSync(join(place, "webhook.zip"), "");
      expect(
        await folder.program("webhooks/api-keys/stack.ts", {
          WEBHOOK_ZIP: join(place, "webhook.zip"),
        }),
      ).toEqual(SUCCESS);
      expect(await folder.terraform("api-keys", "init")).toEqual(SUCCESS);
      const plan = await folder.terraform(
        "api-keys",
        "plan",
        "-no-color",
        "-input=false",
        "-var=administrator=x",
      );
      expect(plan).toEqual(SUCCESS);
      const planned = [...plan.output.matchAll(/^ {2}# (\w+)\.\w+ will be created$/gm)].map(
        ([, type]) => type,
      );
      const count = (type: string) => planned.filter((one) => one === type).length;
      expect(count("aws_apigatewayv2_route")).toBe(3);
      expect(count("aws_lambda_permission")).toBe(3);
      expect(count("aws_apigatewayv2_integration")).toBe(1);
      expect(count("latchkey_dynamic_secret_custom")).toBe(1);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
