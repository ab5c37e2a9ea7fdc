import { z } from "zod";
import { TRIAL_RULES, type TrialRuleId } from "../../../src/trial/rules.js";
import { type StandInAuthService, standInAuthService } from "../../../src/trial/stand-in-auth-service.js";
import { type TrialOptions, type TrialReport, tryWebhook } from "../../../src/trial/trial.js";
import { customProducer } from "../../../src/webhook/index.js";
import { ManualClock } from "../../support/hook/manual-clock.js";
import {
  type Answered,
  type Asked,
  HandMadeWebhook,
  type Instead,
  type WebhookFault,
} from "../../support/trial/wrong-webhook.js";
import { System } from "../../support/webhook/system.js";

let service: StandInAuthService;
let clock: ManualClock;
let kept: string[];
const running: { stop(): Promise<void> }[] = [];
beforeEach(async () => {
  service = await standInAuthService("p-trial", 0);
  clock = new ManualClock();
  kept = [];
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  await service.close();
});

async function tried(base: string, more: Partial<TrialOptions> = {}): Promise<TrialReport> {
  const at = (operation: string) => new URL(`${base}/${operation}`);
  return tryWebhook({
    urls: { create: at("create"), revoke: at("revoke"), rotate: at("rotate") },
    payload: "the-root-password",
    input: "",
    timeoutSeconds: 60,
    callers: service,
    keepPayload: (payload) => kept.push(payload),
    clock,
    ...more,
  });
}

const brokenIn = ({ results }: TrialReport) =>
  results.filter(({ outcome }) => outcome === "broken").map(({ rule }) => rule);

async function handMade(fault: WebhookFault = {}): Promise<HandMadeWebhook> {
  const webhook = await HandMadeWebhook.start(fault, () => service.url);
  running.push(webhook);
  return webhook;
}

test("nothing is wrong with a right webhook, whoever has written it", async () => {
  const byHand = await handMade();
  const report = await tried(byHand.url);
  expect(report.results.filter(({ outcome }) => outcome !== "held")).toEqual([]);
  expect(report.leftOver).toBe(0);
  expect(byHand.users.size).toBe(0);
  expect(kept.at(-1)).toMatch(/^the-fresh-password/);

  const system = new System();
  const producer = customProducer(
    system.props({ callers: { accessIds: ["p-trial"], authService: service.url } }),
  );
  const server = await producer.serve({ port: 0 });
  running.push(server);
  const ours = await tried(`${server.url}/sync`, { payload: system.payloadText, input: { role: "reader" } });
  expect(ours.results.filter(({ outcome }) => outcome !== "held")).toEqual([]);
  expect(system.users.size).toBe(0);
});

test("a producer without revoke and rotate is right, too", async () => {
  const producer = customProducer({
    payload: z.string(),
    callers: { accessIds: ["p-trial"], authService: service.url },
    create: async ({ name, payload }) => {
      if (payload !== "the-root-password") throw new Error("no");
      return { id: name, response: { token: "signed" } };
    },
  });
  const server = await producer.serve({ port: 0 });
  running.push(server);
  const url = (operation: string) => new URL(`${server.url}/${operation}`);
  const urls = { create: url("create"), revoke: url("revoke"), rotate: undefined };
  expect(brokenIn(await tried(server.url, { urls }))).toEqual([]);
});

/** The right answer with some of its fields changed. */
const changed =
  (operation: string, change: (body: Record<string, unknown>) => unknown): Instead =>
  async (asked, right) => {
    const answer: Answered = await right();
    if (asked.operation !== operation || answer.status !== 200) return answer;
    return { status: 200, body: change(answer.body as Record<string, unknown>) };
  };

