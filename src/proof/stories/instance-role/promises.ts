import type { AwsCallRecord } from "../../../sandbox/aws/sandbox-aws.js";
import type { GatewayCallRecord } from "../../../sandbox/gateway/sandbox-gateway.js";
import type { Promised } from "../../evidence/promised.js";
import { nothingLeft } from "../promises/nothing-left.js";
import { unchanged } from "../promises/unchanged.js";
import type { InstanceReading, InstanceRoleHistory, InstanceRoleStages } from "./stage.js";

/** The secret in the folder that the access role names, and the one outside of it. */
const INSIDE = "/services/web/dev/greeting";
const OUTSIDE = "/services/web/prod/greeting";
/** What an instance is told where the access role does not name a secret, and where the login is refused. */
const SAID_OUTSIDE = ["Gateway permission denied", "Status 401 Unauthorized, Error: UnauthorizedAccess."];
const SAID_OTHER = [
  "Gateway login refused",
  "Desc: Failed to authenticate token based access.",
  "Status 401 Unauthorized, Error: AuthenticationFailed. Message: access authentication failed",
  ":assumed-role/example-batch/i-0123456789abcdef0",
];
/** The role to which the auth method is bound, and the other one. */
const BOUND = "example-web";
const OTHER = "example-batch";

const readsInItsFolder: Promised<InstanceRoleHistory> = {
  title: "an instance reads the secret of its folder by its AWS role, and has no key",
  after: ["deploy", "read"],
  check({ deploy, read }) {
    const [identity] = provenAs(BOUND, read);
    const told = callsAbout(INSIDE, read).find(
      ({ command, status }) => command === "get-secret-value" && status === 200,
    );
    const keys = [...deploy.keysMade, ...read.keysMade];
    return {
      held: identity !== undefined && told !== undefined && read.told && keys.length === 0,
      expected: `STS names the role ${BOUND} to the gateway, which tells the value of ${INSIDE}; no access key is made`,
      seen: `${identity?.caller ?? `no session of ${BOUND}`}; ${answersTo(INSIDE, read)}${read.told ? "" : ", and the value was not told"}; ${keys.length} access keys made`,
    };
  },
};

const refusedOutside: Promised<InstanceRoleHistory> = {
  title: "what its access role does not name, it is not told",
  after: ["read"],
  check({ read }) {
    const asked = callsAbout(OUTSIDE, read);
    return {
      held:
        asked.length > 0 && asked.every(({ status }) => status === 401 || status === 403) && !read.toldInVain,
      expected: `the gateway refuses to tell ${OUTSIDE}`,
      seen: `${answersTo(OUTSIDE, read)}${read.toldInVain ? "; a value was told nevertheless" : ""}`,
    };
  },
};

const causesTold: Promised<InstanceRoleHistory> = {
  title: "each refusal is told by its cause, with what the gateway said and whom AWS saw",
  after: ["read"],
  check({ read: { toldOutside, toldOther } }) {
    const missing = [
      ...SAID_OUTSIDE.filter((text) => !toldOutside.includes(text)),
      ...SAID_OTHER.filter((text) => !toldOther.includes(text)),
    ];
    return {
      held: missing.length === 0,
      expected: `${SAID_OUTSIDE[0]} outside of its folder, ${SAID_OTHER[0]} with another role`,
      seen:
        missing.length === 0
          ? `${SAID_OUTSIDE[0]} · ${SAID_OTHER[0]}, for ${OTHER}`
          : `not told: ${missing.join("; ")}`,
    };
  },
};

const otherRoleRefused: Promised<InstanceRoleHistory> = {
  title: "an instance with another role is not let in",
  after: ["read"],
  check({ read }) {
    const [identity] = provenAs(OTHER, read);
    const logins = read.gateway.filter(
      ({ command, accessId }) => command === "auth" && accessId === read.accessId,
    );
    const refused = logins.findLast(({ status }) => status === 401);
    const afterwards = read.gateway.filter(({ number }) => refused !== undefined && number > refused.number);
    return {
      held:
        identity !== undefined && refused !== undefined && afterwards.every(({ status }) => status >= 400),
      expected: `STS names the role ${OTHER} to the gateway, which answers the login with 401`,
      seen: `${identity?.caller ?? `no session of ${OTHER}`}; logins were answered ${logins.map(({ status }) => status).join(", ") || "not at all"}`,
    };
  },
};

/** Everything that the record is judged by, in the order in which it is shown. */
export const instanceRolePromises: readonly Promised<InstanceRoleHistory>[] = [
  readsInItsFolder,
  refusedOutside,
  otherRoleRefused,
  causesTold,
  unchanged<InstanceRoleStages>("a second deploy changes nothing and writes nothing", "second deploy"),
  nothingLeft<InstanceRoleStages>(),
];

/** The calls by which the gateway had STS say that a login comes from a session of a role. */
function provenAs(role: string, { aws }: InstanceReading): readonly AwsCallRecord[] {
  return aws.filter(
    ({ action, status, caller }) =>
      action === "GetCallerIdentity" && status === 200 && caller?.includes(`:assumed-role/${role}/`) === true,
  );
}

/** What instances asked the gateway about a path. */
function callsAbout(path: string, { gateway, accessId }: InstanceReading): readonly GatewayCallRecord[] {
  return gateway.filter((call) => call.name === path && call.accessId === accessId);
}

function answersTo(path: string, read: InstanceReading): string {
  const answers = callsAbout(path, read).map(({ command, status }) => `${command} ${status}`);
  return `${path}: ${answers.join(", ") || "nothing was asked"}`;
}
