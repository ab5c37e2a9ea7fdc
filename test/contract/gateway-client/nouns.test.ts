import { CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { Gateway } from "../../../src/gateway/index.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import {
  createProducer,
  createRotator,
  type ProducerShape,
  type RotatorShape,
  renameItem,
  updateRotator,
} from "../../support/gateway/by-hand.js";
import { thrownBy } from "../../support/gateway/client.js";
import { type SandboxWorld, sandboxWorld } from "../../support/gateway/sandbox-world.js";

let world: SandboxWorld;
beforeAll(async () => {
  world = await sandboxWorld();
});
afterAll(() => world.close());

const commandsSince = (count: number) =>
  world.sandboxGateway
    .calls()
    .slice(count)
    .map(({ command }) => command);

/** A user of the sandbox's IAM with a key, and the rights to rotate that key itself. */
async function userWithKey(name: string) {
  const { url, deployer } = world.sandboxAws;
  const admin = new IAMClient({ region: "us-east-1", endpoint: url, credentials: deployer });
  await admin.send(new CreateUserCommand({ UserName: name }));
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "iam:*AccessKey*", Resource: `arn:aws:iam::*:user/${name}` }],
  });
  await admin.send(new PutUserPolicyCommand({ UserName: name, PolicyName: "self", PolicyDocument }));
  return world.aws.iam.createKey(name);
}

async function targetWithKey(name: string) {
  const key = await userWithKey(name);
  await world.gateway.targets.createAws({
    name: `/aws/${name}`,
    description: "made by a test",
    region: null,
    credentials: { kind: "key", keyId: key.id, secret: key.secret },
  });
  return { name: `/aws/${name}`, key };
}

describe("targets", () => {
  test("shows a new target without asking for its secret", async () => {
    const { name } = await targetWithKey("shown");
    const before = world.sandboxGateway.calls().length;
    const found = await world.gateway.targets.find("aws/shown");
    expect(found).toMatchObject({ name, description: "made by a test", id: expect.any(Number) });
    expect(commandsSince(before)).toEqual(["target-get"]);
  });

  test("tells what a target holds, with the secret out of sight", async () => {
    const { name, key } = await targetWithKey("held");
    const held = await world.gateway.targets.heldKey(name);
    expect(held).toMatchObject({ usesGatewayIdentity: false, region: "us-east-2", key: { keyId: key.id } });
    expect(held?.key?.secret.reveal()).toBe(key.secret.reveal());
    expect(JSON.stringify(held)).not.toContain(key.secret.reveal());
  });

  test("tells which key a target holds, or that it uses the gateway's own identity", async () => {
    const { name, key } = await targetWithKey("held-id");
    expect(await world.gateway.targets.heldKeyId(name)).toEqual({
      keyId: key.id,
      usesGatewayIdentity: false,
    });
    const credentials = { kind: "gateway-identity" } as const;
    await world.gateway.targets.createAws({
      name: "/aws/own-id",
      description: null,
      region: null,
      credentials,
    });
    expect(await world.gateway.targets.heldKeyId("/aws/own-id")).toEqual({
      keyId: null,
      usesGatewayIdentity: true,
    });
    expect(await world.gateway.targets.heldKeyId("/aws/nowhere")).toBeUndefined();
  });

  test("names the rotators of a target, and nothing else that works through it", async () => {
    const { name } = await targetWithKey("assoc");
    expect(await world.gateway.targets.find(name)).toMatchObject({ rotators: [] });
    await createRotator(world.gateway, {
      ...{ name: "/aws/assoc-rotator", target: name, autoRotate: true, intervalDays: 1 },
      ...{ rotationHour: null, description: null, tags: [] },
    });
    await createProducer(world.gateway, {
      ...{ name: "/aws/assoc-producer", target: name, accessMode: "assume_role", ttlSeconds: 3600 },
      ...{ roleArns: ["arn:aws:iam::000000424242:role/r"], policyArns: [], userGroups: [], region: null },
      ...{ consoleAccess: false, programmaticAccess: true, externalId: null, description: null, tags: [] },
    });
    expect(await world.gateway.targets.find(name)).toMatchObject({ rotators: ["/aws/assoc-rotator"] });
  });

  test("replaces the key of a target, and clears description and session token that are not given", async () => {
    const { name } = await targetWithKey("replaced");
    const credentials = {
      kind: "key",
      keyId: "ASIAEXAMPLEEXAMPLE01",
      secret: new SecretText("another-secret"),
    } as const;
    const sessionToken = new SecretText("a-session-token");
    await world.gateway.targets.updateAws({
      name,
      description: "x",
      region: "eu-west-1",
      credentials: { ...credentials, sessionToken },
    });
    expect((await world.gateway.targets.heldKey(name))?.key?.sessionToken?.reveal()).toBe("a-session-token");
    await world.gateway.targets.updateAws({ name, description: null, region: null, credentials });
    const held = await world.gateway.targets.heldKey(name);
    expect(held).toMatchObject({ region: "us-east-2", key: { keyId: "ASIAEXAMPLEEXAMPLE01" } });
    expect(held?.key?.sessionToken).toBeUndefined();
    expect(await world.gateway.targets.find(name)).toMatchObject({ description: null });
  });

  test("changes and clears a description without touching the key", async () => {
    const { name, key } = await targetWithKey("described");
    await world.gateway.targets.describe(name, "another text");
    expect(await world.gateway.targets.find(name)).toMatchObject({ description: "another text" });
    await world.gateway.targets.describe(name, null);
    expect(await world.gateway.targets.find(name)).toMatchObject({ description: null });
    expect(world.sandboxGateway.heldKeyId(name)).toBe(key.id);
  });

  test("knows a target that uses the gateway's own identity", async () => {
    const credentials = { kind: "gateway-identity" } as const;
    await world.gateway.targets.createAws({ name: "/aws/own", description: null, region: null, credentials });
    expect(await world.gateway.targets.usesGatewayIdentity("/aws/own")).toBe(true);
    expect(await world.gateway.targets.heldKey("/aws/own")).toMatchObject({ key: null });
  });

  test("finds nothing once a target is removed, and removes it twice", async () => {
    const { name } = await targetWithKey("removed");
    await world.gateway.targets.remove(name);
    await world.gateway.targets.remove(name);
    expect(await world.gateway.targets.find(name)).toBeUndefined();
    expect(await world.gateway.targets.heldKey(name)).toBeUndefined();
    expect(await world.gateway.targets.usesGatewayIdentity(name)).toBeUndefined();
  });

  test("fails on the second target of a name", async () => {
    const { name } = await targetWithKey("twice");
    const again = world.gateway.targets.createAws({
      name,
      description: null,
      region: null,
      credentials: { kind: "gateway-identity" },
    });
    expect(await thrownBy(again)).toMatchObject({ code: "GATEWAY_REFUSED" });
    expect(await world.gateway.targets.usesGatewayIdentity(name)).toBe(false);
  });
});

