import { PRODUCER, ValuesScene } from "../../support/cli/values-scene.js";

// Real HTTP and SDKs to load, on a machine with other work.
jest.setTimeout(60_000);

let scene: ValuesScene;
beforeEach(async () => {
  scene = await ValuesScene.begin();
});
afterEach(() => scene.end());

const signIns = () =>
  scene.sandbox.aws.calls().flatMap(({ action, caller }) => (action === "Login" ? [caller] : []));

describe("of a role", () => {
  test("is an address that signs a browser in as the role, once the federation endpoint has been asked", async () => {
    await scene.roleProducer();
    const { code, stdout } = await scene.run(["console", "aws/deploy"]);
    expect(code).toBe(0);
    const url = new URL(stdout.trim());
    expect(url.searchParams.get("Destination")).toBe("https://console.aws.amazon.com/");

    const { status, headers } = await fetch(url, { redirect: "manual" });
    expect([status, headers.get("location")]).toEqual([302, "https://console.aws.amazon.com/"]);
    expect(signIns()).toEqual([expect.stringContaining(":assumed-role/deploy/")]);
  });

  test("leads to the page that is asked for, is told to a script, and is over after 15 minutes", async () => {
    await scene.roleProducer({ "user-ttl": "60m" });
    const destination = "https://console.aws.amazon.com/s3";
    const { stdout } = await scene.run(["console", PRODUCER, "--destination", destination, "--json"]);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ path: PRODUCER, kind: "role", revocable: false });
    expect(new Date(told.ends_at).toISOString()).toBe(told.ends_at);
    expect(new URL(told.url).searchParams.get("Destination")).toBe(destination);
    await scene.sandbox.clock.advance(15 * 60);
    expect((await fetch(told.url, { redirect: "manual" })).status).toBe(400);
  });

  test("is refused where the gateway assumes the role as a role, without a secret in the error", async () => {
    const entry = await scene.sandbox.role("entry");
    const { AttachRolePolicyCommand } = await import("@aws-sdk/client-iam");
    await scene.sandbox.iam.send(
      new AttachRolePolicyCommand({
        RoleName: "entry",
        PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    );
    const own = { "use-gw-cloud-identity": true, "generate-external-id": true, "role-arn": entry };
    await scene.sandbox.call("TargetCreateAws", { name: "/own", ...own });
    await scene.roleProducer({ "target-name": "/own" });
    const { code, stdout, stderr } = await scene.run(["console", PRODUCER]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("CONSOLE_SIGN_IN_REFUSED");
    for (const secret of scene.sandbox.gateway.issuedSecrets()) expect(stderr).not.toContain(secret);
  });
});

describe("of temporary users", () => {
  const withPassword = { "aws-user-console-access": true };

  test("is the address of their account, a user and the password of its login profile", async () => {
    await scene.producer(withPassword);
    const { code, stdout, stderr } = await scene.run(["console", PRODUCER]);
    expect(code).toBe(0);
    const { url, username, password } = JSON.parse(stdout);
    expect(url).toBe(`https://${scene.sandbox.aws.accountId}.signin.aws.amazon.com/console`);
    expect(await scene.issued()).toEqual([username]);
    const { GetLoginProfileCommand } = await import("@aws-sdk/client-iam");
    await scene.sandbox.iam.send(new GetLoginProfileCommand({ UserName: username }));
    expect(scene.sandbox.gateway.issuedSecrets()).toContain(password);
    expect(stderr).toContain(`latchkey sessions ${PRODUCER} --revoke ${username}`);
    expect(stderr).not.toContain(password);
  });

  test("who have a password alone needs the account, before one is made", async () => {
    await scene.producer({ ...withPassword, "aws-user-programmatic-access": false });
    const missing = await scene.run(["console", PRODUCER]);
    expect(missing).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("--account") });
    expect(await scene.issued()).toEqual([]);
    const { stdout } = await scene.run(["console", PRODUCER, "--account", "our-alias"]);
    expect(JSON.parse(stdout).url).toBe("https://our-alias.signin.aws.amazon.com/console");
  });

  test("without console access is refused before one is made", async () => {
    await scene.producer();
    const { code, stderr } = await scene.run(["console", PRODUCER]);
    expect({ code, issued: await scene.issued() }).toEqual({ code: 1, issued: [] });
    expect(stderr).toContain("CONSOLE_SIGN_IN_REFUSED");
  });

  test("asks at a terminal first, and issues nothing after a no", async () => {
    await scene.producer(withPassword);
    const { code, stdout } = await scene.run(["console", PRODUCER], { terminal: true, typed: "no\n" });
    expect({ code, stdout, issued: await scene.issued() }).toEqual({ code: 1, stdout: "", issued: [] });
  });
});

test("says of a credential whose sign-in was not reached that it cannot be revoked", async () => {
  await scene.roleProducer();
  const env = { AWS_ENDPOINT_URL_SIGNIN: "http://127.0.0.1:9" };
  const { code, stdout, stderr } = await scene.run(["console", PRODUCER], { env });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("AWS_UNREACHABLE");
  expect(stderr).toContain("The credential cannot be revoked; it ends at");
  for (const secret of scene.sandbox.gateway.issuedSecrets()) expect(stderr).not.toContain(secret);
});