const WRONG: readonly (readonly [string, TrialRuleId, WebhookFault])[] = [
  [
    "answers a create with 201",
    "create-200",
    {
      instead: async ({ operation, body }, right) => {
        const answer = await right();
        const isCreate = operation === "create" && body?.client_info?.access_id !== "p-custom";
        return isCreate && answer.status === 200 ? { ...answer, status: 201 } : answer;
      },
    },
  ],
  [
    "answers a create with a text",
    "create-json",
    {
      instead: async ({ body }, right) => {
        const answer = await right();
        const isClient = body?.client_info && body.client_info.access_id !== "p-custom";
        return isClient && answer.status === 200 ? { status: 200, body: "done" } : answer;
      },
    },
  ],
  [
    "has numbers for ids",
    "id-text",
    { instead: changed("create", (body) => (body.id === "tried" ? body : { ...body, id: 7 })) },
  ],
  [
    "has empty ids",
    "id-text",
    { instead: changed("create", (body) => (body.id === "tried" ? body : { ...body, id: "" })) },
  ],
  [
    "has a text for the response",
    "response-object",
    {
      instead: changed("create", (body) => (body.id === "tried" ? body : { ...body, response: "password" })),
    },
  ],
  [
    "has one id for all",
    "ids-differ",
    { instead: changed("create", (body) => (body.id === "tried" ? body : { ...body, id: "shared" })) },
  ],
  [
    "fails a dry run",
    "dry-run",
    {
      instead: ({ body }, right) =>
        body?.client_info?.access_id === "p-custom" ? { status: 500, body: "no such client" } : right(),
    },
  ],
  [
    "makes something in a dry run",
    "dry-run-makes-nothing",
    {
      instead: changed("create", (body) =>
        body.id === "tried" ? { ...body, id: `u${Math.random()}` } : body,
      ),
    },
  ],
  [
    "does not know the id of a dry run",
    "dry-run-revoked",
    {
      instead: ({ operation, body }, right) =>
        operation === "revoke" && body?.ids?.includes("tried") ? { status: 404, body: "unknown" } : right(),
    },
  ],
  [
    "takes an object only for the input",
    "empty-input",
    {
      instead: ({ body }, right) =>
        body?.input === "" && body.client_info.access_id !== "p-custom"
          ? { status: 400, body: "input is no object" }
          : right(),
    },
  ],
  [
    "refuses fields that it does not know",
    "unknown-fields",
    {
      instead: ({ body }, right) => (body?.a_later_field ? { status: 400, body: "unknown field" } : right()),
    },
  ],
  [
    "hands the payload to the client",
    "response-secrecy",
    {
      instead: async (asked, right) => {
        const answer = await right();
        if (asked.operation !== "create" || answer.status !== 200) return answer;
        const body = answer.body as { response: object };
        return { status: 200, body: { ...body, response: { ...body.response, admin: asked.body.payload } } };
      },
    },
  ],
  [
    "answers a revoke with no list",
    "revoked-texts",
    { instead: changed("revoke", () => ({ revoked: true })) },
  ],
  [
    "lists numbers as revoked",
    "revoked-texts",
    { instead: changed("revoke", ({ revoked }) => ({ revoked: [...(revoked as string[]), 7] })) },
  ],
  [
    "confirms nothing",
    "revoke-confirms",
    {
      instead: changed("revoke", ({ revoked }) => ({
        revoked: (revoked as string[]).filter((id) => id === "tried"),
      })),
    },
  ],
  [
    "ends the first of several only",
    "revoke-several",
    { instead: changed("revoke", ({ revoked }) => ({ revoked: (revoked as string[]).slice(0, 1) })) },
  ],
  [
    "confirms what it was not asked for",
    "revoke-no-others",
    { instead: changed("revoke", ({ revoked }) => ({ revoked: [...(revoked as string[]), "another"] })) },
  ],
  [
    "fails where there is nothing to end any more",
    "revoke-repeatable",
    {
      instead: ({ operation, body }, right, { users }) =>
        operation === "revoke" && !body.ids.every((id: string) => id === "tried" || users.has(id))
          ? { status: 500, body: "no such user" }
          : right(),
    },
  ],
  [
    "answers a revoke with 204",
    "revoke-200",
    {
      instead: async ({ operation, body }, right) => {
        const answer = await right();
        return operation === "revoke" && answer.status === 200 && !body.ids.includes("tried")
          ? { status: 204, body: "" }
          : answer;
      },
    },
  ],
  [
    "takes what is no JSON",
    "malformed-refused",
    {
      instead: ({ body }, right) =>
        body === undefined ? { status: 200, body: { id: "x", response: {} } } : right(),
    },
  ],
  [
    "answers a failure with 200",
    "failure-status",
    {
      instead: async (_asked, right) => {
        const answer = await right();
        return answer.status === 500 ? { status: 200, body: { error: "it does not work" } } : answer;
      },
    },
  ],
  [
    "repeats the payload in an error",
    "error-secrecy",
    {
      instead: async ({ body }, right) => {
        const answer = await right();
        return answer.status === 500 ? { ...answer, body: `cannot log in with ${body.payload}` } : answer;
      },
    },
  ],
  [
    "repeats what it cannot read, in base64",
    "error-secrecy",
    {
      instead: ({ body, text }, right) =>
        body === undefined ? { status: 400, body: Buffer.from(text).toString("base64") } : right(),
    },
  ],
  ["reads bodies of any length", "long-body", { mostBytes: Number.POSITIVE_INFINITY }],
  ["lets in whoever calls create", "callers-create", { verifies: ({ operation }) => operation !== "create" }],
  ["lets in whoever calls revoke", "callers-revoke", { verifies: ({ operation }) => operation !== "revoke" }],
  ["lets in whoever calls rotate", "callers-rotate", { verifies: ({ operation }) => operation !== "rotate" }],
  ["takes any credentials", "callers-forged", { verifies: ({ creds }) => creds === undefined }],
  [
    "takes the credentials of another gateway",
    "callers-other",
    {
      instead: async (asked, right) => {
        const answer = await right();
        const isForged = asked.creds === undefined || asked.creds.startsWith("forged");
        return answer.status === 401 && !isForged ? { status: 200, body: { id: "y", response: {} } } : answer;
      },
    },
  ],
  [
    "gives an object for a payload",
    "rotate-200",
    { instead: changed("rotate", (body) => ({ payload: body })) },
  ],
  [
    "gives the old payload for a new one",
    "rotate-changes",
    {
      instead: ({ operation, body, creds }, right) =>
        operation === "rotate" && creds ? { status: 200, body: { payload: body.payload } } : right(),
    },
  ],
  [
    "gives a payload that does not work",
    "new-payload",
    { instead: changed("rotate", () => ({ payload: "some-other-password" })) },
  ],
  ["forgets the old payload at once", "old-payload", { forgetsOldPayload: true }],
  ["cannot rotate again from the old payload", "rotate-repeatable", { forgetsOldPayload: true }],
];

