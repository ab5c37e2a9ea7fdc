import { PRODUCER, TARGET, ValuesScene } from "../../support/cli/values-scene.js";

// Real HTTP and SDKs to load, on a machine with other work.
jest.setTimeout(60_000);

const SECRET = "correct horse\nbattery\tstaple \u001b[31m\n\n";

let scene: ValuesScene;
beforeEach(async () => {
  scene = await ValuesScene.begin();
});
afterEach(() => scene.end());

const store = (name: string, value: string, fields: object = {}) =>
  scene.sandbox.call("CreateSecret", { name, value, ...fields });

describe("a static secret", () => {
  test("is printed to a pipe character by character, and nothing beside it", async () => {
    await store("/app/secret", SECRET);
    expect(await scene.run(["get", "app/secret"])).toMatchObject({ code: 0, stdout: SECRET });
  });

  test("is the newest version, or the one that is asked for", async () => {
    await store("/app/secret", "first");
    await scene.sandbox.call("UpdateSecretVal", { name: "/app/secret", value: "second" });
    expect((await scene.run(["get", "/app/secret"])).stdout).toBe("second");
    expect((await scene.run(["get", "/app/secret", "--secret-version", "1"])).stdout).toBe("first");
  });

  test("is told to a script with its version, whatever looks like a key id in it", async () => {
    await store("/app/secret", "AKIAIOSFODNN7EXAMPLE");
    const { stdout, code } = await scene.run(["get", "/app/secret", "--json"]);
    expect(code).toBe(0);
    expect(stdout.split("\n")).toHaveLength(2);
    const told = { path: "/app/secret", kind: "static", version: 1, value: "AKIAIOSFODNN7EXAMPLE" };
    expect(JSON.parse(stdout)).toEqual(told);
  });

  test.each([
    ["a text", "user", "app"],
    ["a number, with every digit", "pin", "12345678901234567890123"],
    ["an object", "more", '{"n":1.10}'],
    ["a name that every object has", "constructor", "own"],
  ])("gives a part that is %s", async (_what, field, value) => {
    const parts = '{"user":"app","pin":12345678901234567890123,"more":{"n":1.10},"constructor":"own"}';
    await store("/app/secret", parts, { format: "json" });
    expect(await scene.run(["get", "/app/secret", "--field", field])).toMatchObject({
      code: 0,
      stdout: value,
    });
  });

  test("without the part that is asked for is refused by the names that there are, and by no value", async () => {
    await store("/app/secret", '{"user":"app","password":"hunter22"}', { format: "json" });
    const { code, stdout, stderr } = await scene.run(["get", "/app/secret", "--field", "toString"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("it has user, password");
    expect(stderr).toContain("[SECRET_FIELD_MISSING]");
    expect(stderr).not.toContain("hunter22");
  });
});

describe("at a terminal", () => {
  test.each([
    ["n", "no"],
    ["", "nothing"],
  ])("asks first, and reads nothing after the answer %j", async (typed) => {
    await scene.producer();
    const before = scene.commands().length;
    const { code, stdout, stderr } = await scene.run(["get", PRODUCER], {
      terminal: true,
      typed: `${typed}\n`,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/Print \/aws\/deploy to this terminal[\s\S]*Nothing was read/);
    expect(scene.commands().slice(before)).toEqual([]);
    expect(scene.users()).toEqual([]);
  });

  test("prints after a yes, without what a terminal takes for a command", async () => {
    await store("/app/secret", SECRET);
    const { code, stdout } = await scene.run(["get", "/app/secret"], { terminal: true, typed: "y\n" });
    expect(code).toBe(0);
    expect(stdout).toBe("correct horse\nbattery\tstaple \\u{1b}[31m\n\n");
  });

  test.each<[string, string[], { typed?: string }, string]>([
    ["there is no terminal to answer at", [], {}, "standard input is no terminal"],
    ["the same holds for --json", ["--json"], {}, "standard input is no terminal"],
    ["--json asks nothing", ["--json"], { typed: "y\n" }, "a command with --json asks nothing"],
  ])(
    "where no one can be asked, because %s, says so and reads nothing",
    async (_why, flags, surroundings, seen) => {
      await store("/app/secret", "hunter22");
      const shown = await scene.run(["get", "/app/secret", ...flags], { terminal: true, ...surroundings });
      const { code, stdout, stderr } = shown;
      expect(code).toBe(2);
      expect(stdout + stderr).toContain("CONFIRMATION_IMPOSSIBLE");
      expect(stdout + stderr).toContain(seen);
      expect(stdout + stderr).not.toContain("hunter22");
      expect(scene.commands()).not.toContain("get-secret-value");
    },
  );

  test("does not ask with --yes", async () => {
    await store("/app/secret", "hunter22");
    expect(await scene.run(["get", "/app/secret", "--yes"], { terminal: true })).toMatchObject({
      code: 0,
      stdout: "hunter22\n",
    });
  });
});

describe("a dynamic secret", () => {
  test("issues one credential, prints it as a line of JSON, and tells how it is revoked", async () => {
    await scene.producer();
    const { code, stdout, stderr } = await scene.run(["get", PRODUCER]);
    const [id = ""] = await scene.issued();
    expect(code).toBe(0);
    expect(stdout.split("\n")).toHaveLength(2);
    const value = JSON.parse(stdout) as { access_key_id: string; secret_access_key: string };
    const keys = { accessKeyId: value.access_key_id, secretAccessKey: value.secret_access_key };
    expect(await scene.sandbox.whoIs(keys)).toContain(`user/${id}`);
    expect(stderr).toContain(`latchkey sessions ${PRODUCER} --revoke ${id}`);
    expect(stderr).not.toContain(value.secret_access_key);
    expect(scene.users()).toEqual([id]);
  });

  test("assumes the role that is asked for, and tells a script when it ends", async () => {
    const role = await scene.roleProducer({ "user-ttl": "30m" });
    const { stdout } = await scene.run(["get", PRODUCER, "--role-arn", role, "--json"]);
    const told = JSON.parse(stdout) as { ends_at: string; value: Record<string, string> };
    expect(told).toMatchObject({ kind: "dynamic", path: PRODUCER, revocable: false });
    expect(Math.abs(Date.parse(told.ends_at) - Date.now() - 1_800_000)).toBeLessThan(120_000);
    const { access_key_id, secret_access_key, security_token } = told.value;
    const keys = {
      accessKeyId: access_key_id ?? "",
      secretAccessKey: secret_access_key ?? "",
      sessionToken: security_token ?? "",
    };
    expect(await scene.sandbox.whoIs(keys)).toContain("assumed-role/deploy");
  });

  test("without the part that is asked for takes back what it has issued", async () => {
    await scene.producer();
    const { code, stderr } = await scene.run(["get", PRODUCER, "--field", "passwort"]);
    expect(code).toBe(1);
    expect(stderr).toContain("The credential that was issued is revoked.");
    expect(await scene.issued()).toEqual([]);
    expect(scene.users()).toEqual([]);
  });

  test("has no versions", async () => {
    await scene.producer();
    const { code, stderr } = await scene.run(["get", PRODUCER, "--secret-version", "1"]);
    expect(code).toBe(2);
    expect(stderr).toContain("[COMMAND_MISUSED]");
    expect(await scene.issued()).toEqual([]);
  });
});

test("the working key of a target is not handed out", async () => {
  await scene.sandbox.call("RotatedSecretCreateAws", {
    name: "/aws/rotator",
    "target-name": TARGET,
    "rotator-type": "target",
  });
  const { code, stdout, stderr } = await scene.run(["get", "/aws/rotator"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("[WORKING_KEY_KEPT]");
  expect(scene.commands()).not.toContain("rotated-secret-get-value");
});

test.each([
  ["what is not there", ["/nowhere"], 1, "GATEWAY_OBJECT_MISSING"],
  ["a path that is none", ["/a//b"], 2, "COMMAND_MISUSED"],
  ["a role that is none", [PRODUCER, "--role-arn", "deploy"], 2, "COMMAND_MISUSED"],
  ["an argument without a value", [PRODUCER, "--arg", "x"], 2, "COMMAND_MISUSED"],
])("refuses %s", async (_what, args, code, fault) => {
  const shown = await scene.run(["get", ...args]);
  expect(shown).toMatchObject({ code, stdout: "" });
  expect(shown.stderr).toContain(`[${fault}]`);
});
