import { CreateAccessKeyCommand, DeleteAccessKeyCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { masked } from "../../../src/domain/masked.js";
import { machineStatus, ofState } from "../../support/cli/machine-status.js";
import { MachineLife, STATIC_SECRET } from "../../support/machine/machine-life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

const DAY = 86_400;
const UserName = "pusher";

let life: MachineLife;
afterEach(() => life.end());

/** What the state's one card says; nothing was written for it, and no value read. */
async function card() {
  const { code, stdout, writes } = await machineStatus(life, ...ofState(life), "--json");
  expect(writes).toEqual([]);
  const { outcome, targets, machine_keys } = JSON.parse(stdout);
  expect({ targets, cards: machine_keys.length }).toEqual({ targets: [], cards: 1 });
  return { code, outcome, ...machine_keys[0] };
}
const codesOf = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code);

/** What `--secret` says of the same. */
async function secret(...more: readonly string[]) {
  const { arn, userArn } = life.systems;
  const named = ["--secret", arn, "--user", userArn, ...more, "--json"];
  const { code, stdout, writes } = await machineStatus(life, ...named);
  expect(writes).toEqual([]);
  const report = JSON.parse(stdout);
  return { code, ...report, problems: report.verdicts };
}

describe.each(["aws_secrets_manager", "gateway"] as const)("the key of a machine user in %s", (store) => {
  const value = (version: "first" | "newest") =>
    life.console
      ? life.console.value(STATIC_SECRET, version === "first" ? 1 : undefined)
      : life.systems.value(version === "first" ? "AWSPREVIOUS" : "AWSCURRENT");
  const config = { grace_period_seconds: 2 * DAY, rotate_every_days: 30 };
  beforeEach(async () => {
    life = await MachineLife.begin(store);
  });

  test("has a card with what readers get, what was replaced and how long that works, and what is due", async () => {
    await life.apply({ ...config, trigger: "1" });
    const { AWS_ACCESS_KEY_ID: old = "" } = await value("newest");
    expect(await card()).toMatchObject({
      code: 0,
      outcome: "in order",
      secret_store: store,
      verdict: { code: "in-order" },
      user: { arn: life.systems.userArn, dedicated: true },
      key: { id: masked(old), since: life.model.state?.rotated_at },
      due_at: new Date(Date.parse(String(life.model.state?.rotated_at)) + 30 * DAY * 1000).toISOString(),
      ...{ due: false, lost: false, unfinished: false, replaced: null, not_shown: [] },
    });

    await life.apply({ ...config, trigger: "2" });
    const { AWS_ACCESS_KEY_ID: next = "" } = await value("newest");
    // IAM tells its time in whole seconds.
    const now = Math.floor(life.bench.clock.now().getTime() / 1000) * 1000;
    const until = new Date(now + 2 * DAY * 1000).toISOString();
    expect(await card()).toMatchObject({
      code: 0,
      key: { id: masked(next) },
      replaced: { id: masked(old), verdict: "in grace", until },
      keys: [{ role: "replaced key" }, { role: "key of the readers" }],
    });

    await life.advance(2 * DAY + 60);
    expect(await card()).toMatchObject({
      code: 1,
      verdict: { code: "replaced-key-due" },
      replaced: { id: masked(old), verdict: "due" },
    });

    await life.systems.use(await value("first"));
    expect(await card()).toMatchObject({
      code: 1,
      verdict: { code: "replaced-key-kept", says: expect.stringContaining("used still") },
      replaced: { verdict: "kept" },
    });

    await life.advance(29 * DAY);
    const due = await card();
    expect(due).toMatchObject({ code: 1, due: true });
    expect(codesOf(due)).toEqual(["replaced-key-due", "key-due"]);
  });

  test("is lost where it was deleted or turned off, and a key that no version names is an unknown one", async () => {
    await life.apply();
    const { AWS_ACCESS_KEY_ID: AccessKeyId = "" } = await value("newest");
    const iam = life.bench.iam();
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: "Inactive" }));
    const off = await card();
    expect(off).toMatchObject({ code: 1, lost: true, key: null, verdict: { code: "key-lost" } });
    expect(off.verdict.says).toContain(`${masked(AccessKeyId)}, is Inactive`);
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const gone = await card();
    expect(gone).toMatchObject({ code: 1, lost: true, keys: [{ role: "unknown key" }] });
    expect(codesOf(gone)).toEqual(["key-lost", "SEED_KEY_NOT_OURS"]);
    expect(gone.problems[1].says).toContain(masked(AccessKey?.AccessKeyId ?? ""));
  });

  test("shows a run that was killed, and that the key which it has made is its own", async () => {
    await life.apply({ trigger: "1" });
    await life.applyAndDie("iam.createKey", { trigger: "2" });
    const [, left = ""] = life.bench.sandbox.everCreatedKeyIds().slice(-2);
    const unfinished = await card();
    expect(unfinished).toMatchObject({ code: 1, unfinished: true, lost: false });
    expect(codesOf(unfinished)).toEqual(["run-unfinished"]);
    expect(unfinished.verdict.says).toContain(masked(left));
    expect(unfinished.keys).toMatchObject([{ role: "key of the readers" }, { role: expect.anything() }]);
  });

  test("needs attention where its secret or its user's tag is gone", async () => {
    await life.apply();
    await life.systems.dedicate("another");
    expect(await card()).toMatchObject({ code: 1, verdict: { code: "SEED_USER_NOT_DEDICATED" } });
    const gone = `${life.model.state?.secret_id}-gone`;
    await life.systems.dedicate(gone);
    Object.assign(life.model, { state: { ...life.model.state, secret_id: gone } });
    expect(await card()).toMatchObject({ code: 1, key: null, verdict: { code: "MACHINE_SECRET_MISSING" } });
  });
});

