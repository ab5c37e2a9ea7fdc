import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../src/cli/main.js";
import { temporaryFolder } from "../support/cli/temporary-folder.js";
import { watchedWorld } from "../support/cli/watched-world.js";

const root = join(__dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "retire.md"), "utf8");
const commands = [...guide.matchAll(/^npx --no latchkey (retire .+)$/gm)].map(([, command = ""]) => command);

test("the guide shows the command in all its ways", () => {
  expect(commands.length).toBeGreaterThanOrEqual(5);
});

// The stack of the guide is deployed, retired and applied again in test/acceptance/retire.test.ts.
test.each(commands)("the command line understands: latchkey %s", async (command) => {
  const world = watchedWorld({
    HOME: temporaryFolder(),
    PATH: process.env.PATH,
    AWS_EC2_METADATA_DISABLED: "true",
  });
  const yes = command.includes("--yes") || command.includes("--dry-run") ? [] : ["--yes"];
  await expect(main([...command.split(" "), ...yes], world)).resolves.toBe(2);
  const { stdout, stderr } = world.printed;
  // Everything was understood: what is missing is an environment that names a gateway; without a target, whether one is
  // needed a state tells, and a secret of AWS needs none.
  const missing = /--target/.test(command)
    ? /GATEWAY_URL_MISSING/
    : /--secret/.test(command)
      ? /AWS_NO_CREDENTIALS/
      : /STATE_PULL_FAILED|STATE_UNREADABLE|HCP_TOKEN_MISSING/;
  expect(stdout + stderr).toMatch(missing);
});

test("every flag of the guide is one of the command, and every exit code one of the help", async () => {
  const world = watchedWorld();
  await main(["retire", "--help"], world);
  const flags = new Set([...guide.matchAll(/(?<![\w-])(?<!npx )--[a-z][a-z-]+/g)].map(([flag]) => flag));
  expect(flags.size).toBeGreaterThan(8);
  for (const flag of flags) expect(world.printed.stdout).toContain(flag);
  for (const code of ["0 ", "1 ", "2 ", "130 "]) expect(world.printed.stdout).toContain(code);
});
