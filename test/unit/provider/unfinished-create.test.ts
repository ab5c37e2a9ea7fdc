import { inspect } from "node:util";
import type { Clock } from "../../../src/domain/clock.js";
import { makingMark } from "../../../src/domain/making-mark.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { TfObject } from "../../../src/engine/index.js";
import { type GatewayType, gatewayTypes } from "../../support/provider/gateway-types.js";
import { done, errorOf, hasty, type Stage, stage, takenOver } from "../../support/provider/stage.js";
import { unheard } from "../../support/provider/unheard.js";
import { whileApplying } from "../../support/provider/while-applying.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
  const secret = new SecretText("the-secret-of-a-key");
  const credentials = { kind: "key", keyId: "AKIAIOSFODNN7EXAMPLE", secret } as const;
  for (const name of ["/aws/one", "/aws/two"]) {
    await at.gateway.targets.createAws({ name, description: null, region: null, credentials });
  }
});
afterAll(() => at.close());

const nameOf = ({ config }: GatewayType) => String(config.name);
const READ = /^(describe-item|target-get|dynamic-secret-get|get-secret|list-items|target-list)/;
const writes = () => at.commands().filter((command) => !READ.test(command));

/** Leaves what a process leaves that is killed in the middle of a create: the object, bearing a mark, in no state. */
async function leave({ type, unmark }: GatewayType, config: TfObject): Promise<void> {
  at.sandboxGateway.answerNext(unmark, { status: 400, body: { error: "not now" } });
  const { diagnostics, complaints } = await (await at.terraform(type)).apply(config);
  expect([complaints, diagnostics.map(({ severity }) => severity)]).toEqual([[], ["warning"]]);
  at.commands();
}

/** A create by a process of its own. */
async function create({ type }: GatewayType, config: TfObject) {
  const terraform = await at.terraform(type);
  return { terraform, outcome: await terraform.apply(config) };
}

/** What another process does at the end of its create. */
async function takeMarksAway({ unmark, config, find }: GatewayType): Promise<void> {
  const name = String(config.name);
  const { marks = [], description = null } = (await find(at.gateway, name)) ?? {};
  if (unmark === "update-target") await at.gateway.targets.describe(name, description);
  else await at.gateway.items.changeTags(name, { add: [], remove: marks.map(({ text }) => text) });
}

function importBlock({ type, config }: GatewayType): string {
  return `import {\n  to = ${type}.LABEL\n  id = "${String(config.name)}"\n}`;
}

