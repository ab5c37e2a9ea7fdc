import { Redaction } from "../../../src/engine/redaction.js";
import { Fault } from "../../../src/errors/fault.js";
import { attr } from "../../../src/vocabulary/index.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { stage } from "../../support/engine/test-provider.js";
import { type ThingResource, thing, thingTable } from "../../support/engine/thing.js";

const attributes = {
  secret: attr.writeOnly.string({ doc: "S." }),
  pin: attr.optional.int({ doc: "P.", sensitive: true }),
  list: attr.optional.list("string", { doc: "L.", sensitive: true }),
  map: attr.optional.map("string", { doc: "M.", sensitive: true }),
  owner: attr.optional.object({ key: attr.required.string({ doc: "K.", sensitive: true }) }, { doc: "O." }),
  rules: attr.optional.objects({ key: attr.required.string({ doc: "K.", sensitive: true }) }, { doc: "R." }),
  plain: attr.optional.string({ doc: "Plain." }),
};

describe("redaction", () => {
  const of = (object: object) =>
    new Redaction().addFrom(attributes, object as Parameters<Redaction["addFrom"]>[1]);

  test("hides a secret of any length, and takes no time for a long one where the text is short", () => {
    const secret = "s3cret/".repeat(1_000_000);
    const redaction = of({ secret });
    const begun = process.cpuUsage();
    for (let round = 0; round < 1_000; round++) expect(redaction.apply("a short text")).toBe("a short text");
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(2_000);
    expect(redaction.apply(`it is ${secret}!`)).toBe("it is (sensitive)!");
    expect(redaction.apply(`?k=${encodeURIComponent(secret)}`)).toBe("?k=(sensitive)");
  });

  test.each<[string, object, string, string]>([
    ["a secret", { secret: "hunter2" }, "the key hunter2 is bad", "the key (sensitive) is bad"],
    ["every occurrence", { secret: "hunter2" }, "hunter2hunter2", "(sensitive)(sensitive)"],
    ["a secret in JSON", { secret: 'a"b\nc' }, '{"k":"a\\"b\\nc"}', '{"k":"(sensitive)"}'],
    ["a secret in a URL", { secret: "a/b+c=" }, "?k=a%2Fb%2Bc%3D", "?k=(sensitive)"],
    [
      "a secret of special characters",
      { secret: "$^.*+?()[]{}|\\/-" },
      "x $^.*+?()[]{}|\\/- y",
      "x (sensitive) y",
    ],
    [
      "a secret in base64 together with something else, and all of that",
      { secret: "correct horse" },
      `Basic ${Buffer.from("user:correct horse, é").toString("base64")} was refused`,
      "Basic (sensitive) was refused",
    ],
    [
      "a secret in escapes, and nothing beside it",
      { secret: "correct horse" },
      `é "${[..."correct horse"].map((sign) => `\\x${sign.charCodeAt(0).toString(16)}`).join("")}" é`,
      'é "(sensitive)" é',
    ],
    [
      "secrets that share a part, in whatever spelling",
      { list: ["correct horse", "horse&battery"] },
      "1 correct horse&amp;battery 2",
      "1 (sensitive) 2",
    ],
    ["a short secret in base64", { secret: "hunter2" }, "is aHVudGVyMg==!", "is (sensitive)==!"],
    ["half a surrogate pair", { secret: "\ud800abc" }, "x\ud800abc", "x(sensitive)"],
    ["the longer of two", { list: ["hunter2", "hunter2-and-more"] }, "hunter2-and-more", "(sensitive)"],
    ["a number", { pin: 4711 }, "4711", "(sensitive)"],
    ["a large number", { pin: 2n ** 70n }, "1180591620717411303424", "(sensitive)"],
    ["what a map holds", { map: { a: "hunter2" } }, "a hunter2", "a (sensitive)"],
    ["what a nested object holds", { owner: { key: "hunter2" } }, "hunter2", "(sensitive)"],
    ["what nested objects hold", { rules: [{ key: "hunter2" }] }, "hunter2", "(sensitive)"],
    [
      "a short secret where it stands alone",
      { secret: "ab" },
      "ab, about, (ab)",
      "(sensitive), about, ((sensitive))",
    ],
  ])("hides %s", (_, object, text, shown) => {
    expect(of(object).apply(text)).toBe(shown);
  });

  test("leaves everything else as it is", () => {
    const redaction = of({ plain: "visible", secret: "", pin: null, owner: null, rules: [] });
    expect(redaction.apply("visible, null and (true)")).toBe("visible, null and (true)");
    expect(new Redaction().addFrom(attributes, null).apply("x")).toBe("x");
  });
});

