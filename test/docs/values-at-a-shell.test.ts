import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../src/cli/main.js";
import { temporaryFolder } from "../support/cli/temporary-folder.js";
import { watchedWorld } from "../support/cli/watched-world.js";

const guide = readFileSync(join(__dirname, "..", "..", "docs", "values-at-a-shell.md"), "utf8");
/** Without what surrounds them in the shell. */
const commands = [...guide.matchAll(/^(?:.*\| )?latchkey ([^|<>#\n]+)/gm)].map(([, words = ""]) =>
  words.trim(),
);
const names = new Set(commands.map((words) => words.split(" ")[0] ?? ""));

test.each(commands)("the command line understands: latchkey %s", async (words) => {
  const world = watchedWorld({
    HOME: temporaryFolder(),
    PATH: process.env.PATH,
    AWS_EC2_METADATA_DISABLED: "true",
  });
  await expect(main(words.split(" "), world)).resolves.toBe(2);
  // Everything was understood: what is missing is an environment that names a gateway; of AWS, one with credentials.
  const missing = words.includes("--secrets-manager") ? "AWS_NO_CREDENTIALS" : "GATEWAY_URL_MISSING";
  expect(world.printed.stdout + world.printed.stderr).toContain(missing);
});

test.each([...names])(
  "the guide and the help of latchkey %s tell of the same flags and exit codes",
  async (name) => {
    const world = watchedWorld();
    await main([name, "--help"], world);
    const help = world.printed.stdout;
    const flags = (text: string) => new Set(text.match(/(?<![\w-])--[a-z][a-z-]+/g));
    const told = flags(guide);
    expect(
      [...flags(help)].filter((flag) => flag !== "--help" && flag !== "--arg" && !told.has(flag)),
    ).toEqual([]);
    for (const code of ["0 ", "1 ", "2 ", "130 "])
      expect(help.replace("the program's own", "0 ")).toContain(code);
  },
);
