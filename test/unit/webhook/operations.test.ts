import { z } from "zod";
import { AlreadyGone, customProducer, RefusedInput } from "../../../src/webhook/index.js";
import { ManualClock, settled } from "../../support/hook/manual-clock.js";
import { call, wish } from "../../support/webhook/call.js";
import { System } from "../../support/webhook/system.js";

let system: System;
beforeEach(() => {
  system = new System();
});

test("a credential is made with the payload, the input and the client of the request, and ended by its id", async () => {
  const seen: unknown[] = [];
  const { create } = system.props();
  const producer = customProducer(
    system.props({
      create: (asked) => {
        seen.push({ payload: asked.payload, input: asked.input, client: asked.client });
        return create(asked);
      },
    }),
  );

  const made = await call(producer, "create", wish(system.payloadText, { role: "reader" }));

  expect(made.status).toBe(200);
  expect(seen).toEqual([
    {
      payload: system.payload,
      input: { role: "reader" },
      client: { accessId: "p-client", subClaims: { team: ["payments"] } },
    },
  ]);
  expect([...system.users.keys()]).toEqual([made.json.id]);
  expect(made.json.response).toEqual({ user: made.json.id, password: `password-of-${made.json.id}` });

  const ended = await call(producer, "revoke", { payload: system.payloadText, ids: [made.json.id] });
  expect(ended.json).toEqual({ revoked: [made.json.id] });
  expect(system.users.size).toBe(0);
});

test.each([[7], [7n], ["7"]])("an id %p is a text for the gateway, and for revoke", async (id) => {
  const revoked: unknown[] = [];
  const producer = customProducer(
    system.props({
      create: async () => ({ id, response: {} }),
      revoke: (asked) => {
        revoked.push(asked.id);
      },
    }),
  );

  expect((await call(producer, "create", wish(system.payloadText))).json.id).toBe("7");
  const ended = await call(producer, "revoke", { payload: system.payloadText, ids: [7, "7"] });
  expect(ended.json).toEqual({ revoked: ["7"] });
  expect(revoked).toEqual(["7"]);
});

test("a number that may have lost digits on its way is no id", async () => {
  const producer = customProducer(system.props());
  const ended = await call(
    producer,
    "revoke",
    `{"payload":${JSON.stringify(system.payloadText)},"ids":[9007199254740993]}`,
  );
  expect(ended).toMatchObject({ status: 400, text: expect.stringContaining("WEBHOOK_REQUEST_MALFORMED") });
});

test.each([
  ["an empty text", ""],
  ["nothing", undefined],
  ["null", null],
])("%s is no input", async (_name, input) => {
  const producer = customProducer(system.props());
  const made = await call(producer, "create", { ...wish(system.payloadText), input });
  expect(made.status).toBe(200);
  expect(system.calls).toEqual(["create any"]);
});

test("what is not in the schema of the input is refused before anything is made", async () => {
  const producer = customProducer(system.props());
  const made = await call(producer, "create", wish(system.payloadText, { role: "owner-of-all" }));
  expect(made).toMatchObject({ status: 400, text: expect.stringContaining("WEBHOOK_INPUT_REFUSED") });
  expect(made.text).toContain("role");
  expect(system.calls).toEqual([]);
});

test("without revoke every id is confirmed, and nothing is called", async () => {
  const { revoke: _, ...props } = system.props();
  const ended = await call(customProducer(props), "revoke", { payload: system.payloadText, ids: ["a", "b"] });
  expect(ended.json).toEqual({ revoked: ["a", "b"], message: expect.any(String) });
  expect(system.calls).toEqual([]);
});

test("without rotate a rotation is refused, and the gateway keeps its payload", async () => {
  const { rotate: _, ...props } = system.props();
  const rotated = await call(customProducer(props), "rotate", { payload: system.payloadText });
  expect(rotated).toMatchObject({ status: 501, text: expect.stringContaining("WEBHOOK_ROTATES_NOT") });
});

