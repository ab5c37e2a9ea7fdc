import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  authorMistakes,
  canaries,
  type Mistake,
  type Moment,
  usualConfig,
} from "../support/engine/author-mistakes/index.js";
import { MistakesProvider } from "../support/engine/mistakes-provider.js";
import { TerraformFolder } from "../support/protocol/terraform.js";

jest.setTimeout(120_000);

let provider: MistakesProvider;
beforeAll(async () => {
  provider = await MistakesProvider.start();
});
afterAll(() => provider.stop());

/** What a command with -json has told of one object. */
interface Told {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
}

/** The usual config as it is written; the canaries come from outside, so that only a leak could show them. */
const written = {
  ...usualConfig,
  rules: [{ prefix: "p/" }],
  label: `$\{var.label}`,
  note: `$\{var.note}`,
  secret_wo: `$\{var.secret}`,
};
const variable = {
  label: { default: usualConfig.label },
  note: { sensitive: true },
  secret: { ephemeral: true },
};

/** Real Terraform on one object of every mistake that shows at one moment. */
class Stage {
  readonly mistakes: readonly Mistake[];
  readonly folder = new TerraformFolder({
    env: {
      TF_REATTACH_PROVIDERS: provider.attachment,
      TF_VAR_note: usualConfig.note,
      TF_VAR_secret: usualConfig.secret_wo,
    },
  });

  constructor(moment: Moment) {
    this.mistakes = authorMistakes.filter(({ at }) => at === moment);
    this.configure(() => ({}));
  }

  /** Writes the configuration; `change` says what differs from each mistake's first config. */
  configure(change: (mistake: Mistake) => object, more: object = {}): void {
    const resource = Object.fromEntries(
      this.mistakes.map((mistake) => {
        const { type } = mistake.resource.table;
        const config = { ...written, ...mistake.config, ...change(mistake) };
        return [`test_${type}`, { a: { ...config, name: type } }];
      }),
    );
    const terraform = { required_providers: { test: { source: "example/test" } } };
    this.folder.write("main.tf.json", JSON.stringify({ terraform, variable, resource, ...more }, null, 1));
  }

  async run(...args: string[]): Promise<{ code: number | null; told: Told[]; output: string }> {
    const { code, output } = await this.folder.run([...args, "-json"]);
    const lines = output.split("\n").filter((line) => line.startsWith("{"));
    const told = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === "diagnostic");
    return { code, told: told.map(({ diagnostic }) => diagnostic), output };
  }

  apply() {
    return this.run("apply", "-auto-approve");
  }

  /** The stored objects by type: null for none, and whether it is tainted. */
  state(): Map<string, { status?: string; attributes: Record<string, unknown> }> {
    const { resources } = JSON.parse(readFileSync(join(this.folder.path, "terraform.tfstate"), "utf8"));
    return new Map(
      resources.map(({ type, instances }: { type: string; instances: unknown[] }) => [type, instances[0]]),
    );
  }

  /** Every mistake ended in our diagnostic, pointing at its object, and Terraform had nothing to say itself. */
  expectOurDiagnostics(told: readonly Told[], output: string): void {
    for (const { resource, told: code, severity = "error", title } of this.mistakes) {
      const type = `test_${resource.table.type}`;
      // Terraform gives no address to what is said while an object is destroyed or imported.
      const own = told.filter(({ address, detail }) =>
        address === undefined ? new RegExp(`\\b${type}\\b`).test(detail) : address === `${type}.a`,
      );
      const found = own.map(
        (one) => `${one.severity} ${/\[([A-Z_]+)\]$/.exec(one.detail)?.[1] ?? one.summary}`,
      );
      const expected = code === "log" || code === "nothing" ? [] : [`${severity} ${code}`];
      expect({ title, found: [...new Set(found)] }).toEqual({
        title,
        found: expect.arrayContaining(expected),
      });
      if (expected.length === 0) expect({ title, found }).toEqual({ title, found: [] });
    }
    for (const { detail, summary } of told) {
      expect(`${summary}\n${detail}`).toMatch(/\[[A-Z_]+\]$/);
    }
    for (const canary of canaries) expect(output.includes(canary)).toBe(false);
  }

  expectNothingLostOrTainted(): void {
    const state = this.state();
    for (const { resource, title } of this.mistakes) {
      const stored = state.get(`test_${resource.table.type}`);
      expect({ title, exists: stored !== undefined, status: stored?.status }).toEqual({
        title,
        exists: true,
      });
      expect(provider.things()).toContain(resource.table.type);
    }
  }
}

const stages: Stage[] = [];
function stage(moment: Moment): Stage {
  const made = new Stage(moment);
  stages.push(made);
  return made;
}
afterAll(() => {
  for (const { folder } of stages) folder.remove();
});

