import { readFileSync } from "node:fs";
import { join } from "node:path";
import { masked } from "../../../src/domain/masked.js";
import { type Shown, StatusScene } from "../../support/cli/status-scene.js";
import { DAY, ROTATOR, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

let scene: StatusScene;
afterEach(() => scene?.end());

/** What the command shows, as the documentation has it; it must not have changed anything. */
function told(shown: Shown, names?: readonly string[]): string {
  expect(shown.writes).toEqual([]);
  return scene.told(shown.stdout, names).trimEnd();
}

/** What docs/status.md shows under this name. */
function documented(name: string): string {
  const page = readFileSync(join(__dirname, "..", "..", "..", "docs", "status.md"), "utf8");
  const [, , text] =
    new RegExp(`<!-- as printed: ${name} -->\n(\`{3,})\\w+\n([\\s\\S]*?)\n?\\1\n`).exec(page) ?? [];
  return text ?? "not documented";
}

const handOver = () =>
  scene.life.models.target.apply({
    name: TARGET,
    seed_user_arn: scene.life.userArn,
  });
const addRotator = () => scene.life.models.rotator.apply({ name: ROTATOR, target: TARGET });

describe("a hand-over, from its beginning to its end", () => {
  test("before there is a rotator, says that nothing replaces the key", async () => {
    scene = await StatusScene.begin();
    await handOver();
    const shown = await scene.status(...scene.named);
    expect(shown.code).toBe(1);
    expect(told(shown)).toContain("No rotator works for the target: nothing replaces its key.");
    expect(told(shown)).toMatch(/AKIA…SEED {2}seed {2}yes/);
  });

  test("before the rotation, shows the seed at work, and what is to come", async () => {
    scene = await StatusScene.begin();
    await handOver();
    await addRotator();
    await scene.life.time.advance(600);
    const shown = await scene.status(...scene.named);
    expect(shown.code).toBe(1);
    expect(told(shown)).toMatchInlineSnapshot(`
      "/prod/aws: needs attention
      The gateway works with the seed AKIA…SEED, which no rotation has replaced.
      What to do: Apply again where the configuration retires the seed, or run
        latchkey retire --target /prod/aws --user arn:aws:iam::000000424242:user/gateways/gw --rotator /prod/aws-rotator

      target         made 2026-03-02 09:00 UTC (10 minutes ago)
      user           arn:aws:iam::000000424242:user/gateways/gw, dedicated to the target
      rotator        /prod/aws-rotator, every day, RotationInitialStatus
      last rotation  never
      next rotation  2026-03-03 14:00 UTC (in 1 day)

      key        is    held by the gateway  status  age         last use
      AKIA…SEED  seed  yes                  Active  10 minutes  10 minutes ago, sts in us-east-1

      Hand-over (UTC)
      2026-03-02 09:00  ●  seed AKIA…SEED was handed over to /prod/aws
      2026-03-03 14:00  ◌  to come: a rotation replaces the seed
              ·         ◌  to come: seed AKIA…SEED is turned off
              ·         ◌  to come: seed AKIA…SEED is deleted"
    `);
  });

  test("after the rotation, shows both keys, and the seed still active", async () => {
    scene = await StatusScene.begin();
    await handOver();
    await addRotator();
    await scene.life.time.advance(600);
    await scene.life.somebody.rotate();
    await scene.life.time.advance(1_200);
    const shown = await scene.status(...scene.named);
    expect(shown.code).toBe(1);
    expect(told(shown)).toBe(documented("seed not retired"));
  });

  test("while the seed is turned off, says that it is not deleted", async () => {
    scene = await StatusScene.begin();
    await handOver();
    await addRotator();
    await scene.life.somebody.rotate();
    await scene.life.somebody.turnOff(scene.life.seedKeyId);
    await scene.life.time.advance(1_200);
    const { code, card, writes } = await scene.data(...scene.named);
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(card.verdict).toMatchObject({
      outcome: "needs attention",
      code: "seed-turned-off",
    });
    expect(card.hand_over.map((step: { step: string; done: boolean }) => [step.step, step.done])).toEqual([
      ["handed over", true],
      ["rotated", true],
      ["turned off", true],
      ["deleted", false],
      ["next rotation", false],
    ]);
  });

  test("at its end, shows the working key alone", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.life.time.advance(600);
    const shown = await scene.status(...scene.named);
    expect(shown.code).toBe(0);
    expect(told(shown)).toBe(documented("in order"));
  });

  test("after the gateway has rotated by itself, shows the new key, of which a state knows nothing", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.life.time.advance(2 * DAY);
    await scene.life.time.advance(3 * 3_600);
    const state = scene.stateFile();
    const shown = await scene.status("--state", state);
    expect(shown.code).toBe(0);
    expect(told(shown)).toBe(documented("by a state"));
  });

  test("is a Mermaid diagram in Markdown where that is asked for", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    const shown = await scene.status("--state", scene.stateFile(), "--mermaid");
    expect(shown.code).toBe(0);
    expect(told(shown)).toBe(documented("mermaid"));
  });

  test("is data where that is asked for, with masked ids", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    const { code, writes, stdout, card } = await scene.data("--state", scene.stateFile());
    expect({ code, writes }).toEqual({ code: 0, writes: [] });
    expect(JSON.parse(scene.told(JSON.stringify(card)))).toMatchObject({
      target: TARGET,
      verdict: { outcome: "in order", code: "in-order", advice: null },
      holds: { kind: "key", id: "AKIA…WORK" },
      user: { arn: scene.life.userArn, dedicated: true },
      rotator: {
        path: ROTATOR,
        exists: true,
        auto_rotate: true,
        interval_days: 1,
        last_error: null,
      },
      seed: {
        id: "AKIA…SEED",
        proof: "sts",
        retired_at: expect.stringMatching(/^2026-03-02T09:0/),
      },
      keys: [
        {
          ...{
            id: "AKIA…WORK",
            role: "working key",
            held: true,
            status: "Active",
          },
          last_use: {
            at: expect.any(String),
            service: "sts",
            region: "us-east-1",
          },
        },
      ],
      not_shown: [],
    });
    for (const id of scene.life.aws.everCreatedKeyIds()) expect(stdout).not.toContain(id);
    for (const secret of [...scene.life.aws.issuedSecrets(), ...scene.life.gateway.issuedSecrets()]) {
      expect(stdout).not.toContain(secret);
    }
  });
});