describe("rotators", () => {
  const shape = (name: string): RotatorShape => ({
    name: `/rot/${name}`,
    target: `/aws/${name}`,
    autoRotate: true,
    intervalDays: 30,
    rotationHour: 3,
    description: "keeps it fresh",
    tags: ["a", "b"],
  });

  test("shows a new rotator as it was asked for", async () => {
    await targetWithKey("rot-shown");
    await createRotator(world.gateway, shape("rot-shown"));
    const { name, ...rest } = shape("rot-shown");
    expect(await world.gateway.rotators.find(name)).toMatchObject({ name, ...rest, lastRotatedAt: null });
  });

  test("rotates now: the target holds another key, and the rotator tells when", async () => {
    const { key } = await targetWithKey("rot-now");
    await createRotator(world.gateway, shape("rot-now"));
    await world.gateway.rotators.rotateNow("rot/rot-now");
    expect(world.sandboxGateway.heldKeyId("/aws/rot-now")).not.toBe(key.id);
    expect((await world.gateway.rotators.find("/rot/rot-now"))?.lastRotatedAt).toBeInstanceOf(Date);
  });

  test("tells the next rotation of a rotator that rotates by itself", async () => {
    await targetWithKey("rot-next");
    await createRotator(world.gateway, shape("rot-next"));
    const next = (await world.gateway.rotators.find("/rot/rot-next"))?.nextRotationAt;
    expect(next?.getTime()).toBeGreaterThan(world.time.now().getTime());
    await updateRotator(world.gateway, { ...shape("rot-next"), autoRotate: false });
    expect(await world.gateway.rotators.find("/rot/rot-next")).toMatchObject({ nextRotationAt: null });
  });

  test("finds nothing once a rotator is removed, and removes it twice", async () => {
    await targetWithKey("rot-gone");
    await createRotator(world.gateway, shape("rot-gone"));
    await world.gateway.rotators.remove("/rot/rot-gone");
    await world.gateway.rotators.remove("/rot/rot-gone");
    expect(await world.gateway.rotators.find("/rot/rot-gone")).toBeUndefined();
    expect(world.sandboxGateway.heldKeyId("/aws/rot-gone")).toBeDefined();
  });

  test("fails on a target that does not exist", async () => {
    expect(await thrownBy(createRotator(world.gateway, shape("no-such-target")))).toMatchObject({
      code: "GATEWAY_OBJECT_MISSING",
    });
  });

  test("fails to read an object of another kind", async () => {
    await world.gateway.staticSecrets.create(
      { name: "/not/a-rotator", format: "text", description: null, tags: [] },
      new SecretText("v"),
    );
    expect(await thrownBy(world.gateway.rotators.find("/not/a-rotator"))).toMatchObject({
      code: "GATEWAY_OBJECT_KIND",
    });
  });
});

