import { CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import type { TfObject } from "../../../src/engine/index.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { errorOf, type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
let admin: GatewayAdministrator;
beforeEach(async () => {
  at = await stage();
  admin = new GatewayAdministrator(at.sandboxGateway);
  const { url, deployer } = at.sandboxAws;
  const iam = new IAMClient({ region: "us-east-1", endpoint: url, credentials: deployer });
  await iam.send(new CreateUserCommand({ UserName: "gw" }));
  const Statement = [{ Effect: "Allow", Action: "iam:*AccessKey*", Resource: "*" }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: "gw", PolicyName: "own-keys", PolicyDocument }));
  iam.destroy();
  const { id, secret } = await at.aws.iam.createKey("gw");
  await admin.run("target-create-aws", { name: "/aws", "access-key-id": id, "access-key": secret.reveal() });
});
afterEach(() => at.close());

const rotator = (fields: object = {}) =>
  admin.run("rotated-secret-create-aws", {
    ...{ name: "/rotator", "target-name": "/aws", "rotator-type": "target" },
    ...fields,
  });
const rotations = () => at.sandboxGateway.events().filter(({ kind }) => kind === "rotated");

/** `terraform apply -invoke=action.latchkey_rotate_now.it`. */
async function invoke(config: TfObject) {
  const provider = at.provider();
  await at.terraform("latchkey_role", provider);
  const told: string[] = [];
  const request = { actionType: "latchkey_rotate_now", config, signal: new AbortController().signal };
  const { diagnostics } = await provider.invokeAction(request, (line) => told.push(line));
  return { diagnostics, complaints: [], action: null, told };
}

test("rotates what its name says, once for each invocation, and tells it", async () => {
  await rotator();
  const { diagnostics, told } = await invoke({ name: "rotator", end_grace: null });
  expect(diagnostics).toEqual([]);
  expect(rotations()).toMatchObject([{ name: "/rotator" }]);
  expect(told.at(-1)).toContain("/rotator");
  await invoke({ name: "/rotator", end_grace: null });
  expect(rotations()).toHaveLength(2);
});

test("in a grace is refused until end_grace says that it may be ended", async () => {
  await rotator({ "grace-rotation": "true", "grace-rotation-interval": "3" });
  expect((await invoke({ name: "/rotator", end_grace: false })).diagnostics).toEqual([]);
  expect(errorOf(await invoke({ name: "/rotator", end_grace: false }))).toContain("end_grace = true");
  expect(rotations()).toHaveLength(1);
  expect((await invoke({ name: "/rotator", end_grace: true })).diagnostics).toEqual([]);
  expect(rotations()).toHaveLength(2);
});