describe("what is not as it should be", () => {
  const verdictOn = async (...args: readonly string[]) => {
    const { code, card, writes } = await scene.data(...(args.length > 0 ? args : scene.named));
    expect(writes).toEqual([]);
    return { exit: code, ...card.verdict };
  };

  test("a key that somebody has made beside the working key is named, with the command that deletes it", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    const extra = await scene.life.somebody.newKey();
    await scene.life.time.advance(600);
    expect(await verdictOn()).toMatchObject({
      ...{ exit: 1, code: "SEED_UNKNOWN_KEY" },
      advice: expect.stringContaining(
        `aws iam delete-access-key --user-name gw --access-key-id ${masked(extra)}`,
      ),
    });
    expect(told(await scene.status(...scene.named), ["SEED", "WORK", "XTRA"])).toMatch(
      /AKIA…XTRA {2}unknown key {2}no/,
    );
  });

  test("a key that is made just now is taken for a rotation under way", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.life.time.advance(600);
    await scene.life.somebody.newKey();
    expect(await verdictOn()).toMatchObject({ exit: 0, code: "rotating" });
  });

  test("a working key that somebody has turned off is named, with the command that helps", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    const working = scene.life.gateway.heldKeyId(TARGET) ?? "";
    await scene.life.somebody.turnOff(working);
    expect(await verdictOn()).toMatchObject({
      ...{ exit: 1, code: "SEED_HELD_KEY_INACTIVE" },
      advice: expect.stringContaining(`--access-key-id ${masked(working)} --status Active`),
    });
  });

  test("a key that is none of the user's is not taken for the user's", async () => {
    scene = await StatusScene.begin();
    await scene.life.somebody.foreignTarget();
    await scene.life.somebody.newKey();
    await scene.life.time.advance(600);
    const { card, code } = await scene.data(...scene.named);
    expect({ code, verdict: card.verdict.code }).toEqual({
      code: 1,
      verdict: "SEED_HELD_KEY_FOREIGN",
    });
    expect(card).toMatchObject({
      holds: { kind: "key", id: "AKIA…GN00" },
      hand_over: null,
    });
  });

  test("a target that is missing is said to be missing, with the keys that are left", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.life.somebody.loseTarget();
    expect(await verdictOn()).toMatchObject({
      ...{ exit: 1, code: "target-missing" },
      says: expect.stringMatching(
        /^The gateway has no target \/prod\/aws. Its user still has AKIA….{4}, of which the gateway does not tell who works with it/,
      ),
    });
    expect(await verdictOn("--target", "/nowhere")).toMatchObject({
      exit: 1,
      code: "target-missing",
    });
  });

  test("a user that is missing, or dedicated to another target, is told", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.life.somebody.tag("/other");
    expect(await verdictOn()).toMatchObject({
      exit: 1,
      code: "SEED_USER_NOT_DEDICATED",
    });
    const nobody = scene.life.userArn.replace(/gw$/, "nobody");
    expect(await verdictOn("--target", TARGET, "--user", nobody)).toMatchObject({
      ...{ exit: 1, code: "SEED_USER_MISSING" },
    });
  });

  test("a rotation that failed is told in the gateway's words", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.forbidRotation();
    await scene.life.time.advance(2 * DAY);
    expect(await verdictOn()).toMatchObject({
      ...{ exit: 1, code: "rotation-failing" },
      says: expect.stringContaining("iam:CreateAccessKey"),
    });
  });

  test("a rotator that is missing or works for another target is told", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.administrator.run("rotated-secret-delete", { name: ROTATOR });
    expect(await verdictOn()).toMatchObject({
      exit: 1,
      code: "rotator-missing",
    });
    expect(await verdictOn(...scene.named, "--rotator", "/nowhere")).toMatchObject({
      ...{
        exit: 1,
        code: "rotator-missing",
        says: expect.stringContaining("/nowhere"),
      },
    });
  });

  test("a target on the gateway's own identity is in order without a user, and has no hand-over", async () => {
    scene = await StatusScene.begin();
    await scene.administrator.run("target-create-aws", {
      name: "/own",
      "use-gw-cloud-identity": true,
    });
    const { card, code } = await scene.data("--target", "/own");
    expect({ code, verdict: card.verdict.code }).toEqual({
      code: 0,
      verdict: "gateway-identity",
    });
    expect(card).toMatchObject({
      holds: { kind: "gateway-identity" },
      keys: [],
      hand_over: null,
    });
  });

  test("keys of a user whose target does without are told", async () => {
    scene = await StatusScene.begin();
    await scene.administrator.run("target-create-aws", {
      name: "/own",
      "use-gw-cloud-identity": true,
    });
    await scene.life.somebody.newKey();
    expect(await verdictOn("--target", "/own", "--user", scene.life.userArn)).toMatchObject({
      ...{ exit: 1, code: "keys-left" },
    });
  });
});

