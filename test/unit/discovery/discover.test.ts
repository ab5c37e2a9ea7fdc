import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../../src/cli/main.js";
import { findObjects } from "../../../src/discovery/index.js";
import type { Clients } from "../../../src/wiring/index.js";
import { temporaryFolder } from "../../support/cli/temporary-folder.js";
import { watchedWorld } from "../../support/cli/watched-world.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { FOLDER, type MadeObject, makeOneOfEach } from "../../support/provider/one-of-each.js";
import { type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
let made: readonly MadeObject[];
beforeAll(async () => {
  at = await stage();
  made = await makeOneOfEach(at);
  const administrator = new GatewayAdministrator(at.sandboxGateway);
  await administrator.run("create-dfc-key", { name: `${FOLDER}/a-key`, alg: "AES256GCM" }).catch(() => {});
});
afterAll(() => at.close());
beforeEach(() => at.commands());

async function discover(
  args: readonly string[],
  login: { accessId: string; accessKey: string } = at.sandboxGateway.admin,
) {
  const world = watchedWorld({
    PATH: process.env.PATH,
    LATCHKEY_GATEWAY_URL: at.sandboxGateway.url,
    LATCHKEY_ACCESS_ID: login.accessId,
    LATCHKEY_ACCESS_KEY: login.accessKey,
    AWS_ENDPOINT_URL: at.sandboxAws.url,
  });
  const code = await main(["discover", ...args], world);
  return { code, ...world.printed, commands: at.commands() };
}

const unlisted = ["latchkey_folder", "latchkey_gateway_allowed_access"];
const listed = () => made.filter(({ typeName }) => !unlisted.includes(typeName));
/** Commands that tell, or issue, the value of a secret. */
const VALUE = /value|creds|get-token|issue/;

describe.each(["--hcl", "--cdktf"])("latchkey discover %s", (language) => {
  test("has every object of every type that is listed, and asks for no value of a secret", async () => {
    const { code, stdout, commands } = await discover([FOLDER, language]);
    for (const { typeName, name } of listed())
      expect([typeName, stdout]).toEqual([typeName, expect.stringContaining(`"${name}"`)]);
    expect(code).toBe(0);
    expect(commands.filter((command) => VALUE.test(command))).toEqual([]);
    expect(stdout).not.toMatch(/s3cr3t|the-secret-of|the-password-of/);
    expect(stdout).toMatch(/Not asked for: value/);
  });
});

test("what refers to an object that is found refers to its resource, and to a path otherwise", async () => {
  const whole = await discover(["/types", "--hcl"]);
  expect(whole.stdout).toMatch(/role_name +=\s+latchkey_role\.types_role_0\.name/);
  expect(whole.stdout).toMatch(
    /am_name +=\s+latchkey_auth_method_api_key\.types_auth_method_api_key_0\.name/,
  );
  expect(whole.stdout).toMatch(/target +=\s+latchkey_target_\w+\.types_target_\w+\.name/);
  const administrator = new GatewayAdministrator(at.sandboxGateway);
  await administrator.run("dynamic-secret-create-aws", {
    ...{ name: "/alone/d", "target-name": "/types/target-aws-one", "access-mode": "assume_role" },
    "aws-role-arns": "arn:aws:iam::000000424242:role/a",
  });
  const alone = await discover(["/alone", "--hcl"]);
  expect(alone.stdout).toMatch(/target += "\/types\/target-aws-one"/);
});

test("a program has each object after those that it refers to", async () => {
  const { stdout } = await discover([FOLDER, "--cdktf"]);
  const role = stdout.indexOf("const roleTypesRole0 =");
  expect(role).toBeGreaterThan(0);
  expect(stdout.indexOf("roleName: roleTypesRole0,")).toBeGreaterThan(role);
});

test("without a language only a table is shown, and no object is asked for by its name", async () => {
  const { code, stdout, commands } = await discover([FOLDER]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/latchkey_role +1/);
  expect(stdout).toContain("Not looked for, because the gateway has no list of them: latchkey_folder");
  expect(commands.filter((command) => !command.includes("list"))).toEqual([]);
});

test("what no resource type manages is left out, and named with its kind", async () => {
  const entries = {
    "list-items": [{ item_name: "odd/key", item_type: "AES256GCM" }, { item_name: "/other" }],
  };
  const list = async function* (command: string) {
    yield* entries[command as keyof typeof entries] ?? [];
  };
  const client = { gateway: { objects: { list }, roleAssociations: { list } } } as unknown as Clients;
  const signal = new AbortController().signal;
  await expect(findObjects({ client, folder: "/odd/", whole: true, signal })).resolves.toEqual({
    ...{ objects: [], denied: [] },
    leftOut: [{ path: "/odd/key", kind: "AES256GCM", why: "no type" }],
  });
});

test("what the login may list and not read is left out, and the exit code tells", async () => {
  const lister = await new GatewayAdministrator(at.sandboxGateway).limited("/lister", [
    { path: "/types/target_db-*", type: "target-rule", may: ["list"] },
  ]);
  const { code, stdout, stderr } = await discover(["/types", "--hcl"], lister);
  expect(code).toBe(1);
  expect(stderr).toContain("this login may list it and not read it");
  expect(stderr).toMatch(/this login may not list them: .*latchkey_group/);
  expect(stdout).not.toContain("target_db");
});

describe("--out", () => {
  test("writes a file, or one into a folder, and tells of it as data", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "made"));
    const first = await discover(["/types", "--hcl", "--out", join(folder, "found.tf"), "--json"]);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({
      file: join(folder, "found.tf"),
      found: expect.arrayContaining([
        { type: "latchkey_role", import_id: "/types/role-0", address: "latchkey_role.types_role_0" },
      ]),
    });
    const second = await discover(["/types", "--cdktf", "--out", join(folder, "made")]);
    expect(second.stdout).toContain("Written to");
    expect(readFileSync(join(folder, "made", "discovered.ts"), "utf8")).toContain(
      "export function discovered",
    );
    expect(readFileSync(join(folder, "found.tf"), "utf8")).toContain("import {");
  });

  test("never overwrites, and asks the gateway nothing for a file that is there", async () => {
    const file = join(temporaryFolder(), "mine.tf");
    writeFileSync(file, "mine");
    const { code, stderr, commands } = await discover(["/types", "--hcl", "--out", file]);
    expect([code, commands]).toEqual([2, []]);
    expect(stderr).toContain("it is there already");
    expect(readFileSync(file, "utf8")).toBe("mine");
  });
});

test("the root is everything", async () => {
  const { code, stdout } = await discover(["//"]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/latchkey_role +\d/)]);
});

test.each([
  [["/types", "--hcl", "--cdktf"], "in one run"],
  [["/types", "--out", "x.tf"], "neither --hcl nor --cdktf"],
  [["/types", "--hcl", "--json"], "no --out"],
  [["", "--hcl"], "empty path"],
  [["/a//b", "--hcl"], "//"],
])("%j is refused before anything is asked", async (args, words) => {
  const { code, stdout, stderr, commands } = await discover(args);
  expect([code, commands]).toEqual([2, []]);
  expect(stdout + stderr).toContain(words);
});