describe.each(gatewayTypes)("%s", (_, object) => {
  const { type, config } = object;
  const find = () => object.find(at.gateway, nameOf(object));
  beforeEach(async () => {
    await object.drop(at.gateway, nameOf(object));
    at.commands();
  });

  test("bears no mark when its create is over, and one while it goes on", async () => {
    await leave(object, config);
    expect((await find())?.marks).toHaveLength(1);
    await object.drop(at.gateway, nameOf(object));
    expect((await create(object, config)).outcome).toEqual(done("create"));
    expect((await find())?.marks).toBeUndefined();
  });

  test("is taken over from a killed run, with a warning, without its number or anything else changing", async () => {
    await leave(object, config);
    const before = await find();
    const { terraform, outcome } = await create(object, config);
    expect(outcome).toEqual(takenOver);
    expect(writes()).toEqual([object.unmark, object.unmark]);
    const { marks, ...unmarked } = before ?? {};
    expect(marks).toHaveLength(1);
    expect(await find()).toMatchObject(
      "modifiedAt" in unmarked ? { ...unmarked, modifiedAt: expect.any(Date) as Date } : unmarked,
    );
    expect((await find())?.marks).toBeUndefined();
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect((await terraform.destroy()).diagnostics).toEqual([]);
    expect(await find()).toBeUndefined();
  });

  test.each(object.others)(
    "is refused when a killed run has left it with %j, and left alone",
    async (other) => {
      await leave(object, { ...config, ...other });
      const { terraform, outcome } = await create(object, config);
      expect(errorOf(outcome)).toContain("[GATEWAY_OBJECT_EXISTS]");
      expect(errorOf(outcome)).toContain(importBlock(object));
      expect(writes()).toEqual([]);
      expect(terraform.state).toBeNull();
    },
  );

  test.each(object.others)(
    "is refused for a create with %j when a killed run has left it, too",
    async (other) => {
      await leave(object, config);
      const { outcome } = await create(object, { ...config, ...other });
      expect(errorOf(outcome)).toContain("[GATEWAY_OBJECT_EXISTS]");
      expect(writes()).toEqual([]);
    },
  );

  test("is refused without a mark, although it is just what is to be made, with the block that imports it", async () => {
    await create(object, config);
    at.commands();
    const { terraform, outcome } = await create(object, config);
    expect(errorOf(outcome)).toContain("[GATEWAY_OBJECT_EXISTS]");
    expect(errorOf(outcome)).toContain(importBlock(object));
    expect(errorOf(outcome)).toContain("create_before_destroy");
    expect(writes()).toEqual([]);
    expect(terraform.state).toBeNull();
  });

  test("is refused while a process that began later is making it", async () => {
    const terraform = await at.terraform(type);
    await leave(object, config);
    expect(errorOf(await terraform.apply(config))).toContain("somebody else is making it at this moment");
    expect(writes()).toEqual([]);
  });

  test("is refused when whoever was making it gets done while it is watched", async () => {
    await leave(object, config);
    let over = false;
    const sleep = async () => {
      if (!over) await takeMarksAway(object);
      over = true;
    };
    const getsDone: Clock = { ...hasty, sleep };
    const terraform = await at.terraform(type, at.provider(getsDone));
    expect(errorOf(await terraform.apply(config))).toContain("somebody else is making it at this moment");
    expect(terraform.state).toBeNull();
    expect(writes()).toEqual([object.unmark]);
  });

  test("keeps its mark when Terraform was killed in the meantime, so that the next run takes it over", async () => {
    const killed = await at.terraform(type, unheard(at.provider()));
    await killed.apply(config);
    expect((await find())?.marks).toHaveLength(1);
    expect((await create(object, config)).outcome).toEqual(takenOver);
  });

  test("is refused to the second of two resources with its path, whatever the slash, and stays the first one's", async () => {
    const provider = at.provider();
    const [first, second] = await Promise.all([at.terraform(type, provider), at.terraform(type, provider)]);
    expect(await first.apply(config)).toEqual(done("create"));
    const error = errorOf(await second.apply({ ...config, name: nameOf(object).slice(1) }));
    expect(error).toContain("two resources of the configuration have one path");
    expect(second.state).toBeNull();
    expect(await first.apply(config)).toEqual(done("none"));
  });

  test("is made once when two resources with its path are made at once by one process", async () => {
    const provider = at.provider();
    const [first, second] = await Promise.all([at.terraform(type, provider), at.terraform(type, provider)]);
    at.commands();
    const outcomes = await Promise.all([
      first.apply(config),
      second.apply({ ...config, name: nameOf(object).slice(1) }),
    ]);
    const failed = outcomes.filter(({ diagnostics }) => diagnostics.length > 0);
    expect(failed).toHaveLength(1);
    expect(errorOf(failed[0] as (typeof outcomes)[0])).toContain("[GATEWAY_OBJECT_EXISTS]");
    expect([first.state, second.state].filter((state) => state !== null)).toHaveLength(1);
    expect(writes()).toEqual([object.create, object.unmark]);
  });

  test("is made once when two processes make it at once", async () => {
    const both = await Promise.all([at.terraform(type), at.terraform(type)]);
    at.commands();
    const outcomes = await Promise.all(both.map((terraform) => terraform.apply(config)));
    const failed = outcomes.filter(({ diagnostics }) => diagnostics.length > 0);
    expect(failed).toHaveLength(1);
    expect(errorOf(failed[0] as (typeof outcomes)[0])).toContain("[GATEWAY_OBJECT_EXISTS]");
    expect(both.filter(({ state }) => state !== null)).toHaveLength(1);
    expect(writes().filter((command) => command === object.unmark)).toHaveLength(1);
  });

  test("is taken over once when two processes find what a killed run has left", async () => {
    await leave(object, config);
    const both = await Promise.all([
      at.terraform(type, at.provider(hasty)),
      at.terraform(type, at.provider(hasty)),
    ]);
    const outcomes = await Promise.all(both.map((terraform) => terraform.apply(config)));
    expect(outcomes.map(({ diagnostics }) => diagnostics[0]?.severity).sort()).toEqual(["error", "warning"]);
    expect(both.filter(({ state }) => state !== null)).toHaveLength(1);
    expect((await find())?.marks).toBeUndefined();
  });

  test("is found by its mark when the reply to its create is lost, and is made once", async () => {
    at.sandboxGateway.answerNext(object.create, { replyLost: true });
    const { terraform, outcome } = await create(object, config);
    expect(outcome).toEqual(done("create"));
    expect(writes()).toEqual([object.create, object.unmark]);
    expect(await terraform.apply(config)).toEqual(done("none"));
  });

  test("is not taken for the one just made when the reply is lost and another one like it appears", async () => {
    const terraform = await at.terraform(
      type,
      whileApplying(at.provider(), async () => {
        const reads = object.unmark === "update-target" ? "target-get" : FIND[type];
        await create(object, config);
        at.sandboxGateway.answerNext(reads ?? "describe-item", { status: 404, body: { error: "not found" } });
        at.sandboxGateway.answerNext(object.create, { status: 502, html: "<html>bad gateway</html>" });
      }),
    );
    expect(errorOf(await terraform.apply(config))).toContain("[GATEWAY_OBJECT_EXISTS]");
    expect(terraform.state).toBeNull();
    expect(await find()).toBeDefined();
  });

  test("shows no mark that could not be taken away, and loses it with the next change", async () => {
    const terraform = await at.terraform(type);
    at.sandboxGateway.answerNext(object.unmark, { status: 400, body: { error: "not now" } });
    const { diagnostics } = await terraform.apply(config);
    expect(diagnostics.map(({ severity, summary }) => [severity, summary])).toEqual([
      ["warning", "Mark left on a new object"],
    ]);
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(inspect(terraform.state)).not.toContain("unfinished");
    expect(await terraform.apply({ ...config, ...object.changed })).toEqual(done("update"));
    expect((await find())?.marks).toBeUndefined();
  });

  test("is shown without its mark when it is imported", async () => {
    await leave(object, config);
    const terraform = await at.terraform(type);
    expect(await terraform.import(nameOf(object))).toEqual(done(null));
    expect(terraform.state).toMatchObject({ description: config.description ?? null });
    expect(JSON.stringify(terraform.state?.tags ?? null)).not.toContain("unfinished");
  });

  test("outlives the destroy of its predecessor in the run that has taken it over", async () => {
    // What a tainted object is for Terraform that is replaced with create_before_destroy.
    at.sandboxGateway.answerNext(object.unmark, { status: 400, body: { error: "not now" } });
    const earlier = await at.terraform(type);
    await earlier.apply(config);
    const provider = at.provider();
    const [anew, deposed] = await Promise.all([at.terraform(type, provider), at.terraform(type, provider)]);
    deposed.state = earlier.state;
    expect(await anew.apply(config)).toEqual(takenOver);
    const { diagnostics } = await deposed.destroy({ refresh: false });
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["Object left alone"]);
    expect(await find()).toBeDefined();
    expect(await anew.apply(config)).toEqual(done("none"));
  });
});

const FIND: { readonly [type: string]: string } = { latchkey_dynamic_secret_aws: "dynamic-secret-get" };

test.each([
  ["latchkey_static_secret", { value_wo: "a-value-of-it", value_wo_version: 1n }],
  ["latchkey_rotated_secret_aws", { target: "/aws/one" }],
])(
  "a tag or description of %s that looks like a mark is refused before anything is sent",
  async (type, config) => {
    const mark = makingMark(new Date(), "0123456789abcdef", 1);
    const terraform = await at.terraform(type);
    at.commands();
    for (const texts of [
      { tags: ["a", mark] },
      { description: `d [${mark}]` },
      { description: `[${mark}]` },
    ]) {
      const error = errorOf(await terraform.apply({ name: "/own/marked", ...config, ...texts }));
      expect(error).toContain("should not look like the mark of an unfinished create");
    }
    expect(at.commands()).toEqual([]);
  },
);