describe("dynamic producers", () => {
  const shape = (name: string): ProducerShape => ({
    name: `/dyn/${name}`,
    target: `/aws/${name}`,
    accessMode: "assume_role",
    roleArns: ["arn:aws:iam::000000424242:role/a", "arn:aws:iam::000000424242:role/b"],
    policyArns: [],
    userGroups: [],
    consoleAccess: false,
    programmaticAccess: true,
    ttlSeconds: 5400,
    region: null,
    externalId: "an-id",
    description: "admin",
    tags: ["x"],
  });

  test("shows a new producer as it was asked for", async () => {
    await targetWithKey("dyn-shown");
    await createProducer(world.gateway, shape("dyn-shown"));
    const { region, consoleAccess, programmaticAccess, ...rest } = shape("dyn-shown");
    expect(await world.gateway.dynamicProducers.find("/dyn/dyn-shown")).toMatchObject({
      ...rest,
      region: "us-east-2",
    });
  });

  test("has a credential issued, which works, and revokes it, after which it does not", async () => {
    const credentials = { kind: "gateway-identity" } as const;
    await world.gateway.targets.createAws({
      name: "/aws/issuing",
      description: null,
      region: null,
      credentials,
    });
    await createProducer(world.gateway, {
      ...shape("issuing"),
      accessMode: "iam_user",
      roleArns: [],
      externalId: null,
    });
    const { id, aws } = await world.gateway.issuedCredentials.issue("/dyn/issuing");
    const explicit = {
      keyId: aws?.accessKeyId ?? "",
      secret: aws?.secretAccessKey ?? new SecretText(""),
    };
    expect(await world.aws.sts.whoIs(explicit)).toMatchObject({ ok: true });
    await world.gateway.issuedCredentials.revoke("/dyn/issuing", id ?? "");
    expect(await world.aws.sts.whoIs(explicit)).toEqual({ ok: false, code: "InvalidClientTokenId" });
  });
});

describe("static secrets", () => {
  const shape = { name: "/static/one", format: "json", description: "a text", tags: ["t1"] };

  test("creates, shows, changes and removes a secret without ever asking for its value", async () => {
    const { staticSecrets } = world.gateway;
    const before = world.sandboxGateway.calls().length;
    await staticSecrets.create(shape, new SecretText('{"a":1}'));
    expect(await staticSecrets.find("static/one")).toEqual({
      ...shape,
      id: expect.any(Number),
      lastVersion: 1,
      type: "generic",
    });
    await staticSecrets.updateValue(shape.name, "json", new SecretText('{"a":2}'));
    expect(await staticSecrets.find(shape.name)).toEqual({
      ...shape,
      id: expect.any(Number),
      lastVersion: 2,
      type: "generic",
    });
    await staticSecrets.remove(shape.name);
    await staticSecrets.remove(shape.name);
    expect(await staticSecrets.find(shape.name)).toBeUndefined();
    expect(commandsSince(before).filter((command) => command.includes("get"))).toEqual([]);
  });
});

describe("a caller who may only list", () => {
  let lister: Gateway;
  beforeAll(async () => {
    const administrator = new GatewayAdministrator(world.sandboxGateway);
    const { accessId, accessKey } = await administrator.limited("/listers", [
      { path: "/seen/*", type: "target-rule", may: ["list"] },
      { path: "/seen/*", type: "item-rule", may: ["list"] },
    ]);
    lister = world.gatewayAs({ kind: "access_key", accessId, accessKey: new SecretText(accessKey) });
    const key = await userWithKey("listed");
    for (const folder of ["/seen", "/hidden"]) {
      await world.gateway.targets.createAws({
        ...{ name: `${folder}/target`, description: "a text", region: null },
        credentials: { kind: "key", keyId: key.id, secret: key.secret },
      });
      await createRotator(world.gateway, {
        ...{ name: `${folder}/rotator`, target: `${folder}/target`, autoRotate: true, intervalDays: 2 },
        ...{ rotationHour: null, description: null, tags: [] },
      });
    }
  });

  test("finds a target with its rotators in the list, though it may not read it", async () => {
    const denied = { code: "GATEWAY_PERMISSION_DENIED" };
    expect(await thrownBy(lister.targets.find("/seen/target"))).toMatchObject(denied);
    expect(await thrownBy(lister.targets.heldKeyId("/seen/target"))).toMatchObject(denied);
    expect(await lister.targets.findListed("seen/target")).toMatchObject({
      ...{ name: "/seen/target", description: "a text", rotators: ["/seen/rotator"] },
    });
  });

  test("finds a rotator in the list, though it may not read it", async () => {
    const denied = { code: "GATEWAY_PERMISSION_DENIED" };
    expect(await thrownBy(lister.rotators.find("/seen/rotator"))).toMatchObject(denied);
    expect(await lister.rotators.findListed("seen/rotator")).toMatchObject({
      ...{ name: "/seen/rotator", target: "/seen/target", intervalDays: 2 },
    });
  });

  test.each(["/hidden", "/absent"])("finds nothing below %s", async (folder) => {
    expect(await lister.targets.findListed(`${folder}/target`)).toBeUndefined();
    expect(await lister.rotators.findListed(`${folder}/rotator`)).toBeUndefined();
  });
});

