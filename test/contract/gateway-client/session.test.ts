import { SecretText } from "../../../src/domain/secret-text.js";
import type { Fault } from "../../../src/errors/fault.js";
import { thrownBy } from "../../support/gateway/client.js";
import { type SandboxWorld, sandboxWorld } from "../../support/gateway/sandbox-world.js";

let world: SandboxWorld;
beforeAll(async () => {
  world = await sandboxWorld();
  const credentials = { kind: "gateway-identity" } as const;
  await world.gateway.targets.createAws({ name: "/t", description: null, region: null, credentials });
});
afterAll(() => world.close());

/** Asks the gateway for something that the product never does: the setting up of auth methods. */
async function asAdmin(command: string, fields: object): Promise<Record<string, unknown>> {
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${world.sandboxGateway.url}/${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  const { accessId, accessKey } = world.sandboxGateway.admin;
  const { token } = await post("auth", { "access-id": accessId, "access-key": accessKey });
  return post(command, { ...fields, token });
}

const commands = () => world.sandboxGateway.calls().map(({ command }) => command);

test("goes on after all tokens have expired, with one login more", async () => {
  await world.gateway.targets.find("/t");
  const logins = commands().filter((command) => command === "auth").length;
  world.sandboxGateway.expireTokens();
  expect(await world.gateway.targets.find("/t")).toMatchObject({ name: "/t" });
  expect(commands().filter((command) => command === "auth")).toHaveLength(logins + 1);
});

test("logs in with a proof of the deployer's AWS identity, which the gateway verifies with STS", async () => {
  const method = await asAdmin("auth-method-create-aws-iam", {
    name: "/deployer",
    "bound-aws-account-id": [world.sandboxAws.accountId],
  });
  await asAdmin("create-role", { name: "/readers" });
  await asAdmin("assoc-role-am", { "role-name": "/readers", "am-name": "/deployer" });
  await asAdmin("set-role-rule", {
    "role-name": "/readers",
    path: "/*",
    capability: ["read", "list"],
    "rule-type": "target-rule",
  });
  const gateway = world.gatewayAs({ kind: "aws_iam", accessId: String(method.access_id) });
  expect(await gateway.targets.find("/t")).toMatchObject({ name: "/t" });
  const denied = await thrownBy(gateway.targets.remove("/t"));
  expect(denied).toMatchObject({ code: "GATEWAY_PERMISSION_DENIED" });
});

test("fails when the AWS identity is not one that the auth method admits", async () => {
  const method = await asAdmin("auth-method-create-aws-iam", {
    name: "/others",
    "bound-aws-account-id": ["111111111111"],
  });
  const gateway = world.gatewayAs({ kind: "aws_iam", accessId: String(method.access_id) });
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_UNAUTHENTICATED" });
});

test("drops its token when the AWS identity does not match any more, and says who it is, what was seen and what to do", async () => {
  const account = { name: "/narrowed", "bound-aws-account-id": [world.sandboxAws.accountId] };
  const method = await asAdmin("auth-method-create-aws-iam", account);
  const login = { kind: "aws_iam", accessId: String(method.access_id) } as const;
  const gateway = world.gatewayAs(login);
  await gateway.caller.subClaims();
  await asAdmin("auth-method-update-aws-iam", { ...account, "bound-role-name": ["deployers"] });
  world.sandboxGateway.expireTokens();
  const logins = commands().filter((command) => command === "auth").length;
  const { details, code } = (await thrownBy(gateway.caller.subClaims())) as Fault;
  expect(code).toBe("GATEWAY_UNAUTHENTICATED");
  expect(details.seen).toContain("Status 401 Unauthorized, Error: AuthenticationFailed.");
  expect(details.seen).toContain(`to arn:aws:iam::${world.sandboxAws.accountId}:user/`);
  expect(details.seen).toContain("had refused the token of an earlier login, which was dropped");
  expect(details.advice).toContain("Attach the role again that it is bound to");
  // The administrator, who narrowed it, has logged in before; the client once more and not again.
  expect(commands().filter((command) => command === "auth")).toHaveLength(logins + 1);
  await asAdmin("auth-method-update-aws-iam", account);
  await world.gatewayAs(login).caller.subClaims();
});

test("fails with a wrong access key", async () => {
  const { accessId } = world.sandboxGateway.admin;
  const gateway = world.gatewayAs({ kind: "access_key", accessId, accessKey: new SecretText("wrong") });
  const error = await thrownBy(gateway.targets.find("/t"));
  expect(error).toMatchObject({ code: "GATEWAY_UNAUTHENTICATED" });
});

test("fails with a fixed token that has expired, and says so", async () => {
  const { accessId, accessKey } = world.sandboxGateway.admin;
  const answer = await fetch(`${world.sandboxGateway.url}/auth`, {
    method: "POST",
    body: JSON.stringify({ "access-id": accessId, "access-key": accessKey }),
  });
  const { token } = (await answer.json()) as { token: string };
  const gateway = world.gatewayAs({ kind: "token", token: new SecretText(token) });
  expect(await gateway.targets.find("/t")).toMatchObject({ name: "/t" });
  world.sandboxGateway.expireTokens();
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_UNAUTHENTICATED" });
});

test("repeats a read through a failing gateway, and does not repeat a create whose reply is lost", async () => {
  world.sandboxGateway.answerNext("target-get", { status: 503, html: "<html>down</html>" });
  world.sandboxGateway.answerNext("target-get", { refused: true });
  expect(await world.gateway.targets.find("/t")).toMatchObject({ name: "/t" });

  world.sandboxGateway.answerNext("create-secret", { replyLost: true });
  const shape = { name: "/lost", format: "text", description: null, tags: [] };
  const error = await thrownBy(world.gateway.staticSecrets.create(shape, new SecretText("v")));
  expect(error).toMatchObject({ code: "GATEWAY_REPLY_LOST" });
  expect(commands().filter((command) => command === "create-secret")).toHaveLength(1);
  expect(await world.gateway.staticSecrets.find("/lost")).toMatchObject({ lastVersion: 1 });
});