describe("callers with few permissions", () => {
  const LIST: Parameters<StatusScene["administrator"]["limited"]>[1] = [
    { path: "/prod/*", type: "target-rule", may: ["list"] },
    { path: "/prod/*", type: "item-rule", may: ["list"] },
  ];
  const READ_ONLY = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["iam:GetUser", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"],
        Resource: "*",
      },
    ],
  };

  test("an access id that may only list and an AWS user that may only read see that all is in order", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.life.time.advance(2 * DAY);
    await scene.actAs(READ_ONLY);
    await scene.logInAs("/listers", LIST);
    const shown = await scene.status(...scene.named);
    expect(shown.code).toBe(0);
    expect(told(shown)).toMatchInlineSnapshot(`
      "/prod/aws: in order
      Target /prod/aws works with key AKIA…NEXT, which the gateway has made. That is what the dates tell; this caller may not read which key the target holds.

      target         made 2026-03-02 09:00 UTC (2 days ago)
      user           arn:aws:iam::000000424242:user/gateways/gw, dedicated to the target
      rotator        /prod/aws-rotator, every day, RotationSucceeded
      last rotation  2026-03-04 09:00 UTC (0 seconds ago)
      next rotation  2026-03-05 14:00 UTC (in 1 day)

      key        is           held by the gateway  status  age       last use
      AKIA…NEXT  working key  unreadable           Active  1 second  1 second ago, iam in us-east-1

      Hand-over (UTC)
      2026-03-02 09:00  ●    seed (its id is not known any more) was handed over to /prod/aws
      2026-03-04 09:00  │ ●  a rotation made working key AKIA…NEXT, which the gateway works with
              ·         ✕ │  seed (its id is not known any more) was deleted
      2026-03-05 14:00    ◌  to come: the next rotation replaces working key AKIA…NEXT

      Not shown to this caller: which key the target holds."
    `);
  });

  test("an access id that may only list sees a seed that was not retired", async () => {
    scene = await StatusScene.begin();
    await handOver();
    await addRotator();
    await scene.life.time.advance(60);
    await scene.life.somebody.rotate();
    await scene.life.time.advance(1_200);
    await scene.logInAs("/listers", LIST);
    const { code, card } = await scene.data(...scene.named);
    expect({ code, verdict: card.verdict.code }).toEqual({
      code: 1,
      verdict: "seed-not-retired",
    });
    expect(card.keys).toMatchObject([
      { role: "seed", held: null },
      { role: "working key", held: null },
    ]);
    expect(card.hand_over[1]).toMatchObject({
      step: "rotated",
      done: true,
      key: { role: "working key" },
    });
  });

  test("fails to tell where the gateway shows nothing at all, and says which permission is missing", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.logInAs("/strangers", []);
    const { code, card } = await scene.data(...scene.named);
    expect({ code, verdict: card.verdict }).toMatchObject({
      ...{
        code: 2,
        verdict: {
          outcome: "could not tell",
          code: "GATEWAY_PERMISSION_DENIED",
        },
      },
    });
    expect(card.not_shown).toContain("the target");
  });

  test("fails to tell where AWS may not be asked for the keys; what else is missing is named beside the verdict", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    await scene.actAs({
      ...READ_ONLY,
      Statement: [{ ...READ_ONLY.Statement[0], Action: "iam:ListAccessKeys" }],
    });
    const partly = await scene.data(...scene.named);
    expect({ code: partly.code, verdict: partly.card.verdict.code }).toEqual({
      code: 0,
      verdict: "in-order",
    });
    expect(partly.card.not_shown).toEqual([
      "the IAM user's tags",
      expect.stringMatching(/^the last use of AKIA…/),
    ]);
    expect(partly.card.user).toEqual({
      arn: scene.life.userArn,
      dedicated: null,
    });

    await scene.actAs({
      ...READ_ONLY,
      Statement: [{ ...READ_ONLY.Statement[0], Action: "iam:GetUser" }],
    });
    const { code, card } = await scene.data(...scene.named);
    expect({ code, verdict: card.verdict.code }).toEqual({
      code: 2,
      verdict: "AWS_ACCESS_DENIED",
    });
    expect(card.verdict.says).toContain("iam:ListAccessKeys");
  });
});

