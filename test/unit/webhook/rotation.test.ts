import { z } from "zod";
import { type CustomProducerProps, customProducer } from "../../../src/webhook/index.js";
import { ManualClock } from "../../support/hook/manual-clock.js";
import { call, wish } from "../../support/webhook/call.js";
import { System, type SystemPayload } from "../../support/webhook/system.js";

let system: System;
let clock: ManualClock;
beforeEach(() => {
  system = new System();
  clock = new ManualClock();
});

const rotate = async (producer: ReturnType<typeof customProducer>, payload: string): Promise<string> =>
  (await call(producer, "rotate", { payload })).json.payload;

describe("a rotation of the producer's own", () => {
  test("gives the payload that the gateway is to keep, in its own form", async () => {
    const producer = customProducer(system.props({ clock }));
    const fresh = await rotate(producer, system.payloadText);
    expect(JSON.parse(fresh)).toEqual({ ...system.payload, key: "fresh-key-of-the-system-1" });
    expect((await call(producer, "create", wish(fresh))).status).toBe(200);
  });

  test("is done once however often it is asked for with the old payload, one after the other or at once", async () => {
    const producer = customProducer(system.props({ clock }));
    const all = await Promise.all([1, 2, 3].map(() => rotate(producer, system.payloadText)));
    const again = await rotate(producer, system.payloadText);
    expect(new Set([...all, again]).size).toBe(1);
    expect(system.calls).toEqual(["rotate"]);
  });

  test("leaves the old payload in use for a while: what is created and revoked with it works", async () => {
    const producer = customProducer(system.props({ clock, oldPayloadSeconds: 300 }));
    const second = await rotate(producer, system.payloadText);
    const third = await rotate(producer, second);
    for (const payload of [system.payloadText, second, third]) {
      const { status, json } = await call(producer, "create", wish(payload));
      expect(status).toBe(200);
      expect((await call(producer, "revoke", { payload, ids: [json.id] })).json).toEqual({
        revoked: [json.id],
      });
    }
    await clock.advance(300_000);
    expect((await call(producer, "create", wish(system.payloadText))).status).toBe(500);
    expect((await call(producer, "create", wish(third))).status).toBe(200);
  });

  test("that fails leaves the old payload as it was, to be rotated again", async () => {
    let fails = true;
    const producer = customProducer(
      system.props({
        clock,
        rotate: (asked) => {
          if (fails) throw new Error(`not with ${asked.payload.key}`);
          return system.rotate(asked);
        },
      }),
    );
    const failed = await call(producer, "rotate", { payload: system.payloadText });
    expect(failed).toMatchObject({ status: 500, text: expect.stringContaining("WEBHOOK_ROTATE_FAILED") });
    expect(failed.text).not.toContain(system.payload.key);
    fails = false;
    expect(JSON.parse(await rotate(producer, system.payloadText)).key).toBe("fresh-key-of-the-system-1");
  });

  test.each([[undefined], [""], [{ url: 7 }]])(
    "that gives %j is refused: the producer could not read it again",
    async (given) => {
      const producer = customProducer(system.props({ clock, rotate: () => given as never }));
      const rotated = await call(producer, "rotate", { payload: system.payloadText });
      expect(rotated).toMatchObject({ status: 500, text: expect.stringContaining("WEBHOOK_ANSWER_UNFIT") });
    },
  );
});

interface KeyPayload extends SystemPayload {
  readonly own?: string | undefined;
  readonly previous?: string | undefined;
}

/** A system whose admin keys are credentials like the others. */
function byCreate(more: Partial<CustomProducerProps<KeyPayload, unknown>> = {}) {
  const { payload, input: _, ...props } = system.props();
  const admit = ({ key }: KeyPayload) => {
    if (!system.keys.has(key)) throw new Error("not known");
  };
  const keyPayload = {
    "~standard": { ...payload["~standard"], validate: (value: unknown) => ({ value: value as KeyPayload }) },
  };
  return customProducer<KeyPayload, unknown>({
    ...props,
    payload: keyPayload,
    clock,
    create: async ({ payload, name }) => {
      admit(payload);
      system.keys.add(`key-of-${name}`);
      return { id: name, response: { key: `key-of-${name}` } };
    },
    revoke: ({ payload, id }) => {
      admit(payload);
      system.calls.push(`revoke ${id}`);
      system.keys.delete(`key-of-${id}`);
    },
    rotate: {
      next: ({ id, response }, { url, own }) => ({ url, key: String(response.key), own: id, previous: own }),
      own: ({ own }) => own,
      previous: ({ previous }) => previous,
    },
    ...more,
  });
}

const idsOfKeys = () => [...system.keys].map((key) => key.replace(/^key-of-/, ""));

