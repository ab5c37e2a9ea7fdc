import { DEDICATION_TAG } from "../../domain/dedication-tag.js";
import type { FaultCode } from "../../errors/catalog.js";
import { catalog } from "../../errors/catalog.js";
import { Fault } from "../../errors/fault.js";
import type { KeySubject, RetireCandidate } from "./candidate.js";
import { nameOf } from "./plan-text.js";

/** Advice for whoever runs the command, where that of an apply is another. */
const ADVICE: Partial<Record<FaultCode, string>> = {
  SEED_ACCOUNT_MISMATCH:
    "Run with credentials of the account that the user's ARN names, for example by AWS_PROFILE.",
  SEED_CALLER_IS_USER:
    "Run with credentials of another identity, for example by AWS_PROFILE: keys of this user are about to end, and the caller's access would end with them.",
  SEED_USER_MISSING: "Check the user's ARN, and the account that the credentials belong to.",
  SEED_USER_ARN_MISMATCH: "Give --user the whole ARN, so that path and partition are right.",
  SEED_TARGET_MISSING: "Check the path, and that this is the right gateway.",
  SEED_TARGET_WITHOUT_KEY:
    "Nothing is to be retired: the target works with the identity of the gateway itself.",
  SEED_HELD_KEY_FOREIGN: "Find out whose key the target works with: this user's keys are none of its.",
  SEED_ROTATOR_MISSING: "Create the rotator of the target first, or name the right one by --rotator.",
  SEED_PROOF_IMPOSSIBLE:
    "Let the caller read the target's details, or name a dynamic producer of the target that it may use by --proof-producer.",
  WRONG_TARGET: "Name the rotator of this target by --rotator.",
};

/**
 * The same fault as it concerns the person who runs `latchkey retire`, not an apply.
 *
 * @param candidate the key of a target; none for one in a secret
 */
export function inWordsOfTheCommand(fault: Fault, candidate?: RetireCandidate): Fault {
  const { details, code } = fault;
  const advice =
    candidate && code === "SEED_USER_NOT_DEDICATED"
      ? dedicationAdvice(candidate)
      : // What knows the case, such as a command with its ids, stays.
        (details.advice ?? ADVICE[code] ?? catalog[code].advice);
  return new Fault(code, { ...details, state: ofRuns(details.state), advice: ofRuns(advice) });
}

/** The fault of a run that was interrupted: what matters is in which state that left things. */
export function interruption({ details }: Fault): Fault {
  return new Fault("INTERRUPTED", {
    doing: details.doing,
    seen: "Ctrl-C or SIGTERM",
    state: ofRuns(details.state),
    advice: "Run the command again to go on from here.",
  });
}

/** The fault of a run that was interrupted before it has begun with any key. */
export function interruptedBefore(): Fault {
  return new Fault("INTERRUPTED", {
    doing: "preparing to retire keys",
    seen: "Ctrl-C or SIGTERM",
    state: "Nothing was changed.",
    advice: "Run the command again.",
  });
}

/** The fault of a run that was interrupted while a system owed an answer. */
export function unanswered(about: KeySubject): Fault {
  return new Fault("INTERRUPTED", {
    doing: `retiring ${nameOf(about)}`,
    seen: "Ctrl-C or SIGTERM, and no answer to what was asked for last",
    state: "Whether that has been done is not known.",
    advice: "Run the command again: it finds out how things stand, and goes on from there.",
  });
}

function ofRuns(text: string): string {
  return text
    .replaceAll("the next apply", "the next run")
    .replaceAll("Apply again", "Run the command again")
    .replaceAll("apply again", "run the command again");
}

function dedicationAdvice({ user, target, userResource }: RetireCandidate): string {
  const where = userResource?.address.text ?? "the user's resource";
  const tag = JSON.stringify(DEDICATION_TAG);
  const path = JSON.stringify(target);
  const tags = JSON.stringify([{ Key: DEDICATION_TAG, Value: target }]);
  return [
    "Only keys of a user that is dedicated to this target are touched. If the user serves this target and nothing else, say so at once:",
    `  aws iam tag-user --user-name ${user.name} --tags '${tags}'`,
    `and in ${where}, so that the next apply does not take it away again:`,
    `  tags = { ${tag} = ${path} }    (CDKTF: tags: { ${tag}: ${path} })`,
  ].join("\n");
}
