import { once } from "node:events";
import { LatchkeyCommand } from "../../support/cli/latchkey-command.js";

jest.setTimeout(60_000);

const latchkey = new LatchkeyCommand({});
afterAll(() => latchkey.close());

/** Runs the command with somebody at its streams who leaves before anything is said, as `| head` may. */
async function ended(...args: readonly string[]) {
  const { child, printed } = latchkey.start(...args);
  child.stdout.destroy();
  child.stderr.destroy();
  const [code, signal] = await once(child, "exit");
  expect(printed).toEqual({ stdout: "", stderr: "" });
  return { code, signal };
}

describe("where nobody reads what is printed any more, a command ends with the code that it would have had", () => {
  test.each([
    ["its result", ["--version"], 0],
    ["its failure", ["status", "--target", ""], 2],
    ["its failure, for a script", ["status", "--json", "--target", ""], 2],
  ] as const)("%s", async (_what, args, code) => {
    await expect(ended(...args)).resolves.toEqual({ code, signal: null });
  });

  test("and does its work until it is asked to stop", async () => {
    const { child } = latchkey.start("sandbox");
    child.stderr.destroy();
    await once(child.stdout, "data");
    child.stdout.destroy();
    child.kill("SIGTERM");
    await expect(once(child, "exit")).resolves.toEqual([0, null]);
  });
});