describe("real Terraform, with every mistake that an author can make", () => {
  test.each(["validate", "plan"] as const)(
    "refuses wrong definitions to %s with our diagnostics, before anything is made",
    async (moment) => {
      const all = stage(moment);

      const { code, told, output } = await all.apply();

      expect(code).toBe(1);
      all.expectOurDiagnostics(told, output);
      for (const { resource } of all.mistakes) expect(provider.things()).not.toContain(resource.table.type);
    },
  );

  test("keeps every object of a create with a wrong result, untainted, and goes on", async () => {
    const all = stage("create");

    const { code, told, output } = await all.apply();

    expect(code).toBe(0);
    all.expectOurDiagnostics(told, output);
    all.expectNothingLostOrTainted();
    const { told: later } = await all.run("plan");
    expect(later.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(await all.run("destroy", "-auto-approve")).toMatchObject({ code: 0, told: [] });
  });

  test("stores nothing of a create that failed before anything was made", async () => {
    const all = stage("failure");

    const { code, told, output } = await all.apply();

    expect(code).toBe(1);
    all.expectOurDiagnostics(told, output);
    expect([...all.state()]).toEqual([]);
  });

  test("keeps every object of a wrong update", async () => {
    const all = stage("update");
    expect(await all.apply()).toMatchObject({ code: 0, told: [] });

    // A wrong plan stops all the others, so the plans come first.
    all.configure(({ change }) => change);
    const { told: planned } = await all.run("plan");
    const refused = new Set(planned.map(({ address }) => address));
    const targets = all.mistakes
      .map(({ resource }) => `test_${resource.table.type}.a`)
      .filter((address) => !refused.has(address));
    const { code, told, output } = await all.run(
      "apply",
      "-auto-approve",
      ...targets.map((one) => `-target=${one}`),
    );

    expect(code).toBe(1);
    const ours = told.filter(({ summary }) => !/^(Resource targeting|Applied changes may be)/.test(summary));
    all.expectOurDiagnostics([...planned, ...ours], output);
    all.expectNothingLostOrTainted();
  });

  test("keeps the state of every object that is read wrongly", async () => {
    const all = stage("refresh");
    expect(await all.apply()).toMatchObject({ code: 0, told: [] });
    const before = all.state();

    const { told, output } = await all.run("plan");

    all.expectOurDiagnostics(told, output);
    expect(all.state()).toEqual(before);
    all.expectNothingLostOrTainted();
  });

  test("keeps an object whose delete fails, and only that one", async () => {
    const all = stage("destroy");
    expect(await all.apply()).toMatchObject({ code: 0, told: [] });

    const { told, output } = await all.run("destroy", "-auto-approve");

    all.expectOurDiagnostics(told, output);
    expect([...all.state().keys()]).toEqual(["test_case_delete_throws"]);
    expect(all.state().get("test_case_delete_throws")?.status).toBeUndefined();
  });

  test("imports nothing with a wrong importId", async () => {
    const all = stage("import");
    const blocks = all.mistakes.map(({ resource: { table } }) => ({
      to: `test_${table.type}.a`,
      id: table.type,
    }));
    all.configure(() => ({}), { import: blocks });

    const { code, told, output } = await all.run("plan");

    expect(code).toBe(1);
    all.expectOurDiagnostics(told, output);
  });

  test("leaves a stored state as it was when its upgrade is wrong", async () => {
    const all = stage("upgrade");
    all.folder.write("terraform.tfstate", JSON.stringify(olderState(all.mistakes)));

    const { code, told, output } = await all.run("plan", "-refresh=false");

    expect(code).toBe(1);
    all.expectOurDiagnostics(told, output);
    expect(all.state().size).toBe(all.mistakes.length);
  });

  test("logs at every level where it went wrong, and never a secret", () => {
    const log = provider.log();

    const line = log
      .split("\n")
      .find((one) => one.includes("RangeError while updating test_case_update_throws"));
    expect(JSON.parse(line ?? "{}")).toMatchObject({
      stack: expect.stringMatching(/^ +at (?:Object\.)?update /),
    });
    for (const canary of canaries) expect(log.includes(canary)).toBe(false);
  });
});

/** A state that a provider with version 0 of every table has written. */
function olderState(mistakes: readonly Mistake[]): object {
  const { secret_wo: _, ...stored } = usualConfig;
  const attributes = { ...stored, size: 1, rules: [{ prefix: "p/", days: 30 }], id: "id", generation: 1 };
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "author-mistakes",
    outputs: {},
    resources: mistakes.map(({ resource: { table } }) => ({
      mode: "managed",
      type: `test_${table.type}`,
      name: "a",
      provider: 'provider["registry.terraform.io/example/test"]',
      instances: [{ schema_version: 0, attributes: { ...attributes, name: table.type } }],
    })),
  };
}
