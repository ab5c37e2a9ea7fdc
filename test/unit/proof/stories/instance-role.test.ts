import { instanceRolePromises as promises } from "../../../../src/proof/stories/instance-role/promises.js";
import type {
  InstanceRoleHistory,
  InstanceRoleStages,
} from "../../../../src/proof/stories/instance-role/stage.js";
import { awsCall, gatewayCall, key, WORKING } from "../../../support/proof/recorded-history.js";
import { brokenIn, butIn, destroyed, idle, unchangedDeploy } from "../../../support/proof/verdicts.js";

const ACCESS_ID = "p-instances";
const session = (role: string) => ({
  service: "sts" as const,
  caller: `arn:aws:sts::000000424242:assumed-role/${role}/i-0123456789abcdef0`,
});
const instance = (number: number, command: string, name: string | null, status = 200) => ({
  ...gatewayCall(number, command, name ?? "", false),
  name,
  status,
  accessId: ACCESS_ID,
});
const DEV = "/services/web/dev/greeting";
const PROD = "/services/web/prod/greeting";

const held: InstanceRoleStages = {
  deploy: { ...destroyed, gateway: [gatewayCall(1, "create-role", "/r")] },
  read: {
    ...idle,
    accessId: ACCESS_ID,
    told: true,
    toldInVain: false,
    toldOutside: "Gateway permission denied … Status 401 Unauthorized, Error: UnauthorizedAccess. …",
    toldOther: `Gateway login refused … Desc: Failed to authenticate token based access. …
      Status 401 Unauthorized, Error: AuthenticationFailed. Message: access authentication failed …
      it belongs to arn:aws:sts::000000424242:assumed-role/example-batch/i-0123456789abcdef0`,
    aws: [
      awsCall(1, "GetCallerIdentity", session("example-web")),
      awsCall(2, "GetCallerIdentity", session("example-batch")),
    ],
    gateway: [
      instance(1, "auth", null),
      instance(2, "describe-item", DEV),
      instance(3, "get-secret-value", DEV),
      instance(4, "auth", null),
      instance(5, "describe-item", PROD, 401),
      instance(6, "auth", null, 401),
    ],
  },
  "second deploy": unchangedDeploy,
  destroy: destroyed,
};

const READS = "an instance reads the secret of its folder by its AWS role, and has no key";
const OUTSIDE = "what its access role does not name, it is not told";
const OTHER = "an instance with another role is not let in";
const CAUSES = "each refusal is told by its cause, with what the gateway said and whom AWS saw";
const UNCHANGED = "a second deploy changes nothing and writes nothing";
const NOTHING = "cdktf destroy leaves nothing in the gateway and nothing in AWS";
const gatewayBut = (number: number, change: object) =>
  butIn(held, "read", {
    gateway: held.read.gateway.map((call) => (call.number === number ? { ...call, ...change } : call)),
  });

test("every promise holds where the gateway tells what the role allows", () => {
  expect(brokenIn(promises, held)).toEqual([]);
});

test.each<[string, string, InstanceRoleStages]>([
  [READS, "the value was not what was told", butIn(held, "read", { told: false })],
  [READS, "the gateway refused it", gatewayBut(3, { status: 401 })],
  [READS, "an administrator read it", gatewayBut(3, { accessId: "p-admin" })],
  [READS, "the gateway never asked STS about the role", butIn(held, "read", { aws: held.read.aws.slice(1) })],
  [READS, "a key was made for it", butIn(held, "deploy", { keysMade: [WORKING] })],
  [OUTSIDE, "the other secret was told", gatewayBut(5, { command: "get-secret-value", status: 200 })],
  [OUTSIDE, "a value was told beside a refusal", butIn(held, "read", { toldInVain: true })],
  [OUTSIDE, "it was never asked for", gatewayBut(5, { name: "/elsewhere" })],
  [OUTSIDE, "the gateway failed instead of refusing", gatewayBut(5, { status: 500 })],
  [OTHER, "the other role was let in", gatewayBut(6, { status: 200 })],
  [
    OTHER,
    "it read nevertheless",
    butIn(held, "read", { gateway: [...held.read.gateway, instance(7, "get-secret-value", DEV)] }),
  ],
  [OTHER, "no instance had another role", butIn(held, "read", { aws: held.read.aws.slice(0, 1) })],
  [CAUSES, "outside nothing was said", butIn(held, "read", { toldOutside: "" })],
  [CAUSES, "the two were mixed up", butIn(held, "read", { toldOther: held.read.toldOutside })],
  [
    CAUSES,
    "it is not said whom AWS saw",
    butIn(held, "read", { toldOther: held.read.toldOther.replace("example-batch", "…") }),
  ],
  [UNCHANGED, "IAM was written to", butIn(held, "second deploy", { aws: [awsCall(1, "UpdateRole")] })],
  [UNCHANGED, "there were changes", butIn(held, "second deploy", { terraform: destroyed.terraform })],
  [
    UNCHANGED,
    "the gateway was written to",
    butIn(held, "second deploy", { gateway: [gatewayCall(1, "update-role", "/r")] }),
  ],
  [NOTHING, "an access role is left", butIn(held, "destroy", { madeAndThere: ["access role /r"] })],
  [NOTHING, "a key is left", butIn(held, "destroy", { keysAfter: [key(WORKING)] })],
  [NOTHING, "nothing was destroyed", butIn(held, "destroy", { terraform: undefined })],
])("%s: fails when %s", (title, _why, history) => {
  expect(brokenIn(promises, history)).toContain(title);
});

test("every promise fails whose stage was not reached", () => {
  expect(brokenIn<InstanceRoleHistory>(promises, {})).toEqual(promises.map(({ title }) => title));
});
