import { execFile } from "node:child_process";
import { join } from "node:path";
import { temporaryFolder } from "../cli/temporary-folder.js";
import { executables } from "../runtime/executables.js";
import { makeTestProgram } from "../runtime/test-program.js";
import * as here from "./every-client.js";

/** Where executables are tested: a program that makes one request. Made at once, before a test has another environment. */
const program = executables() === undefined ? undefined : makeProgram();

/**
 * Every client of the product on the runtime that is tested: here, or, where executables are tested, each request in a
 * process of its own, compiled as they are, with the environment of the moment.
 */
export const everyClient: readonly here.Client[] = here.everyClient.map((client) => ({
  ...client,
  ask: (origin) => (program ? asked(program, client.name, origin) : client.ask(origin)),
}));

export const { REGISTRY } = here;

export function callback(origin: string): ReturnType<typeof here.callback> {
  return program ? asked(program, "callback", origin) : here.callback(origin);
}

export async function registry(): ReturnType<typeof here.registry> {
  if (!program) return here.registry();
  return (
    (await asked<Awaited<ReturnType<typeof here.registry>> | null>(program, "registry", "")) ?? undefined
  );
}

async function asked<T>(made: Promise<string>, name: string, origin: string): Promise<T> {
  const { env } = process;
  const file = await made;
  return new Promise((resolve, reject) => {
    execFile(file, [name, origin], { env }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${name} ended without an answer: ${stderr}`, { cause: error }));
      else resolve(JSON.parse(stdout) as T);
    });
  });
}

function makeProgram(): Promise<string> {
  const file = join(temporaryFolder(), "ask");
  const made = makeTestProgram(join(__dirname, "ask-main.ts"), file).then(() => file);
  made.catch(() => {}); // whoever asks is told
  return made;
}