describe("what cannot be told", () => {
  test("whose keys they are, where nobody has said so", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    const { code, card } = await scene.data("--target", TARGET);
    expect({ code, verdict: card.verdict.code }).toEqual({
      code: 2,
      verdict: "user-not-told",
    });
    expect(card).toMatchObject({
      holds: { kind: "key" },
      rotator: { path: ROTATOR },
      keys: [],
      hand_over: null,
    });
  });

  test("the keys of a user in another account than the caller's", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    const elsewhere = scene.life.userArn.replace(/\d{12}/, "111111111111");
    const { code, card } = await scene.data("--target", TARGET, "--user", elsewhere);
    expect({ code, verdict: card.verdict.code }).toEqual({
      code: 2,
      verdict: "SEED_ACCOUNT_MISMATCH",
    });
  });

  test("anything, where the gateway does not answer or the environment names none", async () => {
    scene = await StatusScene.begin();
    scene.env = { LATCHKEY_GATEWAY_URL: "http://127.0.0.1:1/api/v2" };
    const { code, card } = await scene.data(...scene.named);
    expect({ code, verdict: card.verdict.code }).toEqual({
      code: 2,
      verdict: "GATEWAY_UNREACHABLE",
    });
    scene.env = { LATCHKEY_GATEWAY_URL: "" };
    const shown = await scene.status(...scene.named);
    expect({ code: shown.code, stdout: shown.stdout }).toEqual({
      code: 2,
      stdout: "",
    });
    expect(shown.stderr).toContain("[GATEWAY_URL_MISSING]");
  });

  test("anything of a state without a target", async () => {
    scene = await StatusScene.begin("rotate and delete");
    await scene.life.apply();
    const shown = await scene.status("--state", scene.stateFile(), "--target", "/other");
    expect({ code: shown.code, stdout: shown.stdout }).toEqual({
      code: 2,
      stdout: "",
    });
    expect(shown.stderr).toContain("[STATUS_NOTHING_FOUND]");
  });
});