test("revoking is repeatable: what is gone counts as revoked", async () => {
  const producer = customProducer(
    system.props({
      revoke: ({ id }) => {
        if (!system.users.delete(id)) throw new AlreadyGone();
      },
    }),
  );
  const { id } = (await call(producer, "create", wish(system.payloadText))).json;
  for (let time = 0; time < 2; time++) {
    const ended = await call(producer, "revoke", { payload: system.payloadText, ids: [id, id] });
    expect(ended.json).toEqual({ revoked: [id] });
  }
});

test("two calls that end the same credential at the same time end it once", async () => {
  const producer = customProducer(system.props());
  const { id } = (await call(producer, "create", wish(system.payloadText))).json;
  const ended = await Promise.all(
    [1, 2].map(() => call(producer, "revoke", { payload: system.payloadText, ids: [id] })),
  );
  expect(ended.map(({ json }) => json.revoked)).toEqual([[id], [id]]);
  expect(system.calls.filter((one) => one.startsWith("revoke"))).toEqual([`revoke ${id}`]);
});

test("a credential of one system is ended though another system's of the same id is being ended", async () => {
  const ended: string[] = [];
  let finish = () => {};
  const producer = customProducer(
    system.props({
      revoke: async ({ payload, id }) => {
        if (payload.url === system.payload.url) {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
        }
        ended.push(`${id} of ${payload.url}`);
      },
    }),
  );
  const revoke = (payload: string) => call(producer, "revoke", { payload, ids: ["17"] });
  const here = revoke(system.payloadText);
  await settled();
  const there = revoke(JSON.stringify({ ...system.payload, url: "https://another.example" }));
  await settled();
  finish();

  expect([await here, await there].map(({ json }) => json.revoked)).toEqual([["17"], ["17"]]);
  expect(ended.sort()).toEqual(["17 of https://another.example", "17 of https://system.example"]);
});

describe("a revoke that never comes back", () => {
  let clock: ManualClock;
  let tries: AbortSignal[];
  const hangingOnce = () => {
    clock = new ManualClock();
    tries = [];
    return system.props({
      clock,
      limits: { timeoutSeconds: 20 },
      revoke: async ({ id, signal }) => {
        tries.push(signal);
        if (tries.length === 1) await new Promise(() => {});
        system.users.delete(id);
      },
    });
  };

  test("is answered in time, and tried anew by the next call", async () => {
    const producer = customProducer(hangingOnce());
    const { id } = (await call(producer, "create", wish(system.payloadText))).json;
    const revoke = () => call(producer, "revoke", { payload: system.payloadText, ids: [id] });
    const first = revoke();
    await clock.advance(20_000);
    expect(await first).toMatchObject({ status: 504, text: expect.stringContaining("WEBHOOK_TIME_UP") });

    expect((await revoke()).json).toEqual({ revoked: [id] });
    expect(system.users.size).toBe(0);
  });

  test("is tried anew by a call that came meanwhile, as soon as the first one has given it up", async () => {
    const producer = customProducer(hangingOnce());
    const { id } = (await call(producer, "create", wish(system.payloadText))).json;
    const revoke = () => call(producer, "revoke", { payload: system.payloadText, ids: [id] });
    const first = revoke();
    await clock.advance(15_000);
    const [second, third] = [revoke(), revoke()];
    await clock.advance(5_000);

    expect((await first).status).toBe(504);
    expect((await second).json).toEqual({ revoked: [id] });
    expect((await third).json).toEqual({ revoked: [id] });
    expect(tries).toHaveLength(2);
    expect(system.users.size).toBe(0);
  });

  test("is given up where it ends what no answer tells of, and told to the report", async () => {
    const reports: string[] = [];
    const { create, ...props } = hangingOnce();
    const producer = customProducer({
      ...props,
      create: async (asked) => ({ ...(await create(asked)), response: { count: 1n } }),
      report: ({ what, outcome, code }) => reports.push(`${what} ${outcome} ${code}`),
    });
    expect((await call(producer, "create", wish(system.payloadText))).status).toBe(500);
    const over = producer.settled();
    await clock.advance(20_000);
    await over;

    expect(tries[0]?.aborted).toBe(true);
    expect(reports).toContain("undo failed WEBHOOK_REVOKE_FAILED");
  });
});

