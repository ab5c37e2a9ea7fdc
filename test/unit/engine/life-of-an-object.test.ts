import { stage } from "../../support/engine/test-provider.js";
import { thing } from "../../support/engine/thing.js";

const full = {
  name: "a",
  label: "x",
  tags: ["b", "a"],
  zones: ["z1", "z2"],
  limits: { cpu: 2 },
  owner: { team: "core" },
  rules: [{ prefix: "p/", days: null }],
  note: "private",
  secret_wo: "hunter2",
  secret_version: 1,
};

describe("an object of a resource without mistakes", () => {
  test("is created, needs no second apply, is updated, replaced and destroyed", async () => {
    const { terraform, world } = await stage(thing);

    expect(await terraform.apply(full)).toEqual({ diagnostics: [], complaints: [], action: "create" });
    expect(await terraform.apply(full)).toEqual({ diagnostics: [], complaints: [], action: "none" });
    expect(await terraform.apply({ ...full, label: "y" })).toEqual({
      diagnostics: [],
      complaints: [],
      action: "update",
    });
    expect(terraform.state).toMatchObject({
      label: "y",
      alias: "alias of y",
      generation: 2,
      size: 1,
      secret_wo: null,
    });
    expect(terraform.state?.rules).toEqual([{ prefix: "p/", days: 30 }]);
    expect((await terraform.apply({ ...full, name: "b" })).action).toBe("replace");
    expect((await terraform.destroy()).diagnostics).toEqual([]);
    expect(terraform.state).toBeNull();
    expect(world.calls).toEqual(["create", "update", "delete", "create", "delete"]);
    expect(world.secrets).toEqual(["hunter2", "hunter2"]);
  });
});
