import { otherSystemsPromises as promises } from "../../../../src/proof/stories/other-systems/promises.js";
import type {
  OtherSystemsHistory,
  OtherSystemsStages,
} from "../../../../src/proof/stories/other-systems/stage.js";
import type { GatewayEvent } from "../../../../src/sandbox/gateway/sandbox-gateway.js";
import { gatewayCall, key, WORKING } from "../../../support/proof/recorded-history.js";
import { brokenIn, butIn, destroyed, idle, unchangedDeploy } from "../../../support/proof/verdicts.js";

const ORDERS = "/shop/orders-db";
const event = (kind: GatewayEvent["kind"]): GatewayEvent => ({ at: new Date(0), kind, name: ORDERS });
const answers = [
  { path: "/customers", status: 200, right: true },
  { path: "/weather", status: 200, right: true },
];
const [served, unused] = [
  { answers, weather: [200] },
  { answers: [], weather: [], logins: [] },
];
const failed = { answers: [{ path: "/customers", status: 500, right: false }, ...answers.slice(1)] };
const wrong = { answers: [{ path: "/customers", status: 200, right: false }, ...answers.slice(1)] };
const webhookLogin = { user: "orders_admin_b", accepted: true, same: true };

const held: OtherSystemsStages = {
  deploy: { ...destroyed, ...unused },
  use: { ...idle, ...served, logins: ["orders_u1"], events: [event("issued")] },
  "half an hour": {
    ...idle,
    ...served,
    left: [],
    logins: ["orders_u2"],
    events: [event("expired"), event("issued")],
  },
  "a month": { ...idle, ...served, logins: ["orders_u3"], webhookLogin, events: [event("rotated")] },
  "another key": {
    ...destroyed,
    ...served,
    weather: [401, 200],
    logins: ["orders_u3"],
    webhookLogin,
    gateway: [gatewayCall(1, "dynamic-secret-update-custom", ORDERS)],
  },
  "second deploy": { ...unchangedDeploy, ...unused, logins: ["orders_u3"], logged: [] },
  destroy: { ...destroyed, ...unused },
};

const MADE = "the webhook makes a login of the database when the application asks, and none before";
const DROPPED = "when its time is over it is dropped, and the application goes on with another";
const ROTATED = "the webhook's own login is rotated on schedule, and the database accepts the new one";
const KEPT = "a deploy that changes the dynamic secret leaves it the rotated login";
const KEY = "the API takes another key, and the application finds it by itself";
const LOGGED = "all that while the application has nothing to complain of";
const UNCHANGED = "a deploy after that changes nothing and writes nothing";
const NO_LOGIN = "cdktf destroy leaves no login in the database";
const NOTHING = "cdktf destroy leaves nothing in the gateway and nothing in AWS";

test("every promise holds where logins come and go and the application is served", () => {
  expect(brokenIn(promises, held)).toEqual([]);
});

test.each<[string, string, OtherSystemsStages]>([
  [MADE, "the trial of the webhook made one", butIn(held, "deploy", { logins: ["orders_u0"] })],
  [MADE, "none was made", butIn(held, "use", { logins: [] })],
  [MADE, "the gateway issued none", butIn(held, "use", { events: [] })],
  [MADE, "two were made", butIn(held, "use", { logins: ["orders_u1", "orders_u2"] })],
  [MADE, "the application failed", butIn(held, "use", failed)],
  [MADE, "the application was not used", butIn(held, "use", { answers: [] })],
  [DROPPED, "it is still there", butIn(held, "half an hour", { left: ["orders_u1"] })],
  [DROPPED, "the gateway did not end it", butIn(held, "half an hour", { events: [event("issued")] })],
  [DROPPED, "the application got none", butIn(held, "half an hour", { logins: [] })],
  [DROPPED, "the application got the same", butIn(held, "half an hour", { logins: ["orders_u1"] })],
  [DROPPED, "a call of the application failed", butIn(held, "half an hour", failed)],
  [DROPPED, "the application said something else", butIn(held, "half an hour", wrong)],
  [ROTATED, "the gateway did not rotate", butIn(held, "a month", { events: [event("rotation-failed")] })],
  [
    ROTATED,
    "the gateway keeps the former login",
    butIn(held, "a month", { webhookLogin: { ...webhookLogin, user: "orders_admin_a" } }),
  ],
  [
    ROTATED,
    "the database refuses the new one",
    butIn(held, "a month", { webhookLogin: { ...webhookLogin, accepted: false } }),
  ],
  [ROTATED, "a call of the application failed", butIn(held, "a month", failed)],
  [
    KEPT,
    "the configured login was sent back",
    butIn(held, "another key", { webhookLogin: { ...webhookLogin, user: "orders_admin_a" } }),
  ],
  [
    KEPT,
    "the login does not work any more",
    butIn(held, "another key", { webhookLogin: { ...webhookLogin, accepted: false } }),
  ],
  [
    KEPT,
    "the same login has another password",
    butIn(held, "another key", { webhookLogin: { ...webhookLogin, same: false } }),
  ],
  [KEPT, "nothing was updated", butIn(held, "another key", { gateway: [] })],
  [KEY, "the API refuses the application", butIn(held, "another key", { weather: [401] })],
  [KEY, "a call of the application failed", butIn(held, "another key", failed)],
  [
    UNCHANGED,
    "the gateway was written to",
    butIn(held, "second deploy", { gateway: [gatewayCall(1, "dynamic-secret-update-custom", ORDERS)] }),
  ],
  [UNCHANGED, "there were changes", butIn(held, "second deploy", { terraform: destroyed.terraform })],
  [LOGGED, "a call had failed", butIn(held, "second deploy", { logged: ["/shop/weather is refused"] })],
  [NO_LOGIN, "one is left", butIn(held, "destroy", { logins: ["orders_u3"] })],
  [NOTHING, "a secret is left", butIn(held, "destroy", { madeAndThere: ["item /shop/weather"] })],
  [NOTHING, "a key is left", butIn(held, "destroy", { keysAfter: [key(WORKING)] })],
])("%s: fails when %s", (title, _why, history) => {
  expect(brokenIn(promises, history)).toContain(title);
});

test("every promise fails whose stage was not reached", () => {
  expect(brokenIn<OtherSystemsHistory>(promises, {})).toEqual(promises.map(({ title }) => title));
});
