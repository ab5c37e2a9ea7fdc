import type { TfObject } from "../../../src/engine/index.js";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { done, errorOf, type Stage, stage, takenOver } from "../../support/provider/stage.js";
import { makeTargetsAt } from "../../support/provider/targets-at.js";
import { unheard } from "../../support/provider/unheard.js";
import { asConfig } from "../../support/types/as-config.js";
import { type Sample, samplesOf } from "../../support/types/samples.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
  await makeTargetsAt(at);
});
afterAll(() => at.close());

const samples = (gatewayTypes as readonly unknown[] as readonly GatewayType[]).flatMap((type) =>
  samplesOf(type).map((sample): [string, GatewayType, Sample] => [sample.called, type, sample]),
);

/** Whether it works with a secret that the gateway may have replaced since, and that no answer tells. */
const worksWithItsOwn = ({ table }: GatewayType, { full }: Sample) =>
  Object.entries(table.attributes).some(([name, { wire }]) => wire?.role === "secret" && name in full);

test("only what rotates a secret of its own cannot be taken over", () => {
  const refused = samples.filter(([, type, sample]) => worksWithItsOwn(type, sample));
  expect(refused.map(([called]) => called)).toEqual([
    "rotator of a key of its own",
    "Azure rotated secret of an application",
    "Azure rotated secret of the target's application",
    "Azure rotated secret of a user",
    "Azure rotated secret of a storage account",
    "MySQL rotated secret of another user",
    "PostgreSQL rotated secret of another user",
  ]);
});

describe.each(samples)("a %s that a killed create has left", (called, type, sample) => {
  const typeName = `latchkey_${type.table.type}`;
  const name = String(sample.full[type.table.identity]);
  let full: TfObject;
  beforeAll(() => {
    full = asConfig(sample.full, at.sandboxGateway.admin.accessId);
  });
  afterEach(async () => {
    const another = await at.terraform(typeName);
    await another.import(name);
    await another.destroy();
    expect(another.state).toBeNull();
  });
  const leave = async (config: TfObject) => {
    await (await at.terraform(typeName, unheard(at.provider()))).apply(config);
    at.commands();
  };
  const writes = () => {
    const { create, update, delete: remove } = type.commands;
    return at.commands().filter((command) => [create, update, remove].includes(command));
  };
  const isUntold = Object.entries(type.table.attributes).some(
    ([attribute, { tellsNothing, wire }]) =>
      tellsNothing && wire?.role !== "along" && Boolean(sample.full[attribute]),
  );
  const secrets = Object.entries(type.table.attributes).flatMap(([attribute, { wire }]) =>
    wire?.role === "heldSecret" && attribute in sample.full ? [attribute] : [],
  );
  const another = (attribute: string) => {
    const value = `another ${attribute} of ${called}`;
    return `${sample.full[attribute]}`.startsWith("{") ? JSON.stringify({ field: value }) : value;
  };

  if (worksWithItsOwn(type, sample)) {
    test("is refused, and keeps the secret with which it works", async () => {
      await leave(full);
      const error = errorOf(await (await at.terraform(typeName)).apply(full));
      expect(error).toContain("[GATEWAY_OBJECT_EXISTS]");
      expect(error).toContain("may differ in what cannot be read of it");
      expect(writes()).toEqual([]);
    });
    return;
  }

  test("is taken over, with all that no answer tells, and has nothing to change afterwards", async () => {
    await leave(full);
    const terraform = await at.terraform(typeName);
    expect(await terraform.apply(full)).toEqual(takenOver);
    const sent = writes();
    expect(sent).not.toContain(type.commands.create);
    if (isUntold) expect(sent).toContain(type.commands.update);
    expect(await terraform.apply(full)).toEqual(done("none"));
  });

  if (secrets.length > 0) {
    test.each(secrets)("is refused, and left alone, where it holds another %s", async (attribute) => {
      await leave({ ...full, [attribute]: another(attribute) });
      const error = errorOf(await (await at.terraform(typeName)).apply(full));
      expect(error).toContain("[GATEWAY_OBJECT_EXISTS]");
      expect(writes()).toEqual([]);
    });
  }

  const [attribute, value] =
    sample.readable.find(([one, other]) => other !== null && other !== sample.full[one]) ?? [];
  if (attribute === undefined || sample.full[attribute] === undefined) return;
  test(`is refused, and left alone, where ${attribute} is another`, async () => {
    await leave({ ...full, ...asConfig({ [attribute]: value }, "") });
    const error = errorOf(await (await at.terraform(typeName)).apply(full));
    expect(error).toContain("[GATEWAY_OBJECT_EXISTS]");
    expect(writes()).toEqual([]);
  });
});
