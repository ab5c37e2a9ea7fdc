import { Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const KEY = { "access-key-id": "AKIAFIRST0000000", "access-key": "first-secret" };
const DESCRIBED = { target: "TargetGet", item: "DescribeItem" } as const;

/** A target with a rotator and a dynamic secret, and a static secret beside them. */
async function folder(path: string): Promise<void> {
  await sandbox.call("TargetCreateAws", { name: `${path}/target`, ...KEY, description: "kept" });
  const through = { "target-name": `${path}/target`, description: "kept", tags: ["kept"] };
  await sandbox.call("RotatedSecretCreateAws", {
    ...{ name: `${path}/rotator`, ...through, "rotator-type": "target" },
    "authentication-credentials": "use-target-creds",
  });
  await sandbox.call("DynamicSecretCreateAws", {
    ...{ name: `${path}/producer`, ...through, "access-mode": "assume_role" },
    "aws-role-arns": "arn:aws:iam::000000424242:role/any",
  });
  await sandbox.call("CreateSecret", { name: `${path}/secret`, value: "v", ...{ description: "kept" } });
}

const producerFields = {
  "access-mode": "assume_role",
  "aws-role-arns": "arn:aws:iam::000000424242:role/any",
};

describe.each([
  ["UpdateTarget", "target", {}],
  // The update of a type clears a description that it is not given.
  ["TargetUpdateAws", "target", { ...KEY, description: "kept" }],
  ["UpdateItem", "rotator", {}],
  ["RotatedSecretUpdateAws", "rotator", { "authentication-credentials": "use-target-creds" }],
  ["UpdateItem", "producer", {}],
  ["DynamicSecretUpdateAws", "producer", producerFields],
  ["UpdateItem", "secret", {}],
])("%s with new-name on a %s", (model, what, fields) => {
  const kind = what === "target" ? "target" : "item";
  const at = `/${model}/${what}`;
  const look = (name: string) => sandbox.call(DESCRIBED[kind], { name });
  beforeAll(() => folder(at));

  test("keeps the number, the description and the associations, which tell the new name", async () => {
    const before = await look(`${at}/${what}`);
    await sandbox.call(model, { name: `${at}/${what}`, ...fields, "new-name": `${at}/moved` });
    const after = await look(`${at}/moved`);
    expect(after[`${kind}_id`]).toBe(before[`${kind}_id`]);
    expect(after[kind === "target" ? "comment" : "item_metadata"]).toBe("kept");
    expect(await sandbox.refused(DESCRIBED[kind], { name: `${at}/${what}` })).toMatchObject({ status: 404 });

    const target = what === "target" ? "moved" : "target";
    for (const item of ["rotator", "producer"]) {
      expect(await targetTold(`${at}/${item === what ? "moved" : item}`)).toBe(`${at}/${target}`);
    }
    const { target_items_assoc } = await sandbox.call<{ target_items_assoc: { item_name: string }[] }>(
      "TargetGet",
      { name: `${at}/${target}` },
    );
    expect(target_items_assoc.map(({ item_name }) => item_name).sort()).toEqual(
      ["producer", "rotator"].map((item) => `${at}/${item === what ? "moved" : item}`).sort(),
    );
  });

  test("fails on a name that is taken, and leaves both as they are", async () => {
    await folder(`${at}/taken`);
    await folder(`${at}/other`);
    const before = [await look(`${at}/taken/${what}`), await look(`${at}/other/${what}`)];
    const refused = await sandbox.refused(model, {
      ...{ name: `${at}/taken/${what}`, ...fields },
      "new-name": `${at}/other/${what}`,
    });
    expect(refused).toMatchObject({ status: 409, error: expect.stringContaining("already exists") });
    expect([await look(`${at}/taken/${what}`), await look(`${at}/other/${what}`)]).toEqual(before);
  });
});

/** The path of the target that an item tells. */
async function targetTold(name: string): Promise<string | undefined> {
  const { item_targets_assoc } = await sandbox.call<{ item_targets_assoc: { target_name: string }[] }>(
    "DescribeItem",
    { name },
  );
  return item_targets_assoc[0]?.target_name;
}
