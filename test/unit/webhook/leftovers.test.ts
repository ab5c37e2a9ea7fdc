import { leftovers } from "../../../src/webhook/cleaning.js";
import { credentialName, readCredentialName } from "../../../src/webhook/credential-name.js";
import { customProducer } from "../../../src/webhook/index.js";
import { ManualClock, settled } from "../../support/hook/manual-clock.js";
import { call, wish } from "../../support/webhook/call.js";
import { System, type SystemPayload } from "../../support/webhook/system.js";

const at = new Date("2026-03-01T10:00:00Z");

test("a name says what it is of and when, to whoever knows the prefix", () => {
  for (const kind of ["user", "admin"] as const) {
    const name = credentialName("orders_1", { kind, at });
    expect(name).toMatch(/^[a-z0-9_]{1,45}$/);
    expect(readCredentialName("orders_1", name)).toEqual({ kind, at });
    expect(readCredentialName("orders", name)).toBeUndefined();
    expect(credentialName("orders_1", { kind, at })).not.toBe(name);
  }
  for (const other of ["root", "orders_1_u", "orders_1_ubackup_of_ada", "orders_1_u2026_0123456789"]) {
    expect(readCredentialName("orders_1", other)).toBeUndefined();
  }
});

test("what is over may be ended, and nothing that another has named", () => {
  const over = credentialName("orders", { kind: "user", at });
  const still = credentialName("orders", { kind: "user", at: new Date(at.getTime() + 1_000) });
  const admin = credentialName("orders", { kind: "admin", at: new Date("2026-01-01T10:00:00Z") });
  const rules = { prefix: "orders", now: at, lifetimeSeconds: 60, admins: undefined };
  const listed = [over, still, admin, "ada", { id: 7, name: over }, { id: 8, name: "ada" }];
  expect(leftovers(listed, rules)).toEqual([over, "7"]);
  expect(leftovers(listed, { ...rules, admins: [] })).toEqual([over, admin, "7"]);
  expect(leftovers([admin], { ...rules, admins: [admin] })).toEqual([]);
});

describe("a producer", () => {
  let system: System;
  let clock: ManualClock;
  const list = () => system.users.keys();
  beforeEach(() => {
    system = new System();
    clock = new ManualClock();
    system.users.set("ada", { key: "" });
  });

  test.each(["create", "revoke", "rotate"] as const)(
    "ends at its next %s what a create has left whose answer was lost",
    async (operation) => {
      const lost = await call(
        customProducer(system.props({ clock, clean: { list }, lifetimeSeconds: 3_600 })),
        "create",
        wish(system.payloadText),
      );
      // The process was killed; another one takes its place.
      const producer = customProducer(system.props({ clock, clean: { list }, lifetimeSeconds: 3_600 }));
      const body = {
        create: wish(system.payloadText),
        revoke: { payload: system.payloadText, ids: ["x"] },
        rotate: { payload: system.payloadText },
      };

      await clock.advance(3_600_000 - 1_000);
      await call(producer, operation, body[operation]);
      expect(system.users.has(lost.json.id)).toBe(true);

      await clock.advance(61_000);
      const after = customProducer(
        system.props({ clock, clean: { list }, lifetimeSeconds: 3_600, rotate: ({ payload }) => payload }),
      );
      const payload = JSON.stringify({ ...system.payload, key: [...system.keys][0] });
      await call(after, operation, { ...body[operation], payload });
      expect(system.users.has(lost.json.id)).toBe(false);
      expect(system.users.has("ada")).toBe(true);
    },
  );

  test("looks once a minute at most, and fails no call where it cannot look", async () => {
    let looks = 0;
    const reports: string[] = [];
    const producer = customProducer(
      system.props({
        clock,
        clean: {
          list: () => {
            looks += 1;
            throw new Error("no right to list");
          },
        },
        report: ({ what, outcome }) => reports.push(`${what} ${outcome}`),
      }),
    );
    for (let time = 0; time < 3; time++) {
      expect((await call(producer, "create", wish(system.payloadText))).status).toBe(200);
    }
    expect(looks).toBe(1);
    await clock.advance(60_000);
    expect((await call(producer, "create", wish(system.payloadText))).status).toBe(200);
    expect(looks).toBe(2);
    expect(reports.filter((one) => one === "clean failed")).toHaveLength(2);
  });

  test("looks as seldom as everySeconds says", async () => {
    let looks = 0;
    const list = () => {
      looks += 1;
      return [];
    };
    const producer = customProducer(system.props({ clock, clean: { list, everySeconds: 600 } }));
    for (const waits of [0, 599_000, 2_000]) {
      await clock.advance(waits);
      expect((await call(producer, "create", wish(system.payloadText))).status).toBe(200);
    }
    expect(looks).toBe(2);
  });

  test("looks at each system that it serves, whichever it has just looked at", async () => {
    const looks: string[] = [];
    const list = ({ payload }: { readonly payload: SystemPayload }) => {
      looks.push(payload.url);
      return [];
    };
    const producer = customProducer(system.props({ clock, clean: { list } }));
    const other = { ...system.payload, url: "https://another.example" };
    for (const payload of [system.payload, other, system.payload, other]) {
      expect((await call(producer, "create", wish(JSON.stringify(payload)))).status).toBe(200);
    }
    expect(looks).toEqual([system.payload.url, other.url]);
  });

  test("waits five seconds for the cleaning, and no longer", async () => {
    const producer = customProducer(system.props({ clock, clean: { list: () => new Promise(() => {}) } }));
    const made = call(producer, "create", wish(system.payloadText));
    await settled();
    await clock.advance(5_000);
    expect((await made).status).toBe(200);
  });
});
