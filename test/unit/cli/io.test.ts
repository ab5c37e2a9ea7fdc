import { PassThrough } from "node:stream";
import { agreeing, machineHost, personHost } from "../../../src/cli/io.js";
import { failure } from "../../support/failure.js";

/** A person at a terminal, who types this. */
function terminal(typed?: string) {
  const printed = { stdout: "", stderr: "" };
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stream = (name: "stdout" | "stderr") => ({
    isTTY: true,
    write: (text: string) => {
      printed[name] += text;
    },
  });
  if (typed !== undefined) stdin.end(typed);
  return { stdin, stdout: stream("stdout"), stderr: stream("stderr"), printed };
}

const patient = () => new AbortController().signal;

test.each([
  ["y\n", true],
  ["YES\n", true],
  [" yes \nno\n", true],
  ["n\n", false],
  ["\n", false],
  ["yess\n", false],
  ["", false],
])("takes %j for %s", async (typed, answer) => {
  const streams = terminal(typed);
  await expect(personHost(streams, false).confirm("Go on?", patient())).resolves.toBe(answer);
  expect(streams.printed).toEqual({ stdout: "", stderr: "Go on? [y/N] " });
});

test("stops to ask when it is interrupted", async () => {
  const streams = terminal();
  const interruption = new AbortController();
  const answer = personHost(streams, false).confirm("Go on?", interruption.signal);
  interruption.abort(new Error("SIGINT received"));
  await expect(answer).rejects.toThrow("SIGINT received");
});

test.each([
  ["standard input is no terminal", { ...terminal(), stdin: new PassThrough() }],
  ["standard error is no terminal", { ...terminal(), stderr: { write: () => {} } }],
])("fails to ask where %s", async (_why, streams) => {
  const host = personHost(streams, false);
  expect(host.canConfirm).toBe(false);
  const fault = await failure(host.confirm("Go on?", patient()));
  expect(fault.code).toBe("CONFIRMATION_IMPOSSIBLE");
});

test("a script is never asked, even at a terminal", async () => {
  const host = machineHost(terminal("y\n"));
  expect(host.canConfirm).toBe(false);
  await expect(failure(host.confirm("Go on?", patient()))).resolves.toMatchObject({
    code: "CONFIRMATION_IMPOSSIBLE",
  });
});

test("whoever has agreed beforehand is not asked", async () => {
  const streams = terminal("n\n");
  const host = agreeing(personHost(streams, false));
  expect(host.canConfirm).toBe(true);
  await expect(host.confirm("Go on?", patient())).resolves.toBe(true);
  expect(streams.printed.stderr).toBe("");
});