test("of several ids those are confirmed that were ended, and the others are not", async () => {
  const producer = customProducer(
    system.props({
      revoke: ({ id }) => {
        if (id === "stuck") throw new Error("the password is hunter22");
      },
    }),
  );
  const some = await call(producer, "revoke", { payload: system.payloadText, ids: ["a", "stuck", "b"] });
  expect(some.json.revoked).toEqual(["a", "b"]);
  expect(some.json.message).toContain("WEBHOOK_REVOKE_FAILED");
  expect(some.text).not.toContain("hunter22");

  const none = await call(producer, "revoke", { payload: system.payloadText, ids: ["stuck"] });
  expect(none).toMatchObject({ status: 500, text: expect.stringContaining("WEBHOOK_REVOKE_FAILED") });
  expect(none.text).not.toContain("hunter22");
});

describe("a dry run", () => {
  const dry = (payload: string) => wish(payload, "", "p-custom");

  test("makes nothing, and its id can be revoked", async () => {
    const producer = customProducer(system.props());
    const made = await call(producer, "create", dry(system.payloadText));
    expect(made.json).toEqual({ id: "dry-run", response: {} });
    const ended = await call(producer, "revoke", { payload: system.payloadText, ids: ["dry-run"] });
    expect(ended.json).toEqual({ revoked: ["dry-run"] });
    expect(system.calls).toEqual([]);
  });

  test("finds a payload that is not what the producer works with", async () => {
    const producer = customProducer(system.props());
    const made = await call(producer, "create", dry('{"url":"https://system.example"}'));
    expect(made).toMatchObject({ status: 400, text: expect.stringContaining("WEBHOOK_PAYLOAD_UNFIT") });
    expect(made.text).toContain("at key");
  });

  test("tries the payload on the system, where the producer can", async () => {
    const producer = customProducer(
      system.props({
        dryRun: ({ payload }) => {
          if (payload.key !== system.payload.key) throw new Error("not known");
        },
      }),
    );
    expect((await call(producer, "create", dry(system.payloadText))).status).toBe(200);
    const wrong = JSON.stringify({ ...system.payload, key: "another-key" });
    expect((await call(producer, "create", dry(wrong))).status).toBe(500);
  });
});