describe("whatever an author says", () => {
  const config = { name: "a", note: "private-canary", secret_wo: "secret-canary", secret_version: 1 };
  const talkative: ThingResource = {
    ...thing,
    async create({ plan, secrets, log }) {
      const text = `${plan.note} ${secrets.secret_wo?.reveal()}`;
      log.log("warn", text, { text, number: 1 });
      log.log("trace", String(secrets.secret_wo));
      throw new Fault("VALUE_NOT_ALLOWED", { doing: text, seen: text, state: text, advice: text });
    },
    plan({ prior, warn }) {
      if (!prior) warn("secret-canary", "private-canary");
    },
  };

  test("no secret of the config reaches a diagnostic or the log", async () => {
    const { terraform, log } = await stage(talkative);
    const { diagnostics } = await terraform.apply(config);

    expect(diagnostics.length).toBeGreaterThan(1);
    expect(log.lines).toEqual([
      {
        level: "warn",
        message: "(sensitive) (sensitive)",
        fields: { type: "test_thing", text: "(sensitive) (sensitive)", number: 1 },
      },
      { level: "trace", message: "[secret]", fields: { type: "test_thing" } },
    ]);
    expect(JSON.stringify(diagnostics)).not.toMatch(/canary/);
  });

  test("no secret of the provider block does", async () => {
    const { terraform, log } = await stage({
      ...thing,
      async create(context) {
        context.log.log("info", "token is provider-canary");
        throw new Fault("VALUE_NOT_ALLOWED", { doing: "d", seen: "provider-canary", state: "s" });
      },
    });
    await terraform.configure({ token: "provider-canary" });
    const { diagnostics } = await terraform.apply({ name: "a" });
    expect(diagnostics).toHaveLength(1);
    expect(log.text + JSON.stringify(diagnostics)).not.toContain("canary");
  });

  test("no sensitive value that only the remote knew does", async () => {
    const { terraform } = await stage({
      ...thing,
      async read(context) {
        const found = await thing.read(context);
        return found && { ...found, note: "remote-canary" };
      },
      async update() {
        throw new Fault("VALUE_NOT_ALLOWED", { doing: "d", seen: "remote-canary", state: "s" });
      },
    });
    await terraform.apply({ name: "a", note: "x" });
    const { diagnostics } = await terraform.apply({ name: "a", note: "y" });
    expect(diagnostics).toHaveLength(1);
    expect(JSON.stringify(diagnostics)).not.toContain("canary");
  });

  const token = attr.computed.string({ doc: "A token that the remote makes.", sensitive: true });
  const table = { ...thingTable, attributes: { ...thingTable.attributes, token } };
  const issuing = (more: object) =>
    ({
      ...thing,
      table,
      create: async (context) => ({ ...(await thing.create(context)), token: "issued-canary" }),
      read: async (context) => ({ ...(await thing.read(context)), token: "read-canary" }),
      update: async (context) => ({ ...(await thing.update?.(context)), token: "changed-canary" }),
      ...more,
    }) as ThingResource;

  test.each([
    [
      "a create has made",
      issuing({
        create: async (context: Parameters<ThingResource["create"]>[0]) => {
          context.warn("issued-canary", "a warning with issued-canary");
          return { ...(await thing.create(context)), token: "issued-canary" };
        },
      }),
      (terraform: TerraformModel) => terraform.apply({ name: "a" }),
    ],
    [
      "a read has found",
      issuing({
        read: async (context: Parameters<ThingResource["read"]>[0]) => {
          context.warn("read-canary", "a warning with read-canary");
          return { ...(await thing.read(context)), token: "read-canary" };
        },
      }),
      async (terraform: TerraformModel) => {
        await terraform.apply({ name: "a" });
        return terraform.refresh();
      },
    ],
    [
      "an update has made",
      issuing({
        update: async (context: Parameters<NonNullable<ThingResource["update"]>>[0]) => {
          context.warn("changed-canary", "a warning with changed-canary");
          return { ...(await thing.update?.(context)), token: "changed-canary" };
        },
      }),
      async (terraform: TerraformModel) => {
        await terraform.apply({ name: "a" });
        return terraform.apply({ name: "a", label: "x" });
      },
    ],
  ])("no sensitive value does that %s in this very operation", async (_, resource, work) => {
    const { terraform } = await stage(resource);
    const { diagnostics, complaints } = await work(terraform);
    expect(complaints).toEqual([]);
    expect(diagnostics).toEqual([
      { severity: "warning", summary: "(sensitive)", detail: "a warning with (sensitive)" },
    ]);
    expect(terraform.state?.token).toMatch(/canary$/);
  });
});
