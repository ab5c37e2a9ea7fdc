import { Fault } from "../../../src/errors/fault.js";
import { type Rotatable, type RotationWorld, rotatedInWords, rotateNow } from "../../../src/rotate/index.js";
import { FakeClock } from "../../support/seed/fake-clock.js";

const PATH = "/prod/rotator";
const JOB = { path: PATH, endGrace: false, wayToEndGrace: "--end-grace" };

const never: Rotatable = {
  kind: "rotated secret",
  lastRotatedAt: undefined,
  version: 1,
  status: "RotationInitialStatus",
  lastError: undefined,
  grace: undefined,
  awsKey: { of: "target", target: "/prod/aws" },
};

/** A gateway with one thing to rotate; it shows a rotation so long after the request, or never. */
class Gateway {
  readonly clock = new FakeClock();
  readonly stop = new AbortController();
  readonly told: string[] = [];
  asked = 0;
  found: Rotatable | undefined;
  keys: Awaited<ReturnType<RotationWorld["keysThrough"]>>;
  answer: () => Promise<Awaited<ReturnType<RotationWorld["rotate"]>>> = async () => ({
    kind: "done",
    value: undefined,
  });

  constructor(
    found: Partial<Rotatable> = {},
    readonly showsAfterMs: number | "never" = 0,
  ) {
    this.found = { ...never, ...found };
  }

  readonly world: RotationWorld = {
    find: async () => this.found,
    rotate: async () => {
      this.asked += 1;
      const { showsAfterMs } = this;
      if (showsAfterMs === 0) this.rotates();
      const began = this.clock.now().getTime();
      this.clock.onTick = (now) => {
        if (showsAfterMs !== "never" && now - began >= showsAfterMs) this.rotates();
      };
      return this.answer();
    },
    keysThrough: async () => this.keys,
    clock: this.clock,
    signal: this.stop.signal,
    progress: (message) => this.told.push(message),
  };

  rotates(): void {
    this.clock.onTick = () => {};
    if (this.found)
      this.found = {
        ...this.found,
        lastRotatedAt: this.clock.now(),
        version: 2,
        status: "RotationSucceeded",
      };
  }

  rotate(changes: Partial<typeof JOB> = {}) {
    return rotateNow(this.world, { ...JOB, ...changes });
  }
}

const lost = async () => ({ kind: "unclear", why: "the connection broke" }) as const;

test("asks once, and tells when it was rotated", async () => {
  const gateway = new Gateway();
  const rotated = await gateway.rotate();
  expect(rotated).toEqual({ kind: "rotated secret", at: gateway.clock.now(), shown: true, grace: undefined });
  expect(gateway.asked).toBe(1);
  expect(rotatedInWords(PATH, rotated)).toBe("/prod/rotator was rotated at 2026-03-01 10:00:00 UTC");
});

test.each([0, 7_000, 90_000])(
  "finds what a lost answer has left %i ms later, and does not ask again",
  async (ms) => {
    const gateway = new Gateway({}, ms);
    gateway.answer = lost;
    expect(await gateway.rotate()).toMatchObject({ shown: true });
    expect(gateway.asked).toBe(1);
    expect(gateway.told.join()).toContain("not asking again");
  },
);

test("says that it is not known where nothing shows, having asked once", async () => {
  const gateway = new Gateway({}, "never");
  gateway.answer = lost;
  const error = await gateway.rotate().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "ROTATION_UNCONFIRMED" });
  expect(Fault.is(error) && error.detail).toMatch(
    /the connection broke.*never, as before.*asked for once, and not again/s,
  );
  expect(gateway.asked).toBe(1);
});

test("takes the gateway's word that it is done, where it does not show it", async () => {
  const gateway = new Gateway({}, "never");
  const rotated = await gateway.rotate();
  expect(rotated).toMatchObject({ shown: false });
  expect(rotatedInWords(PATH, rotated)).toContain("as the gateway says; it does not show when");
});

test("ends by an interruption with what is known, once it has asked", async () => {
  const gateway = new Gateway({}, "never");
  gateway.answer = async () => {
    gateway.stop.abort(new Error("stop"));
    return { kind: "unclear" };
  };
  await expect(gateway.rotate()).rejects.toMatchObject({
    code: "INTERRUPTED",
    details: { state: expect.stringContaining("asked for once") },
  });
});

test.each(["GATEWAY_INTERRUPTED", "GATEWAY_REFUSED"] as const)(
  "a request that has come to nothing is not said to be asked for, though it was interrupted: %s",
  async (code) => {
    const gateway = new Gateway();
    const fault = new Fault(code, { doing: "rotating", seen: "a stop", state: "Nothing was changed by it." });
    gateway.answer = async () => {
      gateway.stop.abort(new Error("stop"));
      throw fault;
    };
    await expect(gateway.rotate()).rejects.toBe(fault);
  },
);

