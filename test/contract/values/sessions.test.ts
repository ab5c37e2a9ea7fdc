import { UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { PRODUCER, ValuesScene } from "../../support/cli/values-scene.js";

// Real HTTP and SDKs to load, on a machine with other work.
jest.setTimeout(60_000);

interface Told {
  readonly sessions: readonly { readonly id: string; readonly minutes_left: number }[];
  readonly changes: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly error: { readonly code: string } | null;
  }[];
}

let scene: ValuesScene;
beforeEach(async () => {
  scene = await ValuesScene.begin();
});
afterEach(() => scene.end());

const issue = async () =>
  (await scene.sandbox.call<{ id: string }>("DynamicSecretGetValue", { name: PRODUCER })).id;
const told = (stdout: string) => JSON.parse(stdout) as Told;
const writes = () => scene.commands().filter((name) => /tmp-creds-(update|delete)/.test(name));
/** Takes the gateway's key away, so that it can take nothing back. */
async function lockGatewayOut(): Promise<void> {
  const [AccessKeyId = ""] = scene.sandbox.keysOf("gw");
  await scene.sandbox.iam.send(
    new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId, Status: "Inactive" }),
  );
}

describe("the list", () => {
  test("shows what was issued and is not revoked, to whom and for how long, and changes nothing", async () => {
    await scene.producer({ "user-ttl": "45m" });
    const ids = [await issue(), await issue()];
    const { code, stdout } = await scene.run(["sessions", PRODUCER.slice(1)]);
    expect(code).toBe(0);
    const [head, ...rows] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^id +issued to +issued at +left$/);
    expect(rows).toHaveLength(2);
    const { accessId } = scene.sandbox.gateway.admin;
    for (const [at, row] of rows.entries()) {
      expect(row).toMatch(
        new RegExp(`^${ids[at]} +${accessId} +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC +45 min$`),
      );
    }
    expect(writes()).toEqual([]);
  });

  test("is told to a script", async () => {
    await scene.producer();
    const id = await issue();
    const { stdout } = await scene.run(["sessions", PRODUCER, "--json"]);
    expect(stdout.split("\n")).toHaveLength(2);
    expect(told(stdout)).toEqual({
      path: PRODUCER,
      sessions: [
        {
          id,
          access_id: scene.sandbox.gateway.admin.accessId,
          created_at: scene.sandbox.clock.now().toISOString(),
          minutes_left: 60,
          host: "",
        },
      ],
      changes: [],
    });
  });

  test("says so where there is nothing", async () => {
    await scene.producer();
    const { code, stdout } = await scene.run(["sessions", PRODUCER]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${PRODUCER} has issued nothing that is not revoked.\n`,
    });
  });
});

describe("--revoke", () => {
  test("takes back the one that is named, and no other", async () => {
    await scene.producer();
    const [one, other] = [await issue(), await issue()];
    const { code, stdout } = await scene.run(["sessions", PRODUCER, "--revoke", one]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${one} +revoked\n`));
    expect(await scene.issued()).toEqual([other]);
    expect(scene.users()).toEqual([other]);
  });

  test("of what is gone is done, and says so", async () => {
    await scene.producer();
    const { code, stdout } = await scene.run(["sessions", PRODUCER, "--revoke", "tmp.gone", "--json"]);
    expect(code).toBe(0);
    expect(told(stdout).changes).toEqual([{ id: "tmp.gone", outcome: "gone", error: null }]);
  });

  test("tells which could not be taken back, and goes on with the others", async () => {
    await scene.producer();
    const id = await issue();
    await lockGatewayOut();
    const { code, stdout } = await scene.run(["sessions", PRODUCER, "--json", "--revoke", id, "tmp.gone"]);
    expect(code).toBe(1);
    expect(told(stdout).changes).toEqual([
      { id, outcome: "failed", error: expect.objectContaining({ code: "GATEWAY_REFUSED" }) },
      { id: "tmp.gone", outcome: "gone", error: null },
    ]);
    expect(told(stdout).sessions.map((session) => session.id)).toEqual([id]);
  });
});

describe("--revoke-all", () => {
  test("shows them, asks, and takes all of them back", async () => {
    await scene.producer();
    const ids = [await issue(), await issue(), await issue()];
    const { code, stderr } = await scene.run(["sessions", PRODUCER, "--revoke-all"], { typed: "y\n" });
    expect(code).toBe(0);
    for (const id of ids) expect(stderr).toContain(id);
    expect(stderr).toContain("Revoke these 3 credentials?");
    expect(await scene.issued()).toEqual([]);
    expect(scene.users()).toEqual([]);
  });

  test("changes nothing after a no", async () => {
    await scene.producer();
    const id = await issue();
    const { code, stderr } = await scene.run(["sessions", PRODUCER, "--revoke-all"], { typed: "\n" });
    expect(code).toBe(1);
    expect(stderr).toContain("Nothing was changed.");
    expect(await scene.issued()).toEqual([id]);
  });

  test("where nobody can be asked, wants --yes", async () => {
    await scene.producer();
    const id = await issue();
    expect(await scene.run(["sessions", PRODUCER, "--revoke-all"])).toMatchObject({ code: 2, stdout: "" });
    expect(await scene.issued()).toEqual([id]);
    expect(await scene.run(["sessions", PRODUCER, "--revoke-all", "--yes"])).toMatchObject({ code: 0 });
    expect(await scene.issued()).toEqual([]);
  });
});

describe("--extend", () => {
  test("lets the one that is named live for so many minutes from now on", async () => {
    await scene.producer({ "user-ttl": "10m" });
    const [one, other] = [await issue(), await issue()];
    const { code, stdout } = await scene.run([
      ...["sessions", PRODUCER, "--extend", one, "--minutes", "90", "--json"],
    ]);
    expect(code).toBe(0);
    expect(told(stdout).changes).toEqual([{ id: one, outcome: "extended", error: null }]);
    expect(told(stdout).sessions.map(({ id, minutes_left }) => [id, minutes_left])).toEqual([
      [one, 90],
      [other, 10],
    ]);
  });

  test.each([
    ["a role", true, "GATEWAY_REFUSED"],
    ["nothing that is there", false, "GATEWAY_OBJECT_MISSING"],
  ])("of %s fails", async (_what, role, fault) => {
    await scene.roleProducer();
    const id = role ? await issue() : "gone";
    const { code, stdout } = await scene.run(["sessions", PRODUCER, "--extend", id, "--minutes", "90"]);
    expect(code).toBe(1);
    expect(stdout.split("\n")[0]).toBe(`${id}  failed`);
    expect(stdout).toContain(`[${fault}]`);
  });
});

test.each([
  ["--extend without --minutes", ["--extend", "a"]],
  ["--minutes without --extend", ["--minutes", "5"]],
  ["two wishes", ["--extend", "a", "--minutes", "5", "--revoke", "b"]],
  ["no minutes at all", ["--extend", "a", "--minutes", "0"]],
])("%s is wrong usage, and nothing is asked of the gateway", async (_what, flags) => {
  await scene.producer();
  const before = scene.commands().length;
  expect(await scene.run(["sessions", PRODUCER, ...flags])).toMatchObject({ code: 2, stdout: "" });
  expect(scene.commands()).toHaveLength(before);
});
