import type { GatewayEvent } from "../../../sandbox/gateway/sandbox-gateway.js";
import { firstFew } from "../../evidence/first-few.js";
import type { Promised } from "../../evidence/promised.js";
import { nothingLeft } from "../promises/nothing-left.js";
import { unchanged } from "../promises/unchanged.js";
import type { OtherSystemsHistory, OtherSystemsStages, Systems } from "./stage.js";

const loginMade: Promised<OtherSystemsHistory> = {
  title: "the webhook makes a login of the database when the application asks, and none before",
  after: ["deploy", "use"],
  check({ deploy, use }) {
    const issued = ofKind("issued", use.events);
    return {
      held: deploy.logins.length === 0 && issued.length === 1 && use.logins.length === 1 && isServed(use),
      expected: "no login after the deploy, one that the gateway has issued once the application was used",
      seen: `${listed(deploy.logins)} after the deploy, ${listed(use.logins)} issued by ${listed(issued)}; ${answersOf(use)}`,
    };
  },
};

const loginDropped: Promised<OtherSystemsHistory> = {
  title: "when its time is over it is dropped, and the application goes on with another",
  after: ["use", "half an hour"],
  check({ use, "half an hour": stage }) {
    const { left, logins, events } = stage;
    const ended = ofKind("expired", events);
    return {
      held:
        use.logins.length === 1 &&
        left.length === 0 &&
        ended.length === 1 &&
        logins.length === 1 &&
        logins[0] !== use.logins[0] &&
        isServed(stage),
      expected: "the database has that login no more, and another one once the application was used again",
      seen: `${listed(use.logins)}, then ${listed(left)}, then ${listed(logins)}; ${answersOf(stage)}`,
    };
  },
};

const webhookRotated: Promised<OtherSystemsHistory> = {
  title: "the webhook's own login is rotated on schedule, and the database accepts the new one",
  after: ["a month"],
  check({ "a month": stage }) {
    const { webhookLogin, events } = stage;
    const rotated = ofKind("rotated", events);
    return {
      held:
        rotated.length === 1 &&
        webhookLogin.user === "orders_admin_b" &&
        webhookLogin.accepted &&
        isServed(stage),
      expected: "one rotation, after which the gateway keeps the other login of the two, which works",
      seen: `${rotated.length} rotations; the gateway keeps ${webhookLogin.user}, ${webhookLogin.accepted ? "accepted" : "refused"}; ${answersOf(stage)}`,
    };
  },
};

const rotatedLoginKept: Promised<OtherSystemsHistory> = {
  title: "a deploy that changes the dynamic secret leaves it the rotated login",
  after: ["a month", "another key"],
  check({ "a month": before, "another key": { webhookLogin, gateway } }) {
    const updates = gateway.filter(
      ({ command, status }) => command === "dynamic-secret-update-custom" && status === 200,
    );
    return {
      held:
        updates.length > 0 &&
        webhookLogin.user === before.webhookLogin.user &&
        webhookLogin.same &&
        webhookLogin.accepted,
      expected: "an update of the dynamic secret, and the same payload afterwards, whose login works",
      seen: `${updates.length} updates; the gateway keeps ${webhookLogin.same ? "the same" : "another"} payload, of ${webhookLogin.user}, ${webhookLogin.accepted ? "accepted" : "refused"}`,
    };
  },
};

const keyReplaced: Promised<OtherSystemsHistory> = {
  title: "the API takes another key, and the application finds it by itself",
  after: ["another key"],
  check({ "another key": stage }) {
    return {
      held: stage.weather.at(-1) === 200 && isServed(stage),
      expected: "the last answer of the API is 200, and no call of the application has failed",
      seen: `the API answered ${stage.weather.join(", ") || "nothing"}; ${answersOf(stage)}`,
    };
  },
};

const nothingLogged: Promised<OtherSystemsHistory> = {
  title: "all that while the application has nothing to complain of",
  after: ["second deploy"],
  check: ({ "second deploy": { logged } }) => ({
    held: logged.length === 0,
    expected: "no line in its log",
    seen: `${logged.length} lines${logged.length > 0 ? `: ${firstFew(logged).join("; ")}` : ""}`,
  }),
};

const noLoginLeft: Promised<OtherSystemsHistory> = {
  title: "cdktf destroy leaves no login in the database",
  after: ["destroy"],
  check: ({ destroy: { logins } }) => ({
    held: logins.length === 0,
    expected: "the database has no login of a client",
    seen: listed(logins),
  }),
};

/** Everything that the record is judged by, in the order in which it is shown. */
export const otherSystemsPromises: readonly Promised<OtherSystemsHistory>[] = [
  loginMade,
  loginDropped,
  webhookRotated,
  rotatedLoginKept,
  keyReplaced,
  nothingLogged,
  unchanged<OtherSystemsStages>("a deploy after that changes nothing and writes nothing", "second deploy"),
  noLoginLeft,
  nothingLeft<OtherSystemsStages>(),
];

/** Whether the application was used, and each of its answers was right. */
function isServed({ answers }: Systems): boolean {
  return answers.length > 0 && answers.every(({ status, right }) => status === 200 && right);
}

function answersOf({ answers }: Systems): string {
  const said = answers.map(
    ({ path, status, right }) => `${path} ${status}${right ? "" : ", which is wrong"}`,
  );
  return `the application answered ${said.join(", ") || "nothing"}`;
}

function ofKind(kind: GatewayEvent["kind"], events: readonly GatewayEvent[]): string[] {
  return events.filter((event) => event.kind === kind).map(({ name }) => name);
}

function listed(names: readonly string[]): string {
  return names.join(", ") || "none";
}