test.each(WRONG)("a webhook that %s is found out (%s)", async (_name, rule, fault) => {
  const webhook = await handMade(fault);
  const report = await tried(webhook.url);

  const found = report.results.find((one) => one.rule === rule);
  expect(found).toMatchObject({ outcome: "broken", seen: expect.any(String), cure: TRIAL_RULES[rule].cure });
  const told = JSON.stringify(report);
  for (const secret of ["the-root-password", "generated", ...kept]) expect(told).not.toContain(secret);
});

test("most faults break one rule, and not all of them", async () => {
  const numbers = await Promise.all(
    WRONG.map(async ([, , fault]) => brokenIn(await tried((await handMade(fault)).url)).length),
  );
  expect(Math.max(...numbers)).toBeLessThanOrEqual(6);
  expect(numbers.filter((number) => number === 1).length).toBeGreaterThan(WRONG.length / 2);
});

test("a webhook that is not there is one fault, and nothing else is tried", async () => {
  const report = await tried("http://127.0.0.1:1/sync");
  expect(brokenIn(report)).toEqual(["answers"]);
  expect(report.results.filter(({ outcome }) => outcome === "held")).toEqual([]);
});

test("a webhook that is too slow is found out without waiting for each request", async () => {
  let asked = 0;
  const webhook = await handMade({
    instead: () => {
      asked += 1;
      void clock.advance(60_000);
      return "hold";
    },
  });
  expect(brokenIn(await tried(webhook.url))).toEqual(["in-time"]);
  expect(asked).toBe(1);
});

test("without --rotate nothing is rotated, not even by a webhook that asks nobody who it is", async () => {
  const webhook = await handMade({ verifies: () => false });
  const urls = ["create", "revoke", "rotate"].map((one) => new URL(`${webhook.url}/${one}`));
  await tryWebhook({
    urls: { create: urls[0] as URL, revoke: urls[1] as URL, rotate: urls[2] as URL },
    payload: "the-root-password",
    input: "",
    timeoutSeconds: 60,
    callers: service,
    clock,
  });
  expect([...webhook.passwords]).toEqual(["the-root-password"]);
});

