import { PRODUCER, ValuesScene } from "../../support/cli/values-scene.js";
import { eventually } from "../../support/protocol/eventually.js";

// Real HTTP and SDKs to load, on a machine with other work.
jest.setTimeout(60_000);

const PATH = "/app/secret";

let scene: ValuesScene;
beforeEach(async () => {
  scene = await ValuesScene.begin();
});
afterEach(() => scene.end());

const put = (input: string | Uint8Array, ...flags: readonly string[]) =>
  scene.run(["put", PATH, ...flags], { input });
const written = (value: string) => scene.sandbox.call("UpdateSecretVal", { name: PATH, value });
async function kept(): Promise<{ value: string; version: number; format: string }> {
  const value =
    (await scene.sandbox.call<Record<string, string>>("GetSecretValue", { names: [PATH] }))[PATH] ?? "";
  const item = await scene.sandbox.call<{
    last_version: number;
    item_general_info: { static_secret_info: { format: string } };
  }>("DescribeItem", { name: PATH });
  return { value, version: item.last_version, format: item.item_general_info.static_secret_info.format };
}
const writes = () => scene.commands().filter((name) => /^(create-secret|update-secret-val)$/.test(name));

test("makes a secret that is not there, and prints nothing of the value", async () => {
  const { code, stdout, stderr } = await put("correct horse\r\nbattery\n");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "/app/secret is at version 1.\n" });
  expect(stdout + stderr).not.toContain("horse");
  expect(await kept()).toEqual({ value: "correct horse\r\nbattery\n", version: 1, format: "text" });
});

test("what get prints, put keeps: character by character", async () => {
  const value = "\ufeffä\u0000 😀\n\n";
  await put(value);
  expect((await scene.run(["get", PATH])).stdout).toBe(value);
});

