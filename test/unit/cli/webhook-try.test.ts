import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { main } from "../../../src/cli/main.js";
import { TRIAL_RULES } from "../../../src/trial/rules.js";
import { temporaryFolder } from "../../support/cli/temporary-folder.js";
import { watchedWorld } from "../../support/cli/watched-world.js";
import { HandMadeWebhook, type WebhookFault } from "../../support/trial/wrong-webhook.js";

const PAYLOAD = { LATCHKEY_WEBHOOK_PAYLOAD: "the-root-password" };
const running: HandMadeWebhook[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function open(fault: WebhookFault = {}): Promise<HandMadeWebhook> {
  const webhook = await HandMadeWebhook.start({ verifies: () => false, ...fault }, () => "");
  running.push(webhook);
  return webhook;
}

async function tried(args: readonly string[], env: NodeJS.ProcessEnv = PAYLOAD) {
  const world = watchedWorld(env);
  const code = await main(["webhook", "try", ...args], world);
  return { code, ...world.printed };
}

test("a right webhook is told in one line per rule, and the exit code is 0", async () => {
  const webhook = await open();
  const { code, stdout } = await tried([webhook.url, "--open"]);
  expect(code).toBe(0);
  for (const rule of Object.keys(TRIAL_RULES)) {
    expect(stdout.split("\n").filter((line) => new RegExp(`^\\S+ +${rule} `).test(line))).toHaveLength(1);
  }
  expect(stdout).toContain("Nothing is wrong");
  expect(stdout).not.toContain("the-root-password");
  expect([...webhook.passwords]).toEqual(["the-root-password"]);
  expect(webhook.users.size).toBe(0);
});

test.each(["", "/", "/create", "/rotate/"])(
  "the endpoints lie beside each other, whichever is given (%j)",
  async (end) => {
    const webhook = await open();
    expect((await tried([`${webhook.url}${end}`, "--open"])).code).toBe(0);
  },
);

test("a wrong one is told with what was seen and the cure, and the exit code is 1", async () => {
  const webhook = await open();
  const { code, stdout } = await tried([webhook.url]);
  expect(code).toBe(1);
  const line = stdout.split("\n").find((one) => one.includes("callers-create"));
  expect(line).toMatch(/^WRONG/);
  expect(line).toContain("it answers 200");
  expect(line).toContain(TRIAL_RULES["callers-create"].cure);
});

test("--json prints one line with every rule", async () => {
  const webhook = await open();
  const { code, stdout } = await tried([webhook.url, "--open", "--json"]);
  expect(code).toBe(0);
  expect(stdout.trim().split("\n")).toHaveLength(1);
  const { results, left_over } = JSON.parse(stdout);
  expect(results.map(({ rule }: { rule: string }) => rule)).toEqual(Object.keys(TRIAL_RULES));
  expect(left_over).toBe(0);
});

test("--rotate keeps the payload that is in force in a file that its owner alone reads", async () => {
  const webhook = await open();
  const file = join(temporaryFolder(), "payload");
  const { code, stdout, stderr } = await tried([webhook.url, "--open", "--rotate", file]);
  expect(code).toBe(0);
  const present = readFileSync(file, "utf8");
  expect(present).toMatch(/^the-fresh-password/);
  expect(webhook.passwords).toContain(present);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(stdout + stderr).not.toContain(present);
});

test("Ctrl-C keeps the payload of a rotation under way, ends what was made, and the exit code is 130", async () => {
  const world = watchedWorld(PAYLOAD);
  const webhook = await open({
    instead: ({ operation }, right) => {
      if (operation === "rotate") world.interrupt();
      return right();
    },
  });
  const file = join(temporaryFolder(), "payload");
  expect(await main(["webhook", "try", webhook.url, "--open", "--rotate", file], world)).toBe(130);
  expect(readFileSync(file, "utf8")).toBe("the-fresh-password-1");
  expect(webhook.users.size).toBe(0);
  expect(world.printed.stderr).toMatch(/Interrupted\. An answer that is under way is waited for/);
  expect(world.printed.stderr).toContain("[INTERRUPTED]");
  expect(world.printed.stderr).toContain("nothing is left");
  expect(world.printed.stderr).toContain(`${file} holds the last payload`);
});

test("the payload may come slowly, and Ctrl-C ends the wait for it before anything is called", async () => {
  const webhook = await open();
  const input = new PassThrough();
  const world = { ...watchedWorld({}), stdin: input };
  const trying = main(["webhook", "try", webhook.url, "--open", "--payload-file", "-"], world);
  input.write("the-root-");
  setImmediate(() => input.end("password\n"));
  expect(await trying).toBe(0);

  const called = jest.fn();
  const another = await open({ instead: called });
  const interrupted = watchedWorld({});
  const ended = main(["webhook", "try", another.url, "--open", "--payload-file", "-"], {
    ...interrupted,
    stdin: new PassThrough(),
  });
  setImmediate(interrupted.interrupt);
  expect(await ended).toBe(130);
  expect(called).not.toHaveBeenCalled();
});

test("nothing is called where the new payload could not be kept", async () => {
  const webhook = await open({ instead: () => ({ status: 500, body: "called" }) });
  const file = join(temporaryFolder(), "missing", "payload");
  const { code, stderr } = await tried([webhook.url, "--open", "--rotate", file]);
  expect(code).toBe(2);
  expect(stderr).toContain("TRIAL_PAYLOAD_UNWRITABLE");
  expect(existsSync(file)).toBe(false);
});

test("--auth-port says where the webhook has its callers validated", async () => {
  const webhook = await open();
  const { stderr } = await tried([webhook.url, "--auth-port", "0"]);
  expect(stderr).toMatch(/validated at http:\/\/127\.0\.0\.1:\d+\/validate-producer-credentials for p-trial/);
});

test.each([
  ["no URL", []],
  ["a URL of another kind", ["ftp://host/sync"]],
  ["one endpoint of two", ["--create-url", "http://127.0.0.1:1/create"]],
  ["an input that is no object", ["http://127.0.0.1:1", "--input", "[]"]],
  ["a timeout of nothing", ["http://127.0.0.1:1", "--timeout", "0"]],
  ["a payload that is not there", ["http://127.0.0.1:1", "--payload-file", "/nowhere/payload"]],
  ["open and proven at once", ["http://127.0.0.1:1", "--open", "--auth-port", "0"]],
])("%s is a wrong usage", async (_name, args) => {
  expect((await tried(args)).code).toBe(2);
});
