import { existsSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../../src/cli/main.js";
import { packageVersion } from "../../../src/domain/package-root.js";
import { temporaryFolder } from "../../support/cli/temporary-folder.js";
import { watchedWorld } from "../../support/cli/watched-world.js";

test.each([
  [["--help"], /Usage: latchkey[\s\S]*Exit codes:/],
  [["--version"], new RegExp(`^${packageVersion().replaceAll(".", "\\.")}\n$`)],
  [["sandbox", "--help"], /--control-port[\s\S]*POST \/clock/],
  [["start", "--help"], /LATCHKEY_PROVIDER_MIRROR/],
])("%j answers on stdout and is a success", async (args, answer) => {
  const world = watchedWorld();
  await expect(main(args, world)).resolves.toBe(0);
  expect(world.printed.stdout).toMatch(answer);
  expect(world.printed.stderr).toBe("");
});

describe("fails with exit code 2, having done nothing, when", () => {
  test.each([
    ["there is no such command", ["strat"], /unknown command 'strat'/],
    ["there is no such option", ["start", "--hurry"], /unknown option '--hurry'/],
    ["there is no such document", ["start", "--only", "7"], /It should be one of 000, 001, 002, 003, 004\./],
    ["an option lacks its value", ["provider", "install"], /--mirror/],
    ["a port is none", ["sandbox", "--aws-port", "65536"], /It should be a port from 0 to 65535/],
    ["a wait is too long", ["retire", "--quiet-period-seconds", "3601"], /It should be a number of seconds/],
    ["a grace is too long", ["hook", "serve", "--grace-seconds", "3601"], /It should be a number of seconds/],
    ["nothing is asked for", [], /Usage: latchkey/],
  ])("%s", async (_why, args, complaint) => {
    const world = watchedWorld();
    await expect(main(args, world)).resolves.toBe(2);
    expect(world.printed.stderr).toMatch(complaint);
    expect(world.printed.stdout).toBe("");
  });

  test("Terraform is missing", async () => {
    const work = join(temporaryFolder(), "work");
    const world = watchedWorld({ ...process.env, TERRAFORM_BINARY_NAME: "/nowhere/terraform" });
    await expect(main(["start", "--work", work], world)).resolves.toBe(2);
    expect(world.printed.stderr).toMatch(
      /Error: Terraform not found\n\n[\s\S]*Nothing was started\.[\s\S]*\[TERRAFORM_MISSING\]/,
    );
    expect(existsSync(work)).toBe(false);
  });
});

test("a fault is one line of JSON for a script", async () => {
  const world = watchedWorld({ ...process.env, TERRAFORM_BINARY_NAME: "/nowhere/terraform" });
  await expect(main(["start", "--json"], world)).resolves.toBe(2);
  expect(world.printed.stdout.split("\n")).toHaveLength(2);
  expect(JSON.parse(world.printed.stdout)).toEqual({
    error: {
      code: "TERRAFORM_MISSING",
      summary: "Terraform not found",
      detail: expect.stringContaining("Nothing was started."),
    },
  });
});

test("an interruption is exit code 130, and says that nothing is left running", async () => {
  const world = watchedWorld();
  world.interrupt();
  const work = join(temporaryFolder(), "work");
  await expect(main(["start", "--work", work], world)).resolves.toBe(130);
  expect(world.printed.stderr).toContain("Everything that it had started is stopped.");
});