describe("a secret of AWS", () => {
  beforeEach(async () => {
    life = await MachineLife.begin();
  });

  test("with a rotation function beside the resource has two owners, by the state and by its labels", async () => {
    await life.apply();
    expect((await secret()).code).toBe(0);
    const { sandbox } = life.bench;
    sandbox.provideFunction("rotate", async () => {});
    const lambda = `arn:aws:lambda:eu-west-1:${sandbox.accountId}:function:rotate`;
    await life.systems.rotate(lambda, { RotateImmediately: false });
    await sandbox.rotationsDone();
    expect(await card()).toMatchObject({ code: 1, verdict: { code: "MACHINE_TWO_OWNERS" } });
    const told = await secret();
    expect(told.code).toBe(1);
    expect(codesOf(told)).toContain("MACHINE_TWO_OWNERS");
  });

  test("tells by its name, too, what is over and lives still, and of which key no version tells", async () => {
    await life.apply({ trigger: "1", grace_period_seconds: DAY });
    await life.apply({ trigger: "2", grace_period_seconds: DAY });
    await life.advance(2 * DAY);
    expect(await secret()).toMatchObject({ code: 0, replaced: { verdict: "in grace" }, unnamed_keys: [] });
    const over = await secret("--grace-period-seconds", String(DAY));
    expect(over).toMatchObject({ code: 1, replaced: { verdict: "due" } });
    expect(codesOf(over)).toEqual(["replaced-key-due"]);
    const { AWS_ACCESS_KEY_ID: AccessKeyId } = await life.systems.value("AWSPREVIOUS");
    const iam = life.bench.iam();
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    await iam.send(new CreateAccessKeyCommand({ UserName }));
    const unknown = await secret();
    expect(unknown).toMatchObject({ code: 1, unnamed_keys: [{ role: "unknown key", key_status: "Active" }] });
    expect(codesOf(unknown)).toEqual(["SEED_KEY_NOT_OURS", "run-unfinished"]);
  });

  test("is told as text with what to do, and in Markdown", async () => {
    await life.apply({ trigger: "1", grace_period_seconds: DAY });
    await life.apply({ trigger: "2", grace_period_seconds: DAY });
    await life.advance(2 * DAY);
    const { stdout } = await machineStatus(life, ...ofState(life));
    expect(stdout).toMatch(/^ci\/pusher: needs attention\nKey AKIA….{4} was replaced, .* lives still/);
    expect(stdout).toContain("What to do: Apply.");
    expect(stdout).toMatch(/^key +is +status +age +last use$/m);
    expect(stdout).toMatch(/^AKIA….{4} {2}key of the readers {2}Active {2}2 days/m);
    const markdown = await machineStatus(life, ...ofState(life), "--mermaid");
    expect(markdown.stdout).toMatch(/^### ci\/pusher: needs attention\n\nKey AKIA/);
  });
});