describe("a rotation by create and revoke", () => {
  test("makes a new key each time, and ends the one before the present one", async () => {
    const producer = byCreate({ oldPayloadSeconds: 0 });
    const payloads = [system.payloadText];
    for (let time = 0; time < 3; time++) payloads.push(await rotate(producer, payloads.at(-1) ?? ""));
    const keys = payloads.map((text) => JSON.parse(text).key as string);

    expect(new Set(keys).size).toBe(4);
    expect([...system.keys].sort()).toEqual([keys[0], keys[2], keys[3]].sort());
  });

  test("whose answer was lost is repeated, and what it had made is ended once it can be in no payload", async () => {
    const clean = { list: () => idsOfKeys(), admins: true };
    const producer = byCreate({ oldPayloadSeconds: 0, lifetimeSeconds: 3_600, clean });
    const second = await rotate(producer, system.payloadText);
    const lost = JSON.parse(await rotate(producer, second)).key;
    await clock.advance(10_000);
    const third = await rotate(producer, second);

    expect(system.keys).toContain(lost);
    await clock.advance(3_600_000);
    const fourth = await rotate(producer, third);

    expect(system.keys).not.toContain(lost);
    for (const text of [third, fourth]) expect(system.keys).toContain(JSON.parse(text).key);
    expect((await call(producer, "create", wish(fourth))).status).toBe(200);
  });

  test("leaves alone what another dynamic secret of the system works with, however old that is", async () => {
    const clean = { list: () => idsOfKeys() };
    const producer = byCreate({ oldPayloadSeconds: 0, lifetimeSeconds: 3_600, clean });
    const another = await rotate(producer, JSON.stringify({ ...system.payload, database: "another" }));
    await clock.advance(7_200_000);
    const own = await rotate(producer, await rotate(producer, system.payloadText));

    for (const payload of [another, own]) {
      expect((await call(producer, "create", wish(payload))).status).toBe(200);
    }
  });

  test("goes on where the predecessor cannot be ended", async () => {
    let stuck = false;
    const producer = byCreate({
      oldPayloadSeconds: 0,
      revoke: () => {
        if (stuck) throw new Error("not now");
      },
    });
    const second = await rotate(producer, system.payloadText);
    const third = await rotate(producer, second);
    stuck = true;
    const fourth = await call(producer, "rotate", { payload: third });
    expect(fourth.status).toBe(200);
  });
});

describe("a rotation by create whose clients have to say what they want", () => {
  const asked = () => {
    const seen: unknown[] = [];
    const { payload, input: _, rotate: __, ...props } = system.props({ clock });
    const definition = {
      ...props,
      payload,
      input: z.object({ scope: z.enum(["read", "write", "admin"]) }),
      create: ({ name, input, purpose }: { name: string; input: { scope: string }; purpose: string }) => {
        seen.push([purpose, input.scope]);
        return { id: name, response: { key: `key-of-${name}` } };
      },
    };
    const byKey = {
      next: ({ response }: { response: object }, { url }: SystemPayload) => ({
        url,
        key: String((response as { key?: string }).key),
      }),
      own: () => undefined,
      previous: () => undefined,
    };
    return { seen, definition, byKey };
  };

  test("is carried out with the input that it names", async () => {
    const { seen, definition, byKey } = asked();
    const producer = customProducer({ ...definition, rotate: { ...byKey, input: { scope: "admin" } } });
    expect(JSON.parse(await rotate(producer, system.payloadText)).key).toMatch(/^key-of-/);
    expect((await call(producer, "create", wish(system.payloadText))).status).toBe(400);
    expect(seen).toEqual([["rotation", "admin"]]);
  });

  test("is refused at once where it names none: no rotation of it could succeed", () => {
    const { definition, byKey } = asked();
    expect(() => customProducer({ ...definition, rotate: byKey })).toThrow(
      "`rotate` by create and revoke has no `input`",
    );
  });

  test("is told to the first rotation where the schema takes time to say so", async () => {
    const { definition, byKey } = asked();
    const { validate, ...standard } = definition.input["~standard"];
    const input = { "~standard": { ...standard, validate: async (value: unknown) => validate(value) } };
    const producer = customProducer({ ...definition, input, rotate: byKey });
    const rotated = await call(producer, "rotate", { payload: system.payloadText });
    expect(rotated).toMatchObject({ status: 400, text: expect.stringContaining("WEBHOOK_INPUT_REFUSED") });
  });
});

test("what is made for a client has an end, and what a rotation makes has none", async () => {
  const seen: unknown[] = [];
  const producer = byCreate({
    create: async ({ name, purpose, expiresAt, client }) => {
      seen.push([purpose, expiresAt?.getTime(), client.accessId]);
      system.keys.add(`key-of-${name}`);
      return { id: name, response: { key: `key-of-${name}` } };
    },
    lifetimeSeconds: 60,
  });
  await call(producer, "create", wish(system.payloadText));
  await rotate(producer, system.payloadText);
  expect(seen).toEqual([
    ["client", clock.now().getTime() + 60_000, "p-client"],
    ["rotation", undefined, ""],
  ]);
});
