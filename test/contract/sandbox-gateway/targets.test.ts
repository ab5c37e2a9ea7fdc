import { AttachRolePolicyCommand } from "@aws-sdk/client-iam";
import { ADMINISTRATOR, Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const KEY = { "access-key-id": "AKIAFIRST0000000", "access-key": "first-secret" };
const details = async (name: string, more: Record<string, unknown> = {}) => {
  const answer = await sandbox.call<{ value: { aws_target_details: Record<string, unknown> } }>(
    "TargetGetDetails",
    {
      name,
      ...more,
    },
  );
  return answer.value.aws_target_details;
};

test("keeps what it is given, answers with a leading slash and tells the secret only with the details", async () => {
  const made = await sandbox.call("TargetCreateAws", {
    name: "aws/one",
    ...KEY,
    description: "first",
    key: "",
  });
  expect(made.target_id).toEqual(expect.any(Number));
  const target = await sandbox.call("TargetGet", { name: "/aws/one" });
  expect(target).toMatchObject({
    target_name: "/aws/one",
    target_id: made.target_id,
    target_type: "aws",
    comment: "first",
    protection_key_name: "",
    last_version: 1,
    with_customer_fragment: false,
  });
  expect(JSON.stringify(target)).not.toContain("first-secret");
  expect(await details("aws/one")).toMatchObject({
    aws_access_key_id: "AKIAFIRST0000000",
    aws_secret_access_key: "first-secret",
    aws_region: "us-east-2",
  });
  // What is not there, or is false, is left out, as the real gateway does it.
  const told = Object.keys(await details("aws/one"));
  expect(told.filter((name) => /session|identity/.test(name))).toEqual([]);
  expect(sandbox.gateway.heldKeyId("aws/one")).toBe("AKIAFIRST0000000");
});

test("replaces credentials as a whole and keeps the old version", async () => {
  await sandbox.call("TargetCreateAws", {
    name: "/full",
    ...KEY,
    "session-token": "token-1",
    region: "eu-west-1",
  });
  await sandbox.call("TargetUpdateAws", {
    name: "/full",
    "access-key-id": "AKIASECOND",
    "access-key": "second",
  });
  expect(await details("/full")).toMatchObject({
    aws_access_key_id: "AKIASECOND",
    aws_region: "us-east-2",
  });
  expect(Object.keys(await details("/full"))).not.toContain("aws_session_token");
  expect(await details("/full", { "target-version": 1 })).toMatchObject({ aws_session_token: "token-1" });
  expect(await sandbox.call("TargetGet", { name: "/full", "show-versions": true })).toMatchObject({
    last_version: 2,
    target_versions: [{ version: 1 }, { version: 2 }],
  });
});

test("keeps no more versions than asked, and none on request", async () => {
  await sandbox.call("TargetCreateAws", { name: "/few", ...KEY, "max-versions": "2" });
  for (const secret of ["b", "c"]) {
    await sandbox.call("TargetUpdateAws", { name: "/few", ...KEY, "access-key": secret });
  }
  const versions = async () => {
    const target = await sandbox.call<{ target_versions: { version: number }[] }>("TargetGet", {
      name: "/few",
      "show-versions": true,
    });
    return target.target_versions.map(({ version }) => version);
  };
  expect(await versions()).toEqual([2, 3]);
  await sandbox.call("TargetUpdateAws", { name: "/few", ...KEY, "keep-prev-version": "false" });
  expect(await versions()).toEqual([2, 4]);
});

test("renames and describes without touching the credentials", async () => {
  await sandbox.call("TargetCreateAws", { name: "/plain", ...KEY, description: "before" });
  await sandbox.call("UpdateTarget", { name: "/plain", "new-name": "/renamed" });
  expect(await sandbox.call("TargetGet", { name: "/renamed" })).toMatchObject({
    comment: "before",
    last_version: 1,
  });
  await sandbox.call("UpdateTarget", { name: "/renamed", description: "after" });
  await sandbox.call("UpdateTarget", { name: "/renamed", description: "default_comment" });
  expect(await sandbox.call("TargetGet", { name: "/renamed" })).toMatchObject({ comment: "after" });
  await sandbox.call("UpdateTarget", { name: "/renamed", description: "" });
  expect(await sandbox.call("TargetGet", { name: "/renamed" })).toMatchObject({ comment: "" });
  expect(await details("/renamed")).toMatchObject({ aws_secret_access_key: "first-secret" });
  expect(await sandbox.refused("TargetGet", { name: "/plain" })).toMatchObject({ status: 404 });
});

test("forgets a description that an update of what a target holds does not give, unless it says to leave it", async () => {
  await sandbox.call("TargetCreateDB", { name: "/shown", "db-type": "mysql", description: "before" });
  const comment = async () =>
    (await sandbox.call<{ comment: string }>("TargetGet", { name: "/shown" })).comment;
  await sandbox.call("TargetUpdateDB", {
    name: "/shown",
    "db-type": "mysql",
    description: "default_comment",
  });
  expect(await comment()).toBe("before");
  await sandbox.call("TargetUpdateDB", { name: "/shown", "db-type": "mysql" });
  expect(await comment()).toBe("");
});

test("accepts the gateway's own identity with the empty keys that clients send along", async () => {
  await sandbox.call("TargetCreateAws", {
    name: "/own",
    "access-key-id": "",
    "access-key": "",
    "use-gw-cloud-identity": true,
  });
  expect(await details("/own")).toMatchObject({ use_gw_cloud_identity: true, aws_access_key_id: "" });
  expect(sandbox.gateway.heldKeyId("/own")).toBeUndefined();
});

test.each([
  ["no key id", { name: "/x", "access-key-id": "", "access-key": "s" }, "access-key-id"],
  ["no secret", { name: "/x", "access-key-id": "AKIA", "access-key": "" }, "access-key"],
  ["no name", { name: "", ...KEY }, "name"],
  ["a name with //", { name: "/a//b", ...KEY }, "//"],
  ["a name with a space at its end", { name: "/a ", ...KEY }, "white space"],
])("fails with 400 for %s", async (_, fields, words) => {
  expect(await sandbox.refused("TargetCreateAws", fields)).toEqual({
    status: 400,
    error: expect.stringContaining(words),
  });
});

test("fails with 409 for a name that is taken, however it is written", async () => {
  await sandbox.call("TargetCreateAws", { name: "/taken", ...KEY });
  expect(await sandbox.refused("TargetCreateAws", { name: "taken", ...KEY })).toEqual({
    status: 409,
    error: expect.stringContaining("already exists"),
  });
});

test("stands its ground while items use it, and is torn from them by force", async () => {
  await sandbox.call("TargetCreateAws", { name: "/used", ...KEY });
  await sandbox.call("RotatedSecretCreateAws", {
    name: "/rotator",
    "target-name": "/used",
    "rotator-type": "target",
  });
  const [association] = (await sandbox.call<{ target_items_assoc: object[] }>("TargetGet", { name: "/used" }))
    .target_items_assoc;
  expect(association).toMatchObject({ item_name: "/rotator", item_type: "ROTATED_SECRET" });
  expect(await sandbox.refused("TargetDelete", { name: "/used" })).toEqual({
    status: 409,
    error: expect.stringContaining("/rotator"),
  });
  await sandbox.call("TargetDelete", { name: "/used", "force-deletion": true });
  expect(await sandbox.refused("TargetGet", { name: "/used" })).toMatchObject({ status: 404 });
  expect(await sandbox.refused("RotateSecret", { name: "/rotator" })).toEqual({
    status: 400,
    error: expect.stringContaining("no target any more"),
  });
});

test("fails to be deleted while it is protected", async () => {
  await sandbox.call("CreateAWSTarget", { name: "/protected", ...KEY });
  await sandbox.call("UpdateAWSTarget", { name: "/protected", ...KEY });
  const token = await sandbox.token();
  await fetch(`${sandbox.gateway.url}/target-update-aws`, {
    method: "POST",
    body: JSON.stringify({ token, name: "/protected", ...KEY, delete_protection: "true" }),
  });
  expect(await sandbox.refused("TargetDelete", { name: "/protected" })).toMatchObject({ status: 400 });
});

test("lists by name and deletes by folder", async () => {
  for (const name of ["/folder/a", "/folder/b", "/folders"]) {
    await sandbox.call("TargetCreateAws", { name, ...KEY });
  }
  const names = async () =>
    (
      await sandbox.call<{ targets: { target_name: string }[] }>("TargetList", { filter: "folder" })
    ).targets.map(({ target_name }) => target_name);
  expect(await names()).toEqual(["/folder/a", "/folder/b", "/folders"]);
  await sandbox.call("DeleteTargets", { path: "/folder" });
  expect(await names()).toEqual(["/folders"]);
});

test("goes on to a target's role from its own identity, by the external id that it has made and keeps", async () => {
  const own = { name: "/aws/role", "access-key-id": "", "access-key": "", "use-gw-cloud-identity": true };
  await sandbox.call("TargetCreateAws", { ...own, "generate-external-id": true });
  const externalIdOf = async () => {
    const { gw_cloud_identity_external_id_opt: told } = await details("/aws/role");
    return told as { generated_external_id: string; is_enabled: boolean; role_arn: string } | undefined;
  };
  const made = await externalIdOf();
  expect(made).toEqual({ generated_external_id: expect.any(String), is_enabled: true, role_arn: "" });

  const role = await sandbox.role("work", 1, {
    Condition: { StringEquals: { "sts:ExternalId": made?.generated_external_id } },
  });
  await sandbox.iam.send(new AttachRolePolicyCommand({ RoleName: "work", PolicyArn: ADMINISTRATOR }));
  await sandbox.call("TargetUpdateAws", { ...own, "generate-external-id": true, "role-arn": role });
  expect(await externalIdOf()).toEqual({ ...made, role_arn: role });
  await sandbox.call("DynamicSecretCreateAws", { name: "/by-role", "target-name": "/aws/role" });
  await sandbox.call("DynamicSecretGetValue", { name: "/by-role" });
  const roles = sandbox.aws.calls().filter(({ action }) => action === "AssumeRole");
  expect(roles.map(({ parameters }) => [parameters.RoleArn, parameters.ExternalId])).toEqual([
    [role, made?.generated_external_id],
  ]);

  // Everything is replaced: an update that says nothing of them takes them away.
  await sandbox.call("TargetUpdateAws", own);
  expect(await externalIdOf()).toBeUndefined();
});
