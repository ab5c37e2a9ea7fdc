import { Readable } from "node:stream";
import { main } from "../../../src/cli/main.js";
import { UNKNOWN } from "../../../src/vocabulary/index.js";
import { watchedWorld } from "../../support/cli/watched-world.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";

const PATH = "/shared";
const first = { name: PATH, value_wo: "the-first-value", value_wo_version: 1 };
const second = { ...first, value_wo: "the-second-value", value_wo_version: 2 };
const generated = { name: PATH, generate: { length: 32 }, value_wo_version: 1 };

let at: Stage;
let terraform: TerraformModel;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.gateway.staticSecrets.remove(PATH);
  terraform = await at.terraform("latchkey_static_secret");
});

/** A person at a shell, who keeps a value by the command. */
async function put(value: string, ...flags: readonly string[]) {
  const { url, admin } = at.sandboxGateway;
  const world = watchedWorld({
    AKEYLESS_GATEWAY: url,
    AKEYLESS_ACCESS_ID: admin.accessId,
    AKEYLESS_ACCESS_KEY: admin.accessKey,
  });
  const stdin = Object.assign(Readable.from([Buffer.from(value)]), { isTTY: false });
  const code = await main(["put", PATH, ...flags], { ...world, stdin });
  return { code, ...world.printed };
}

async function held(): Promise<string> {
  let value = "";
  await at.gateway.staticSecrets.fits(PATH, (text) => {
    value = text;
    return true;
  });
  return value;
}

const writes = () => at.commands().filter((command) => command === "update-secret-val");

describe("a version that a person has put there, over Terraform's", () => {
  beforeEach(async () => {
    await terraform.apply(first);
    expect(await put("a person's value")).toMatchObject({ code: 0 });
    at.commands();
  });

  test("is left alone while the configuration asks for no other value, and is seen in the state", async () => {
    expect(await terraform.plan(first)).toMatchObject(done("none"));
    expect(await terraform.apply(first)).toEqual(done("none"));
    expect(terraform.state).toMatchObject({ version: 2, written_version: 1 });
    expect(writes()).toEqual([]);
    expect(await held()).toBe("a person's value");
  });

  test("keeps a new value from being planned: the plan says what is there, and how to replace or keep it", async () => {
    const error = errorOf(await terraform.plan(second));
    expect(error).toMatch(/it is at version 2, written by p-\S+ at \S+Z, and version 1 was to be replaced/);
    expect(error).toContain("set over_version = 2; to keep it, set value_wo_version back");
    expect(error).toContain("[SECRET_VERSION_UNSEEN]");
    expect(error).not.toContain("person's value");
    expect(errorOf(await terraform.apply(second))).toBe(error);
    expect(writes()).toEqual([]);
    expect(await held()).toBe("a person's value");
  });

  test("keeps another value from being generated in its place", async () => {
    const { value_wo: _, ...rest } = second;
    expect(errorOf(await terraform.plan({ ...rest, generate: { length: 32 } }))).toContain(
      "[SECRET_VERSION_UNSEEN]",
    );
  });

  test("is replaced where the configuration names it, and the person's next one is refused that has not seen that", async () => {
    const named = { ...second, over_version: 2 };
    expect(await terraform.plan(named)).toMatchObject(done("update"));
    expect(await terraform.apply(named)).toEqual(done("update"));
    const late = await put("a late value", "--over", "2");
    expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining("[SECRET_VERSION_UNSEEN]") });
    expect(await held()).toBe("the-second-value");
  });

  test("is taken for Terraform's own where it is the very value that is asked for", async () => {
    await put(second.value_wo);
    expect(await terraform.plan(second)).toMatchObject(done("update"));
    expect(await terraform.apply(second)).toEqual(done("update"));
    expect(terraform.state).toMatchObject({ version: 3, written_version: 3 });
    expect(writes()).toEqual(["update-secret-val"]);
  });

  test("is compared by the apply where the value is not known before", async () => {
    expect(await terraform.plan({ ...second, value_wo: UNKNOWN })).toMatchObject(done("update"));
    expect(await held()).toBe("a person's value");
  });

  test("does not keep a plan from being made by whoever cannot ask the gateway for it", async () => {
    at.sandboxGateway.answerNext("get-secret-value", { status: 500, body: { error: "not now" }, times: 5 });
    expect(await terraform.plan(second)).toMatchObject(done("update"));
  });
});

test("a value that a killed run has generated is planned, and taken over", async () => {
  await terraform.apply(generated);
  const next = { ...generated, value_wo_version: 2 };
  const before = terraform.state;
  await terraform.apply(next);
  const value = await held();
  terraform.state = before;
  expect(await terraform.plan(next)).toMatchObject(done("update"));
  expect(await terraform.apply(next)).toMatchObject({
    action: "update",
    diagnostics: [{ severity: "warning", summary: "Generated value taken over" }],
  });
  expect(await held()).toBe(value);
  expect(terraform.state).toMatchObject({ version: 2, written_version: 2 });
});
