import { temporaryUsersPromises as promises } from "../../../../src/proof/stories/temporary-users/promises.js";
import type {
  TemporaryUsersHistory,
  TemporaryUsersStages,
} from "../../../../src/proof/stories/temporary-users/stage.js";
import type { GatewayEvent } from "../../../../src/sandbox/gateway/sandbox-gateway.js";
import { awsCall, key, WORKING } from "../../../support/proof/recorded-history.js";
import { brokenIn, butIn, destroyed, idle } from "../../../support/proof/verdicts.js";

const event = (kind: GatewayEvent["kind"], name: string): GatewayEvent => ({ at: new Date(0), kind, name });
const TEMPORARY = "arn:aws:iam::000000424242:user/tmp.p-1.abc";
const application = (caller: string) =>
  awsCall(3, "CreateUser", { parameters: { UserName: "application" }, caller });
const [reader, operator] = [
  { name: "tmp.p-1.reader", groups: [], signsIn: false },
  { name: "tmp.p-1.operator", groups: ["operators"], signsIn: true },
];
const run = [event("issued", "/operations/deployer"), event("revoked", "/operations/deployer")];

const held: TemporaryUsersStages = {
  deploy: { ...destroyed, keysAfter: [key(WORKING)] },
  "second stack": {
    ...destroyed,
    aws: [application(TEMPORARY)],
    events: run,
    keysAfter: [key(WORKING)],
  },
  users: {
    ...idle,
    issued: [reader, operator],
    readerWorksAs: "arn:aws:iam::000000424242:user/tmp.p-1.reader",
    afterRevocation: [reader],
    afterItsTime: [],
    events: [
      event("issued", "/operations/reader"),
      event("issued", "/operations/operator"),
      event("revoked", "/operations/operator"),
      event("expired", "/operations/reader"),
    ],
  },
  "second stack's end": { ...destroyed, events: run },
  destroy: destroyed,
};

const WORKS = "the AWS provider of another stack works with a user that the gateway made for it";
const REVOKED = "that user is revoked as soon as Terraform is done with it, each time";
const OPERATOR = "an operator gets a user of the group that signs in to the console; revoked, it is gone";
const ENDED = "a user that is never revoked is ended by the gateway when its time is over";
const NOTHING = "cdktf destroy leaves nothing in the gateway and nothing in AWS";
const leftOver = { ...key("AKIATEMPORARYTEMPORA"), userName: "tmp.p-1.abc" };
const withoutExpiry = held.users.events.filter(({ kind }) => kind !== "expired");

test("every promise holds where users are made for a while and end in time", () => {
  expect(brokenIn(promises, held)).toEqual([]);
});

test.each<[string, string, TemporaryUsersStages]>([
  [WORKS, "nothing was made", butIn(held, "second stack", { aws: [] })],
  [
    WORKS,
    "the deployer made it",
    butIn(held, "second stack", { aws: [application("arn:aws:iam::000000424242:user/deployer")] }),
  ],
  [
    WORKS,
    "the caller was refused",
    butIn(held, "second stack", { aws: [{ ...application(TEMPORARY), status: 403 }] }),
  ],
  [
    WORKS,
    "it was made twice",
    butIn(held, "second stack", { aws: [application(TEMPORARY), application(TEMPORARY)] }),
  ],
  [REVOKED, "it was not revoked", butIn(held, "second stack", { events: run.slice(0, 1) })],
  [REVOKED, "none was issued", butIn(held, "second stack", { events: [] })],
  [REVOKED, "its key is left", butIn(held, "second stack", { keysAfter: [key(WORKING), leftOver] })],
  [
    REVOKED,
    "the destroy left one",
    butIn(held, "second stack's end", { events: [...run, ...run.slice(0, 1)] }),
  ],
  [OPERATOR, "it is in no group", butIn(held, "users", { issued: [reader, { ...operator, groups: [] }] })],
  [
    OPERATOR,
    "it cannot sign in",
    butIn(held, "users", { issued: [reader, { ...operator, signsIn: false }] }),
  ],
  [OPERATOR, "it is there once revoked", butIn(held, "users", { afterRevocation: [reader, operator] })],
  [ENDED, "its key never worked", butIn(held, "users", { readerWorksAs: "InvalidClientTokenId" })],
  [ENDED, "it is still there", butIn(held, "users", { afterItsTime: [reader] })],
  [ENDED, "the gateway did not end it", butIn(held, "users", { events: withoutExpiry })],
  [ENDED, "it was gone before its time", butIn(held, "users", { afterRevocation: [] })],
  [NOTHING, "a group is left", butIn(held, "destroy", { madeAndThere: ["IAM group operators"] })],
  [NOTHING, "the gateway's key is left", butIn(held, "destroy", { keysAfter: [key(WORKING)] })],
])("%s: fails when %s", (title, _why, history) => {
  expect(brokenIn(promises, history)).toContain(title);
});

test("every promise fails whose stage was not reached", () => {
  expect(brokenIn<TemporaryUsersHistory>(promises, {})).toEqual(promises.map(({ title }) => title));
});
