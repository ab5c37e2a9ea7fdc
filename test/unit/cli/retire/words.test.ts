import { inWordsOfTheCommand } from "../../../../src/cli/retire/words.js";
import { catalog, type FaultCode } from "../../../../src/errors/catalog.js";
import { Fault } from "../../../../src/errors/fault.js";
import { ROTATOR } from "../../../support/seed/fake-cloud.js";
import { subject } from "../../../support/seed/world.js";

const candidate = {
  ...subject,
  keyId: "AKIASEEDSEEDSEEDSEED",
  rotator: ROTATOR,
  proofProducer: null,
  quietSeconds: 15,
};
const reachable = (Object.keys(catalog) as FaultCode[]).filter((code) => /^(SEED|AWS|GATEWAY)_/.test(code));

test.each(reachable)("%s advises nobody who runs the command to apply again", (code) => {
  const state = "The seed key is turned off but not deleted; the next apply goes on from there.";
  const told = inWordsOfTheCommand(new Fault(code, { doing: "retiring", seen: "x", state }), candidate);
  expect(told.code).toBe(code);
  expect(told.detail).not.toMatch(/\bapply again\b|the next apply goes/i);
});

test("keeps the advice that knows the case, such as a command with ids", () => {
  const advice = "Delete it and apply again: aws iam delete-access-key --access-key-id X";
  const fault = new Fault("SEED_UNKNOWN_KEY", { doing: "retiring", seen: "x", state: "", advice });
  expect(inWordsOfTheCommand(fault, candidate).details.advice).toBe(
    "Delete it and run the command again: aws iam delete-access-key --access-key-id X",
  );
});
