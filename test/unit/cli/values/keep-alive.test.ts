import type { Host } from "../../../../src/cli/io.js";
import { keepAlive } from "../../../../src/cli/values/keep-alive.js";
import type { Lease } from "../../../../src/cli/values/lease.js";
import { Fault } from "../../../../src/errors/fault.js";

interface Extended {
  readonly atSeconds: number;
  readonly id: string;
  readonly minutes: number;
}

interface Kept {
  readonly ttlSeconds: number | null;
  readonly id: string | null;
  /** How long before it was asked for. @default 0 */
  readonly ageSeconds?: number;
  /** How long the gateway takes to answer. @default 0 */
  readonly answerSeconds?: number;
}

/** Keeps a credential alive for so many seconds; `fails` says at which extensions the gateway refuses. */
async function kept(
  { ttlSeconds, id, ageSeconds = 0, answerSeconds = 0 }: Kept,
  forSeconds: number,
  fails: (time: number) => boolean = () => false,
) {
  const until = new AbortController();
  const extended: Extended[] = [];
  const said: string[] = [];
  let now = 0;
  const clock = {
    now: () => new Date(now),
    random: () => 0,
    sleep: async (ms: number, signal?: AbortSignal) => {
      now += ms;
      if (now > forSeconds * 1000) until.abort();
      signal?.throwIfAborted();
    },
  };
  const extend = async (_path: string, credential: { readonly id: string }, minutes: number) => {
    extended.push({ atSeconds: now / 1000, id: credential.id, minutes });
    now += answerSeconds * 1000;
    if (fails(extended.length)) {
      throw new Fault("GATEWAY_REFUSED", { doing: "extending", seen: "no", state: "Nothing was changed." });
    }
  };
  const lease = {
    path: "/p",
    credential: { ttlSeconds },
    endsAt: ttlSeconds === null ? null : new Date((ttlSeconds - ageSeconds) * 1000),
    revocableId: id,
    host: { progress: (line: string) => void said.push(line) } as Partial<Host>,
    clients: { gateway: { issuedCredentials: { extend } } },
  };
  await keepAlive(lease as unknown as Lease, { clock }, until.signal);
  return { extended, said };
}

test("a user's credential is extended by its own lifetime whenever half of it is over", async () => {
  const { extended, said } = await kept({ ttlSeconds: 3600, id: "tmp.1" }, 6000);
  expect(extended).toEqual([1800, 3600, 5400].map((atSeconds) => ({ atSeconds, id: "tmp.1", minutes: 60 })));
  expect(said).toEqual([]);
});

test("however short it lives, the gateway is asked twice a minute at most, and for a minute at least", async () => {
  const { extended } = await kept({ ttlSeconds: 20, id: "tmp.1" }, 70);
  expect(extended.map(({ atSeconds, minutes }) => [atSeconds, minutes])).toEqual([
    [30, 1],
    [60, 1],
  ]);
});

test("half of its life counts from when it was asked for, not from the answer or from when it was honoured", async () => {
  const { extended } = await kept({ ttlSeconds: 600, id: "tmp.1", ageSeconds: 100, answerSeconds: 50 }, 900);
  expect(extended.map(({ atSeconds }) => atSeconds)).toEqual([200, 500, 800]);
});

test("what cannot be extended is told once, tried again while it still works, and ends nothing", async () => {
  const { extended, said } = await kept({ ttlSeconds: 600, id: "tmp.1" }, 1100, (time) => time < 3);
  expect(extended.map(({ atSeconds }) => atSeconds)).toEqual([300, 360, 420, 720, 1020]);
  expect(said).toEqual([
    expect.stringMatching(/^Warning: tmp\.1 could not be extended.*\[GATEWAY_REFUSED\]/s),
  ]);
});

test.each([
  ["of a role", { ttlSeconds: 3600, id: null }],
  ["whose end is not told", { ttlSeconds: null, id: "tmp.1" }],
])("a credential %s is left to its end", async (_what, credential) => {
  expect(await kept(credential, 7200)).toEqual({ extended: [], said: [] });
});
