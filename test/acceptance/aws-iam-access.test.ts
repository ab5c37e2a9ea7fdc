import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { ExampleFolder } from "../support/constructs/example-folder.js";

jest.setTimeout(300_000);

const GREETING = "good morning, instance";

(awsProviderOrNotice() ? describe : describe.skip)("the example aws-iam-access, deployed with cdktf", () => {
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

  /** What an instance gets to see, by what it tries. */
  async function tried(): Promise<readonly string[]> {
    const { code, output } = await folder.program("aws-iam-access/try.ts", {
      LATCHKEY_ACCESS_ID: String(folder.output("aws-iam-access", "access_id")),
      LATCHKEY_ACCESS_KEY: "",
      AWS_SESSION_TOKEN: "",
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    return output
      .split(/^(?:Its own role, in its folder|Its own role, outside of it|Another role):\n/m)
      .slice(1);
  }

  test("an instance reads by its role, in its folder alone; with another role it is not let in", async () => {
    expect(
      await folder.cdktf("deploy", "aws-iam-access/main.ts", { TF_VAR_greeting: GREETING }),
    ).toMatchObject({ code: 0 });
    const [inside, outside, otherRole] = await tried();
    expect(inside?.trim()).toBe(GREETING);

    expect(outside).toContain("Gateway permission denied");
    expect(outside).toContain("Status 401 Unauthorized, Error: UnauthorizedAccess.");

    expect(otherRole).toContain("Gateway login refused");
    expect(otherRole).toContain("Desc: Failed to authenticate token based access.");
    expect(otherRole).toContain(
      "Status 401 Unauthorized, Error: AuthenticationFailed. Message: access authentication failed",
    );
    expect(otherRole).toMatch(/to arn:aws:sts::\d{12}:assumed-role\/example-batch\/i-0123456789abcdef0/);
    expect([outside, otherRole].join()).not.toContain(GREETING);
  });
});
