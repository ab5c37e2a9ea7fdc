import { CreateAccessKeyCommand, DeleteAccessKeyCommand } from "@aws-sdk/client-iam";
import { masked } from "../../../src/domain/masked.js";
import { PRODUCER, TARGET, ValuesScene } from "../../support/cli/values-scene.js";

// Real HTTP and SDKs to load, on a machine with other work.
jest.setTimeout(60_000);

const ROTATOR = "/aws/rotator";

let scene: ValuesScene;
beforeEach(async () => {
  scene = await ValuesScene.begin();
});
afterEach(() => scene.end());

/** A rotator of the target, or as the fields say. */
const rotator = (fields: object = {}, name = ROTATOR) =>
  scene.sandbox.call("RotatedSecretCreateAws", {
    name,
    "target-name": TARGET,
    "rotator-type": "target",
    "authentication-credentials": "use-target-creds",
    ...fields,
  });
const GRACE = { "grace-rotation": "true", "grace-rotation-interval": "2" };
const held = () => scene.sandbox.gateway.heldKeyId(TARGET) ?? "";
const requests = () => scene.commands().filter((name) => name === "gateway-rotate-secret").length;
const rotate = (path: string, ...flags: readonly string[]) => scene.run(["rotate", path, ...flags]);
/** The same for a person who may ask AWS, too; the credentials are those of this process. */
async function rotateWithAws(path: string, ...flags: readonly string[]) {
  const { accessKeyId, secretAccessKey } = scene.sandbox.aws.deployer;
  const before = { ...process.env };
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  try {
    return await rotate(path, ...flags);
  } finally {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
const secrets = () => [...scene.sandbox.aws.issuedSecrets(), ...scene.sandbox.gateway.issuedSecrets()];

test("has a target's key rotated, and shows no secret", async () => {
  await rotator();
  const before = held();
  const { code, stdout, stderr } = await rotate(ROTATOR);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\/aws\/rotator was rotated at .* UTC\.\n$/),
  });
  expect(held()).not.toBe(before);
  expect(requests()).toBe(1);
  expect(secrets().filter((secret) => (stdout + stderr).includes(secret))).toEqual([]);
});

test("has a key of its own rotated, a secret of another kind, and what a dynamic secret works with", async () => {
  const own = await scene.sandbox.user("app");
  await rotator(
    {
      "rotator-type": "api-key",
      "authentication-credentials": "use-user-creds",
      "api-id": own.accessKeyId,
      "api-key": own.secretAccessKey,
    },
    "/aws/app",
  );
  const admin = await scene.sandbox.user("admin");
  await scene.sandbox.call("DynamicSecretCreateAws", {
    name: PRODUCER,
    "aws-access-key-id": admin.accessKeyId,
    "aws-access-secret-key": admin.secretAccessKey,
  });
  await scene.sandbox.call("TargetCreateDB", {
    name: "/db",
    "db-type": "mysql",
    "user-name": "root",
    pwd: "first-password",
  });
  await scene.sandbox.call("RotatedSecretCreateMysql", {
    name: "/db/root",
    "target-name": "/db",
    "rotator-type": "target",
  });
  for (const [path, kind] of [
    ["/aws/app", "rotated secret"],
    [PRODUCER, "dynamic secret"],
    ["/db/root", "rotated secret"],
  ] as const) {
    const { code, stdout } = await rotate(path, "--json");
    expect({ path, code, result: JSON.parse(stdout) }).toEqual({
      path,
      code: 0,
      result: {
        path,
        kind,
        rotated: true,
        rotated_at: expect.any(String),
        shown_by_gateway: true,
        grace: null,
      },
    });
  }
  expect(scene.sandbox.keysOf("app")).not.toContain(own.accessKeyId);
  expect(scene.sandbox.keysOf("admin")).not.toContain(admin.accessKeyId);
});

test("never asks twice: what a lost reply has left is read", async () => {
  await rotator();
  const before = held();
  scene.sandbox.gateway.answerNext("gateway-rotate-secret", { replyLost: true });
  const { code, stdout, stderr } = await rotate(ROTATOR, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ rotated: true, shown_by_gateway: true });
  expect(stderr).toContain("not asking again");
  expect(requests()).toBe(1);
  expect(held()).not.toBe(before);
});

test("says what the gateway says when it cannot rotate, and that the key before is in use", async () => {
  await rotator();
  await scene.sandbox.iam.send(new CreateAccessKeyCommand({ UserName: "gw" }));
  const before = held();
  const { code, stdout } = await rotate(ROTATOR, "--json");
  expect(code).toBe(1);
  const { error } = JSON.parse(stdout);
  expect(error).toMatchObject({ code: "AWS_KEY_QUOTA" });
  expect(error.detail).toContain("both slots for keys that AWS allows are taken");
  expect(error.detail).toContain("latchkey status --target /aws/target");
  expect(held()).toBe(before);
});

test("what is missing, or has nothing to rotate, is refused before anything is asked for", async () => {
  await scene.sandbox.call("CreateSecret", { name: "/app/secret", value: "it" });
  for (const [path, code] of [
    ["/nothing", "GATEWAY_OBJECT_MISSING"],
    ["/app/secret", "GATEWAY_OBJECT_KIND"],
  ] as const) {
    const shown = await rotate(path, "--json");
    expect([shown.code, JSON.parse(shown.stdout).error.code]).toEqual([1, code]);
  }
  expect(await rotate("no//path")).toMatchObject({ code: 2 });
  expect(requests()).toBe(0);
});

test("in a grace asks for nothing and says until when, unless the caller ends it", async () => {
  await rotator(GRACE);
  const first = held();
  expect((await rotate(ROTATOR)).stdout).toMatch(/what was before stays until .* UTC, the end of its grace/);
  const second = held();
  for (const run of [rotate, rotateWithAws]) {
    const shown = await run(ROTATOR, "--json");
    const { error } = JSON.parse(shown.stdout);
    expect([shown.code, error.code]).toEqual([1, "KEY_SLOTS_IN_GRACE"]);
    expect(error.detail).toMatch(/until 20\d\d-\d\d-\d\d 00:00 UTC, the end of its grace/);
    if (run === rotateWithAws)
      expect(error.detail).toContain(`${masked(second)} works, and ${masked(first)}`);
  }
  expect(requests()).toBe(1);
  expect(scene.sandbox.keysOf("gw").sort()).toEqual([first, second].sort());
  expect(await rotate(ROTATOR, "--end-grace")).toMatchObject({ code: 0 });
  expect(scene.sandbox.keysOf("gw").sort()).toEqual([second, held()].sort());
});

test("rotates in a grace by the dates, where AWS shows that the key before is gone", async () => {
  await rotator(GRACE);
  const seed = held();
  await rotate(ROTATOR);
  await scene.sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId: seed }));
  expect(await rotateWithAws(ROTATOR)).toMatchObject({ code: 0 });
  expect(requests()).toBe(2);
});