describe("an error", () => {
  const secret = "root-key-of-the-system";

  test.each([
    ["plain", secret],
    ["in base64", Buffer.from(`key=${secret}`).toString("base64")],
    ["in a URL", encodeURIComponent(`https://${secret}@host`)],
  ])(
    "of the producer's own code is not told; nor what it tells a client, if the payload is in it %s",
    async (_name, words) => {
      const failing = (error: Error) =>
        customProducer(
          system.props({
            create: () => {
              throw error;
            },
          }),
        );
      const failed = await call(
        failing(new Error(`connection ${words} refused`)),
        "create",
        wish(system.payloadText),
      );
      expect(failed).toMatchObject({ status: 500, text: expect.stringContaining("WEBHOOK_CREATE_FAILED") });
      expect(failed.text).not.toContain(words);

      const told = await call(failing(new RefusedInput(`no ${words}`)), "create", wish(system.payloadText));
      expect(told).toMatchObject({ status: 400, text: expect.stringContaining("WEBHOOK_INPUT_REFUSED") });
      expect(told.text).not.toContain(words);
    },
  );

  test("that is meant for the client is shown to it", async () => {
    const producer = customProducer(
      system.props({
        create: () => {
          throw new RefusedInput("at most 5 credentials may be open at once");
        },
      }),
    );
    const made = await call(producer, "create", wish(system.payloadText));
    expect(made.text).toContain("at most 5 credentials may be open at once");
  });

  test("about the payload tells no value of it, whatever a schema says", async () => {
    const producer = customProducer(
      system.props({
        payload: z.string().refine(() => false, { error: ({ input }) => `got ${input}` }) as never,
      }),
    );
    const made = await call(producer, "create", wish("the-payload-as-a-text"));
    expect(made.status).toBe(400);
    expect(made.text).not.toContain("the-payload");
  });

  test("is told to the producer's report, where its cause is not written by accident", async () => {
    const reports: unknown[] = [];
    const producer = customProducer(
      system.props({
        create: () => {
          throw new Error(`with ${secret}`);
        },
        report: (report) => reports.push(report),
      }),
    );
    await call(producer, "create", wish(system.payloadText));
    expect(reports).toEqual([
      { what: "create", outcome: "failed", code: "WEBHOOK_CREATE_FAILED", ms: expect.any(Number) },
    ]);
    expect(JSON.stringify(reports)).not.toContain(secret);
    expect((reports[0] as { cause: Error }).cause.message).toContain(secret);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("the disk is full");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("the disk is full"))],
  ])(
    "of a log that cannot be written ends no process and fails no call, where its report %s",
    async (_name, report) => {
      const unhandled: unknown[] = [];
      const note = (error: unknown) => unhandled.push(error);
      process.on("unhandledRejection", note);
      try {
        const producer = customProducer(system.props({ report }));
        expect((await call(producer, "create", wish(system.payloadText))).status).toBe(200);
        await settled();
      } finally {
        process.off("unhandledRejection", note);
      }
      expect(unhandled).toEqual([]);
    },
  );
});

test.each([
  ["no object", { id: "a", response: "text" }],
  ["no response", { id: "a" }],
  ["no id", { response: {} }],
  ["an empty id", { id: "", response: {} }],
  ["a list", { id: "a", response: ["b"] }],
])("what create gives with %s is refused", async (_name, given) => {
  const producer = customProducer(system.props({ create: async () => given as never }));
  const made = await call(producer, "create", wish(system.payloadText));
  expect(made).toMatchObject({ status: 500, text: expect.stringContaining("WEBHOOK_ANSWER_UNFIT") });
});

test("a credential whose response JSON cannot write is ended again", async () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const { create } = system.props();
  const producer = customProducer(
    system.props({ create: async (asked) => ({ ...(await create(asked)), response: circular }) }),
  );
  const made = await call(producer, "create", wish(system.payloadText));
  await producer.settled();
  expect(made).toMatchObject({ status: 500, text: expect.stringContaining("WEBHOOK_ANSWER_UNFIT") });
  expect(system.users.size).toBe(0);
});

test.each([
  [{ payload: {} }, "`payload`"],
  [{ create: undefined }, "`create`"],
  [{ callers: undefined }, "`callers`"],
  [{ callers: { accessIds: [] } }, "`callers.accessIds`"],
  [{ callers: { accessIds: ["t-1234567890"] } }, "`callers.accessIds`"],
  [{ callers: { accessIds: ["p-1"], authService: "ftp://x" } }, "`callers.authService`"],
  [{ prefix: "Upper" }, "`prefix`"],
  [{ lifetimeSeconds: 0 }, "`lifetimeSeconds`"],
  [{ revoke: undefined, clean: { list: () => [] } }, "`clean`"],
  [{ clean: { list: () => [], admins: true } }, "`clean.admins`"],
  [{ revoke: undefined, rotate: { next: () => 0, own: () => "", previous: () => "" } }, "`rotate`"],
])("a producer that cannot work is refused where it is made: %j", (wrong, named) => {
  expect(() => customProducer({ ...system.props(), ...wrong } as never)).toThrow(named);
});