test("what the gateway says of the rotation is told, though it was interrupted meanwhile", async () => {
  const gateway = new Gateway({}, "never");
  gateway.answer = async () => {
    gateway.stop.abort(new Error("stop"));
    gateway.found = undefined;
    return { kind: "done", value: undefined };
  };
  await expect(gateway.rotate()).rejects.toMatchObject({ code: "GATEWAY_OBJECT_MISSING" });
});

test("a refusal is what it is: nothing was asked for", async () => {
  const gateway = new Gateway();
  const refused = new Fault("GATEWAY_PERMISSION_DENIED", {
    doing: "rotating",
    seen: "401",
    state: "Nothing.",
  });
  gateway.answer = () => Promise.reject(refused);
  await expect(gateway.rotate()).rejects.toBe(refused);
});

test("a key that AWS has no room for is told as such", async () => {
  const gateway = new Gateway();
  const seen = "failed to create an access key: LimitExceeded";
  gateway.answer = () => Promise.reject(new Fault("GATEWAY_REFUSED", { doing: "rotating", seen, state: "" }));
  await expect(gateway.rotate()).rejects.toMatchObject({
    code: "AWS_KEY_QUOTA",
    details: {
      seen: expect.stringContaining("both slots for keys that AWS allows are taken"),
      advice: expect.stringContaining("latchkey status --target /prod/aws"),
    },
  });
});

test("what is not there is told before anything is asked for", async () => {
  const gateway = new Gateway();
  gateway.found = undefined;
  await expect(gateway.rotate()).rejects.toMatchObject({ code: "GATEWAY_OBJECT_MISSING" });
  expect(gateway.asked).toBe(0);
});

describe("in a grace", () => {
  const now = new FakeClock().now();
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const inGrace = { lastRotatedAt: ago(2), grace: { intervalDays: 3, hour: 6 } };
  const key = (id: string, hours: number) => ({ id, status: "Active", createdAt: ago(hours) });
  const BEFORE = key("AKIAAAAAAAAAAAAABEFR", 30);
  const WORKING = key("AKIAAAAAAAAAAAAAWORK", 2);
  const both = { heldId: WORKING.id, keys: [BEFORE, WORKING] };

  test.each<[string, Partial<Rotatable>, Gateway["keys"], RegExp]>([
    ["with both keys to be seen", {}, both, /AKIA…WORK works, and AKIA…BEFR.* until 2026-03-04 06:00 UTC/],
    ["by the gateway's dates", {}, undefined, /until 2026-03-04 06:00 UTC.*dates tell.*could not be seen/],
    ["of a key of its own", { awsKey: { of: "itself" } }, undefined, /until 2026-03-04 06:00 UTC/],
    ["until the next rotation", { grace: { intervalDays: 0, hour: 0 } }, both, /until the next rotation/],
  ])("asks for nothing, and says until when both slots are taken: %s", async (_, changes, keys, seen) => {
    const gateway = new Gateway({ ...inGrace, ...changes });
    gateway.keys = keys;
    const error = await gateway.rotate().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "KEY_SLOTS_IN_GRACE",
      details: {
        seen: expect.stringMatching(seen),
        state: "Nothing was asked for.",
        advice: expect.stringContaining("--end-grace"),
      },
    });
    expect(gateway.asked).toBe(0);
  });

  test.each<[string, Partial<Rotatable>, Gateway["keys"]]>([
    ["whose earlier key is gone already, as a seed that was retired", {}, { ...both, keys: [WORKING] }],
    ["that is over", { lastRotatedAt: ago(99) }, both],
    ["of something that is no key of AWS", { awsKey: undefined }, undefined],
  ])("rotates in one %s", async (_, changes, keys) => {
    const gateway = new Gateway({ ...inGrace, ...changes });
    gateway.keys = keys;
    expect(await gateway.rotate()).toMatchObject({ grace: { until: new Date("2026-03-04T06:00:00Z") } });
    expect(gateway.asked).toBe(1);
  });

  test("rotates all the same where the caller wants it to end", async () => {
    const gateway = new Gateway(inGrace);
    gateway.keys = both;
    const rotated = await gateway.rotate({ endGrace: true });
    expect(gateway.asked).toBe(1);
    expect(rotatedInWords(PATH, rotated)).toMatch(/what was before stays until 2026-03-04 06:00 UTC/);
  });
});
