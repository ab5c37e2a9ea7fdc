import type { Diagnostic } from "../../../src/engine/index.js";
import type { Attributes } from "../../../src/vocabulary/index.js";
import {
  authorMistakes,
  canaries,
  type Mistake,
  usualConfig,
} from "../../support/engine/author-mistakes/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { type Outcome, TerraformModel } from "../../support/engine/terraform-model.js";
import { testServer } from "../../support/engine/test-provider.js";
import { thing, World } from "../../support/engine/thing.js";

/** What a mistake came to, in the model of Terraform that judges every answer. */
async function commit({ resource, at, config: special, change }: Mistake) {
  const [world, log] = [new World(), new RecordingLogger()];
  const type = `test_${resource.table.type}`;
  const correct = { ...thing, table: { ...thing.table, type: resource.table.type } };
  const config = { ...usualConfig, ...special };

  const before = new TerraformModel(testServer([correct], world), type);
  await before.configure();
  const hasObject = !["validate", "plan", "create", "failure"].includes(at);
  if (hasObject) await before.apply(config);

  const terraform = new TerraformModel(testServer([resource], world, log), type);
  await terraform.configure();
  if (at !== "import") terraform.state = before.state;
  const outcome = await act(terraform, at, config, change);
  return { terraform, world, log, outcome, before };
}

function act(
  terraform: TerraformModel,
  at: Mistake["at"],
  config: Mistake["config"],
  change: Mistake["change"],
): Promise<Outcome> {
  switch (at) {
    case "update":
      return terraform.apply({ ...config, ...change });
    case "refresh":
      return terraform.refresh();
    case "destroy":
      return terraform.destroy();
    case "import":
      return terraform.import("a");
    case "upgrade":
      return terraform.upgrade(0, { ...terraform.state });
    default:
      return terraform.apply(config);
  }
}

const coded = (diagnostics: readonly Diagnostic[], code: string) =>
  diagnostics.filter(({ detail }) => detail.endsWith(`[${code}]`));

test("the matrix holds no fewer than the 54 mistakes that were tried on Terraform, each under a name of its own", () => {
  expect(new Set(authorMistakes.map(({ resource }) => resource.table.type)).size).toBe(authorMistakes.length);
  expect(authorMistakes.length).toBeGreaterThanOrEqual(54);
});

describe.each(authorMistakes.map((mistake) => [mistake.title, mistake] as const))("%s", (_, mistake) => {
  test("ends in our own diagnostic", async () => {
    const { outcome, log } = await commit(mistake);
    const { told, severity = "error", attribute } = mistake;

    expect(outcome.complaints).toEqual([]);
    if (told === "nothing" || told === "log") {
      expect(outcome.diagnostics).toEqual([]);
      expect(log.lines.some(({ message }) => /otherwise than planned/.test(message))).toBe(told === "log");
      return;
    }
    expect(coded(outcome.diagnostics, told)).not.toEqual([]);
    const [first] = coded(outcome.diagnostics, told);
    expect(first).toMatchObject({ severity });
    if (attribute === undefined) return;
    const attributes: Attributes = mistake.resource.table.attributes;
    if (!attributes[attribute]?.sensitive) {
      expect(first?.path).toEqual(expect.arrayContaining([{ attribute }]));
      return;
    }
    expect(first).not.toHaveProperty("path");
    expect(first?.detail).toContain(attribute);
  });

  test("neither loses nor taints an object", async () => {
    const { terraform, world, before } = await commit(mistake);
    const isKept = terraform.state !== null || mistake.at === "import" || mistake.at === "upgrade";

    expect(terraform.isTainted).toBe(false);
    if (["validate", "plan", "failure"].includes(mistake.at)) expect(world.calls).toEqual([]);
    expect(world.things.size > 0).toBe(isKept);
    if (mistake.at === "refresh" && mistake.told !== "nothing") expect(terraform.state).toEqual(before.state);
  });

  test("shows no secret", async () => {
    const { outcome, log, terraform } = await commit(mistake);
    const { note: _, ...stored } = terraform.state ?? {};
    const shown = JSON.stringify([outcome.diagnostics, log.lines, stored]);

    for (const canary of canaries) expect(shown).not.toContain(canary);
  });
});
