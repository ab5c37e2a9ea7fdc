import type { Promised } from "../../evidence/promised.js";
import { nothingLeft } from "../promises/nothing-left.js";
import type { TemporaryUsersHistory, TemporaryUsersStages } from "./stage.js";
import { isTemporary, type TemporaryUser } from "./temporary-user.js";

/** What the second stack makes. */
const APPLICATION = "application";
const GROUP = "operators";

const worksForAnotherStack: Promised<TemporaryUsersHistory> = {
  title: "the AWS provider of another stack works with a user that the gateway made for it",
  after: ["second stack"],
  check({ "second stack": { aws } }) {
    const made = aws.filter(
      ({ action, status, parameters }) =>
        action === "CreateUser" && status === 200 && parameters.UserName === APPLICATION,
    );
    const callers = made.map(({ caller }) => caller ?? "an unknown caller");
    return {
      held: made.length === 1 && callers.every(isTemporary),
      expected: `user ${APPLICATION} is made once, by a temporary user`,
      seen: `made ${made.length} times${callers.length > 0 ? `, by ${callers.join(", ")}` : ""}`,
    };
  },
};

const revokedAfterRuns: Promised<TemporaryUsersHistory> = {
  title: "that user is revoked as soon as Terraform is done with it, each time",
  after: ["second stack", "second stack's end"],
  check({ "second stack": deploy, "second stack's end": destroy }) {
    const runs = [deploy, destroy].map(({ events, keysAfter }) => ({
      issued: events.filter(({ kind }) => kind === "issued").length,
      revoked: events.filter(({ kind }) => kind === "revoked").length,
      left: keysAfter.filter(({ userName }) => isTemporary(userName)).length,
    }));
    return {
      held: runs.every(({ issued, revoked, left }) => issued > 0 && revoked === issued && left === 0),
      expected: "the gateway issues and revokes as many, and no key of a temporary user is left",
      seen: runs
        .map(({ issued, revoked, left }) => `${issued} issued, ${revoked} revoked, ${left} left`)
        .join("; "),
    };
  },
};

const operatorSignsIn: Promised<TemporaryUsersHistory> = {
  title: "an operator gets a user of the group that signs in to the console; revoked, it is gone",
  after: ["users"],
  check({ users: { issued, afterRevocation } }) {
    const made = issued.filter(({ groups, signsIn }) => groups.includes(GROUP) && signsIn);
    const left = namesOf(afterRevocation).filter((name) => namesOf(made).includes(name));
    return {
      held: made.length === 1 && left.length === 0,
      expected: `one temporary user in group ${GROUP} with a password, and not there after its revocation`,
      seen: `${namesOf(made).join(", ") || "no such user"}; ${left.length} of them left when it was revoked`,
    };
  },
};

const endedInTime: Promised<TemporaryUsersHistory> = {
  title: "a user that is never revoked is ended by the gateway when its time is over",
  after: ["users"],
  check({ users: { readerWorksAs, afterRevocation, afterItsTime, events } }) {
    const expired = events.filter(({ kind }) => kind === "expired").map(({ name }) => name);
    return {
      held:
        isTemporary(readerWorksAs) &&
        afterRevocation.length === 1 &&
        expired.length === 1 &&
        afterItsTime.length === 0,
      expected: "STS names a temporary user, which is there until the gateway ends it",
      seen: `STS names ${readerWorksAs}; ended by ${expired.join(", ") || "no dynamic secret"}; ${namesOf(afterItsTime).join(", ") || "no temporary user"} left`,
    };
  },
};

/** Everything that the record is judged by, in the order in which it is shown. */
export const temporaryUsersPromises: readonly Promised<TemporaryUsersHistory>[] = [
  worksForAnotherStack,
  revokedAfterRuns,
  operatorSignsIn,
  endedInTime,
  nothingLeft<TemporaryUsersStages>(),
];

function namesOf(users: readonly TemporaryUser[]): string[] {
  return users.map(({ name }) => name);
}