test("each target of a state has its card, and one that needs attention decides the exit code", async () => {
  scene = await StatusScene.begin("rotate and delete");
  await scene.life.apply();
  const other = {
    name: "/gone/target",
    seed_user_arn: null,
    seed_key_id: null,
  };
  const state = scene.stateFile([{ type: "latchkey_target_aws", name: "other", attributes: other }]);
  const { code, stdout } = await scene.status("--state", state, "--json");
  expect(code).toBe(1);
  const { outcome, targets } = JSON.parse(stdout);
  expect(outcome).toBe("needs attention");
  expect(
    targets.map(({ target, verdict }: { target: string; verdict: { code: string } }) => [
      target,
      verdict.code,
    ]),
  ).toEqual([
    ["/gone/target", "target-missing"],
    [TARGET, "in-order"],
  ]);
});

test("asks the gateway for no secret value, and IAM for nothing but this user", async () => {
  scene = await StatusScene.begin("rotate and delete");
  await scene.life.apply();
  scene.life.commands();
  const before = scene.life.aws.calls().length;
  await scene.status(...scene.named);
  expect(scene.life.commands()).toEqual(["target-get", "target-get-details", "describe-item"]);
  const asked = scene.life.aws.calls().slice(before);
  expect(asked.map(({ action }) => action).sort()).toEqual([
    "GetAccessKeyLastUsed",
    "GetCallerIdentity",
    "GetUser",
    "ListAccessKeys",
  ]);
});

test("ends at once when it is interrupted", async () => {
  scene = await StatusScene.begin();
  scene.isInterrupted = true;
  const shown = await scene.status(...scene.named);
  expect({ code: shown.code, stdout: shown.stdout }).toEqual({
    code: 130,
    stdout: "",
  });
  expect(shown.stderr).toContain("[INTERRUPTED]");
});

test("fails on flags that cannot be meant so, before anybody is asked", async () => {
  scene = await StatusScene.begin();
  const before = scene.life.aws.calls().length + scene.life.gateway.calls().length;
  expect(await scene.status()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("[COMMAND_MISUSED]"),
  });
  expect(await scene.status("--no-such-flag")).toMatchObject({ code: 2 });
  expect(scene.life.aws.calls().length + scene.life.gateway.calls().length).toBe(before);
});