test("what could not be ended is told", async () => {
  const webhook = await handMade({
    instead: ({ operation, body }, right) =>
      operation === "revoke" && !body.ids.includes("tried") ? { status: 500, body: "no" } : right(),
  });
  const report = await tried(webhook.url);
  expect(brokenIn(report)).toContain("revoke-200");
  expect(report.leftOver).toBe(webhook.users.size);
  expect(report.leftOver).toBeGreaterThan(0);
});

test("what was made before a webhook hangs up is ended, though nothing else is tried any more", async () => {
  const webhook = await handMade({
    instead: ({ body }, right) =>
      body?.input === "" && body.client_info.access_id !== "p-custom" ? "hang up" : right(),
  });
  const report = await tried(webhook.url, { input: { role: "reader" } });
  expect(brokenIn(report)).toEqual(["answers", "empty-input"]);
  expect(webhook.next()).toBeGreaterThan(4);
  expect(webhook.users.size).toBe(0);
  expect(report.leftOver).toBe(0);
});

test("what was made is ended where a new payload cannot be kept", async () => {
  const webhook = await handMade({
    instead: ({ operation, body }, right) =>
      operation === "revoke" && body.ids.length === 1 && body.ids[0] !== "tried"
        ? { status: 500, body: "later" }
        : right(),
  });
  const full = new Error("the disk is full");
  const trial = tried(webhook.url, {
    keepPayload: () => {
      throw full;
    },
  });
  await expect(trial).rejects.toBe(full);
  expect(webhook.next()).toBeGreaterThan(1);
  expect(webhook.users.size).toBe(0);
});

describe("a trial that is interrupted", () => {
  /** Interrupts while the webhook is at the request that is meant, and notes what comes after it. */
  async function interruptedAt(
    meant: (asked: Asked, seen: number) => boolean,
    fault: Instead = (_, right) => right(),
  ) {
    const interruption = new AbortController();
    const after: Asked[] = [];
    let seen = 0;
    const webhook = await handMade({
      instead: (asked, right, it) => {
        if (interruption.signal.aborted) after.push(asked);
        seen += 1;
        if (meant(asked, seen)) interruption.abort(new Error("SIGINT received"));
        return fault(asked, right, it);
      },
    });
    const report = await tried(webhook.url, { signal: interruption.signal });
    return { report, webhook, after };
  }

  test("waits for the answer under way, ends what was made, and asks for nothing else", async () => {
    const { report, webhook, after } = await interruptedAt(
      ({ operation }, seen) => operation === "create" && seen > 4,
    );
    expect(report).toMatchObject({ interrupted: true, leftOver: 0 });
    expect(webhook.next()).toBeGreaterThan(1);
    expect(webhook.users.size).toBe(0);
    expect(after.map(({ operation }) => operation)).toEqual(["revoke"]);
  });

  test("keeps the payload of a rotation under way, and ends what was made with that one", async () => {
    let isRotating = false;
    const { report, webhook, after } = await interruptedAt(
      ({ operation, body, creds }) => {
        isRotating = operation === "rotate" && creds !== undefined && body.payload === "the-root-password";
        return isRotating;
      },
      ({ operation, body }, right) =>
        operation === "revoke" && !isRotating && body.ids.length > 1 && body.payload === "the-root-password"
          ? { status: 500, body: "later" }
          : right(),
    );
    expect(kept).toEqual(["the-fresh-password-1"]);
    expect(report).toMatchObject({ interrupted: true, leftOver: 0 });
    expect(after.map(({ operation, body }) => [operation, body.payload])).toEqual([
      ["revoke", "the-fresh-password-1"],
    ]);
    expect(webhook.users.size).toBe(0);
  });

  test("tells what it could not end", async () => {
    const { report, webhook } = await interruptedAt(
      ({ operation, body }) => operation === "create" && body?.client_info?.access_id === "p-trial",
      ({ operation, body }, right) =>
        operation === "revoke" && !body.ids.includes("tried") ? { status: 500, body: "no" } : right(),
    );
    expect(report).toMatchObject({ interrupted: true, leftOver: 1 });
    expect(webhook.users.size).toBe(1);
  });
});

test("there is a deliberately wrong webhook for every rule", () => {
  const rules = new Set<TrialRuleId>([...WRONG.map(([, rule]) => rule), "answers", "in-time"]);
  expect([...rules].sort()).toEqual(Object.keys(TRIAL_RULES).sort());
});
