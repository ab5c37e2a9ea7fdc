import { CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { systemClock } from "../../../src/domain/system-clock.js";
import { targetAws } from "../../../src/provider/resources/target-aws.js";
import { type Clients, ThisProcess } from "../../../src/wiring/index.js";
import { type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
let iam: IAMClient;
beforeAll(async () => {
  at = await stage();
  iam = new IAMClient({
    endpoint: at.sandboxAws.url,
    region: "us-east-1",
    credentials: at.sandboxAws.deployer,
  });
  const Tags = [{ Key: "latchkey:target", Value: "/t" }];
  await iam.send(new CreateUserCommand({ UserName: "gw", Tags }));
});
afterAll(async () => {
  iam.destroy();
  await at.close();
});

/** A target with a key of the user, of which the caller may not read the details; and a destroy without a refresh. */
async function destroyWith(gateway_record: "present" | "missing"): Promise<boolean> {
  const { id, secret } = await at.aws.iam.createKey("gw");
  const credentials = { kind: "key", keyId: id, secret } as const;
  await at.gateway.targets.remove("/t");
  await at.gateway.targets.createAws({ name: "/t", description: null, region: null, credentials });
  const error = "Status 401 Unauthorized, Error: UnauthorizedAccess. Message: unauthorized access";
  at.sandboxGateway.answerNext("target-get-details", { status: 401, body: { error }, times: 20 });
  const state = {
    name: "/t",
    description: null,
    region: null,
    seed_user_arn: `arn:aws:iam::${at.sandboxAws.accountId}:user/gw`,
    seed_version: null,
    max_versions: null,
    key: null,
    use_gateway_identity: null,
    generate_external_id: null,
    role_arn: null,
    access_key_id: null,
    secret_access_key_wo_version: null,
    target_id: null,
    seed_key_id: id,
    external_id: null,
    gateway_record,
  };
  const client = {
    gateway: at.gateway,
    aws: at.aws,
    clock: systemClock,
    settings: { keySettleSeconds: 0 },
    self: { process: "p", host: "h", atWork: new Set() },
    thisProcess: new ThisProcess(systemClock),
  } as unknown as Clients;
  const { signal } = new AbortController();
  await targetAws.delete({ state, client, signal, log: at.log, warn: () => {} });
  expect(await at.aws.iam.keys("gw")).toEqual([]);
  return (await at.gateway.targets.find("/t")) === undefined;
}

test("removes a target that was handed over, although its number was never read", async () => {
  expect(await destroyWith("present")).toBe(true);
});

test("leaves a target that was not handed over, and says so", async () => {
  expect(await destroyWith("missing")).toBe(false);
  expect(at.log.text).toContain("was left alone: it was never this configuration's");
});