describe("renames", () => {
  const shape = { name: "/moves/rotator", target: "/aws/moves", autoRotate: false, intervalDays: 3 };
  const producerShape: ProducerShape = {
    ...{ name: "/moves/producer", target: "/aws/moves", accessMode: "assume_role", ttlSeconds: 900 },
    roleArns: ["arn:aws:iam::000000424242:role/any"],
    ...{ policyArns: [], userGroups: [], consoleAccess: false, programmaticAccess: true },
    ...{ region: null, externalId: null, description: "p", tags: ["t"] },
  };

  test("an object keeps its number, everything else, and what refers to it", async () => {
    const { targets, rotators, dynamicProducers, staticSecrets } = world.gateway;
    await targetWithKey("moves");
    await createRotator(world.gateway, { ...shape, rotationHour: 3, description: "r", tags: ["t"] });
    await createProducer(world.gateway, producerShape);
    const secretShape = { name: "/moves/secret", format: "text", description: "s", tags: ["t"] };
    await staticSecrets.create(secretShape, new SecretText("a-value"));
    const was = {
      target: await targets.find("/aws/moves"),
      rotator: await rotators.find("/moves/rotator"),
      producer: await dynamicProducers.find("/moves/producer"),
      secret: await staticSecrets.find("/moves/secret"),
    };
    for (const id of Object.values(was).map((one) => one?.id)) expect(id).toEqual(expect.any(Number));

    await targets.rename("/aws/moves", "aws/moved");
    await renameItem(world.gateway, "/moves/rotator", "/moved/rotator");
    await renameItem(world.gateway, "/moves/producer", "/moved/producer");
    await renameItem(world.gateway, "/moves/secret", "/moved/secret");

    const moved = { target: "/aws/moved", ...(was.target && { targetId: was.target.id }) };
    expect(await targets.find("/aws/moved")).toEqual({
      ...{ ...was.target, name: "/aws/moved", modifiedAt: expect.any(Date) },
      dependents: [
        { name: "/moved/producer", type: "DYNAMIC_SECRET" },
        { name: "/moved/rotator", type: "ROTATED_SECRET" },
      ],
      rotators: ["/moved/rotator"],
    });
    expect(await rotators.find("/moved/rotator")).toEqual({
      ...was.rotator,
      name: "/moved/rotator",
      ...moved,
    });
    expect(await dynamicProducers.find("/moved/producer")).toEqual({
      ...was.producer,
      ...{ name: "/moved/producer", target: "/aws/moved" },
    });
    expect(await staticSecrets.find("/moved/secret")).toEqual({ ...was.secret, name: "/moved/secret" });
    expect(await targets.find("/aws/moves")).toBeUndefined();
    expect(await rotators.find("/moves/rotator")).toBeUndefined();
    expect(await dynamicProducers.find("/moves/producer")).toBeUndefined();
    expect(await staticSecrets.find("/moves/secret")).toBeUndefined();

    expect(await targets.pathOf(was.target?.id ?? 0)).toBe("/aws/moved");
    expect(await targets.pathOf(1)).toBeUndefined();
  });

  test("a rename whose reply is lost is not repeated", async () => {
    await targetWithKey("lost");
    world.sandboxGateway.answerNext("update-target", { replyLost: true });
    const before = world.sandboxGateway.calls().length;
    expect(await thrownBy(world.gateway.targets.rename("/aws/lost", "/aws/found"))).toMatchObject({
      code: "GATEWAY_REPLY_LOST",
    });
    expect(commandsSince(before)).toEqual(["update-target"]);
  });
});
