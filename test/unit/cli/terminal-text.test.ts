import { createColors } from "picocolors";
import { machineHost, personHost } from "../../../src/cli/io.js";
import { terminalJson, terminalText } from "../../../src/cli/terminal-text.js";
import { Fault } from "../../../src/errors/fault.js";
import { watchedWorld } from "../../support/cli/watched-world.js";

const HOSTILE = "a\u202eb\u001b]0;title\u0007c\u009b31md\u200be\u2066f\u0000g\rh\ufeffi";
const SHOWN = "a\\u{202e}b\\u{1b}]0;title\\u{7}c\\u{9b}31md\\u{200b}e\\u{2066}f\\u{0}g\\u{d}h\\u{feff}i";

test("what is unseen, or a command to a terminal, is shown by its code; other alphabets stay as they are", () => {
  expect(terminalText(HOSTILE, false)).toBe(SHOWN);
  expect(terminalText("größe 日本 😀 é\n\ttab", false)).toBe("größe 日本 😀 é\n\ttab");
});

test("our own colours stay where there are colours, and those that hide do not", () => {
  const { red, bold } = createColors(true);
  expect(terminalText(red(bold("x")), true)).toBe(red(bold("x")));
  expect(terminalText("\u001b[8mhidden\u001b[2J", true)).toBe("\\u{1b}[8mhidden\\u{1b}[2J");
  expect(terminalText(red("x"), false)).toBe("\\u{1b}[31mx\\u{1b}[39m");
});

test("JSON means the same afterwards", () => {
  const json = terminalJson(JSON.stringify({ [HOSTILE]: HOSTILE, tag: "\u{e0041}" }));
  expect(json).toMatch(/^[\x20-\x7e]*$/);
  expect(JSON.parse(json)).toEqual({ [HOSTILE]: HOSTILE, tag: "\u{e0041}" });
});

const fault = new Fault("STATE_UNREADABLE", {
  doing: `reading ${HOSTILE}`,
  seen: "AKIAIOSFODNN7SAMPLES",
  state: "So.",
});

test("whatever a command says goes through this", () => {
  const world = watchedWorld();
  const person = personHost(world, false);
  person.progress(HOSTILE);
  person.result({}, HOSTILE);
  person.failure(fault);
  const { stdout, stderr } = world.printed;
  for (const text of [stdout, stderr]) expect(text).toContain(SHOWN);
  expect(stderr).toContain(`Reading ${SHOWN}`);
  for (const sign of ["\u001b", "\u202e", "\u009b"]) expect(stdout + stderr).not.toContain(sign);
});

test("no JSON holds a whole key id, in an error either; a sandbox's own keys are there to be used", () => {
  const said = (wholeIds: boolean) => {
    const world = watchedWorld();
    const host = machineHost(world, wholeIds);
    host.result({ says: "key AKIAIOSFODNN7SAMPLES and ASIAIOSFODNN7SAMPLES" }, "");
    host.failure(fault);
    return world.printed.stdout.trim().split("\n");
  };
  const [result = "", failed = ""] = said(false);
  expect(JSON.parse(result)).toEqual({ says: "key AKIA…PLES and ASIA…PLES" });
  expect(failed).not.toContain("AKIAIOSFODNN7SAMPLES");
  const [ready = "", alsoFailed = ""] = said(true);
  expect(ready).toContain("AKIAIOSFODNN7SAMPLES");
  expect(alsoFailed).not.toContain("AKIAIOSFODNN7SAMPLES");
});