test("replaces the version that is there, in the format that it has", async () => {
  await scene.sandbox.call("CreateSecret", { name: PATH, value: '{"a":1}', format: "json" });
  const { code, stdout } = await put('{"a":2}', "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ path: PATH, version: 2, created: false });
  expect(await kept()).toEqual({ value: '{"a":2}', version: 2, format: "json" });
});

test("keeps another writer's value that came before its own was there", async () => {
  await scene.sandbox.call("CreateSecret", { name: PATH, value: "first" });
  let write = (): void => {};
  const input = (async function* () {
    yield Buffer.from("mi");
    await new Promise<void>((resolve) => {
      write = resolve;
    });
    yield Buffer.from("ne");
  })();
  const running = scene.run(["put", PATH], { stream: input });
  await eventually(() => expect(scene.commands()).toContain("describe-item"));
  await written("theirs");
  write();
  const { code, stdout, stderr } = await running;
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("it is at version 2, and version 1 was to be replaced");
  expect(stderr).toContain("[SECRET_VERSION_UNSEEN]");
  expect(await kept()).toMatchObject({ value: "theirs", version: 2 });
});

test("keeps no single value in the place of a password with its user name", async () => {
  await scene.sandbox.call("CreateSecret", {
    ...{ name: PATH, type: "password", value: "", username: "ann", password: "their-password" },
  });
  const { code, stderr } = await put("mine");
  expect(code).toBe(1);
  expect(stderr).toContain("it is a password with a user name");
  expect(stderr).toContain("[GATEWAY_OBJECT_KIND]");
  expect(writes()).toEqual(["create-secret"]);
  expect(JSON.parse((await kept()).value)).toEqual({ username: "ann", password: "their-password" });
});

describe("--over", () => {
  test("replaces that version", async () => {
    await scene.sandbox.call("CreateSecret", { name: PATH, value: "first" });
    await written("second");
    await expect(put("third", "--over", "2")).resolves.toMatchObject({ code: 0 });
    expect(await kept()).toMatchObject({ value: "third", version: 3 });
  });

  test.each([
    ["an older one", "1"],
    ["one that is still to come", "3"],
    ["none", "0"],
  ])("writes nothing where %s was seen", async (_what, over) => {
    await scene.sandbox.call("CreateSecret", { name: PATH, value: "first" });
    await written("second");
    const before = writes().length;
    const { code, stderr } = await put("third", "--over", over);
    expect(code).toBe(1);
    expect(stderr).toContain("[SECRET_VERSION_UNSEEN]");
    expect(writes()).toHaveLength(before);
    expect(await kept()).toMatchObject({ value: "second", version: 2 });
  });

  test("writes nothing where the secret that was seen is gone", async () => {
    const { code, stderr } = await put("third", "--over", "1");
    expect(code).toBe(1);
    expect(stderr).toContain("it is not there, and version 1 was to be replaced");
    expect(writes()).toEqual([]);
  });
});

describe("a lost reply", () => {
  test.each([
    ["of a create", false, 1],
    ["of an update", true, 2],
  ])("%s is looked up, and nothing is written twice", async (_what, there, version) => {
    if (there) await scene.sandbox.call("CreateSecret", { name: PATH, value: "first" });
    const before = writes().length;
    scene.sandbox.gateway.answerNext(there ? "update-secret-val" : "create-secret", { replyLost: true });
    const { code, stdout } = await put("mine");
    expect({ code, stdout }).toEqual({ code: 0, stdout: `/app/secret is at version ${version}.\n` });
    expect(writes()).toHaveLength(before + 1);
    expect(await kept()).toMatchObject({ value: "mine", version });
  });

  test("after which the value is not there is no word that it will not be, and --over says how to go on", async () => {
    await scene.sandbox.call("CreateSecret", { name: PATH, value: "first" });
    scene.sandbox.gateway.answerNext("update-secret-val", { refused: true });
    const { code, stdout, stderr } = await put("mine");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("The value is not there now. The gateway may still carry the request out.");
    expect(stderr).toContain("--over 1 if it is still at 1");
    expect(stderr).toContain("[GATEWAY_REPLY_LOST]");
    // It arrives late: the command that is advised then overwrites nothing.
    await written("mine");
    expect(await put("mine", "--over", "1")).toMatchObject({ code: 1 });
    expect(await kept()).toMatchObject({ value: "mine", version: 2 });
  });

  test("after which the secret cannot be looked at, or its value not be read, is told as not known", async () => {
    const { token } = await scene.sandbox.limited("/writer", [{ path: "/app/*", may: ["create", "list"] }]);
    const env = { AKEYLESS_ACCESS_ID: "", AKEYLESS_ACCESS_KEY: "", LATCHKEY_TOKEN: token };
    scene.sandbox.gateway.answerNext("create-secret", { replyLost: true });
    const unseen = await scene.run(["put", PATH], { input: "mine", env });
    expect(unseen).toMatchObject({ code: 1, stdout: "" });
    expect(unseen.stderr).toContain("Whether the value is kept is not known");
    expect(unseen.stderr).toContain("--over 0 if it is still not there");
    expect(await kept()).toMatchObject({ value: "mine", version: 1 });

    scene.sandbox.gateway.answerNext("update-secret-val", { replyLost: true });
    scene.sandbox.gateway.answerNext("get-secret-value", { status: 403, body: { error: "no permission" } });
    const unread = await put("newer");
    expect(unread).toMatchObject({ code: 1, stdout: "" });
    expect(unread.stderr).toContain("The secret is at version 2, as it is with the value");
    for (const { stderr } of [unseen, unread]) {
      expect(stderr).toContain("[GATEWAY_REPLY_LOST]");
      expect(stderr).not.toContain("Nothing was changed");
    }
    expect(await kept()).toMatchObject({ value: "newer", version: 2 });
  });
});

describe("the input", () => {
  test.each([
    ["is empty", "", []],
    ["is only the line break that is to be left out", "\n", ["--strip-newline"]],
    ["is no text", Buffer.from([0xc3, 0x28]), []],
    ["is larger than any secret", "x".repeat(1_100_000), []],
  ])("that %s is refused, and nothing is written", async (_what, input, flags) => {
    const { code, stdout, stderr } = await put(input, ...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("[VALUE_INPUT_UNUSABLE]");
    expect(writes()).toEqual([]);
  });

  test("of a terminal is refused: it would be seen there", async () => {
    const { code, stderr } = await scene.run(["put", PATH], { typed: "hunter22\n" });
    expect(code).toBe(2);
    expect(stderr).toContain("it is a terminal");
    expect(writes()).toEqual([]);
  });

  test("may be empty where that is said", async () => {
    await expect(put("", "--allow-empty")).resolves.toMatchObject({ code: 0 });
    expect(await kept()).toMatchObject({ value: "", version: 1 });
  });

  test.each([
    ["hunter22\n", "hunter22"],
    ["hunter22\r\n", "hunter22"],
    ["hunter22\n\n", "hunter22\n"],
    ["hunter22", "hunter22"],
  ])("%j loses one line break by --strip-newline", async (input, value) => {
    await put(input, "--strip-newline");
    expect((await kept()).value).toBe(value);
  });

  test("of one line is told to end in a line break, which is kept", async () => {
    const { stderr } = await put("hunter22\n");
    expect(stderr).toContain("--strip-newline leaves it out");
    expect((await kept()).value).toBe("hunter22\n");
  });
});

test("the built command keeps what is piped into it, in a folder without rights and without a home", async () => {
  const { code, stdout } = await scene.start(["put", PATH], { input: "piped", cwd: "/" }).ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: "/app/secret is at version 1.\n" });
  expect(await kept()).toMatchObject({ value: "piped" });
});

test("an object of another kind is left alone", async () => {
  await scene.producer();
  const { code, stderr } = await scene.run(["put", PRODUCER], { input: "mine" });
  expect(code).toBe(1);
  expect(stderr).toContain("[GATEWAY_OBJECT_KIND]");
  expect(writes()).toEqual([]);
});
