import {
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  DeleteUserCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
} from "@aws-sdk/client-iam";
import { ADMINISTRATOR, type Keys, Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await Sandbox.start();
});
afterEach(() => sandbox.stop());

interface Issued {
  readonly id: string;
  readonly user: string;
  readonly access_key_id: string;
  readonly secret_access_key: string;
  readonly security_token: string;
  readonly ttl_in_minutes: string;
  readonly password?: string;
}

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

async function producer(more: Record<string, unknown>): Promise<void> {
  await sandbox.target("/aws", await sandbox.user("gw"));
  await sandbox.call("DynamicSecretCreateAws", { name: "/producer", "target-name": "aws", ...more });
}

const issue = () => sandbox.call<Issued>("DynamicSecretGetValue", { name: "/producer" });
const keysOf = (issued: Issued): Keys => ({
  accessKeyId: issued.access_key_id,
  secretAccessKey: issued.secret_access_key,
  ...(issued.security_token && { sessionToken: issued.security_token }),
});
const exists = (UserName: string) =>
  sandbox.iam.send(new GetUserCommand({ UserName })).then(
    () => true,
    (error: Error) => (error.name === "NoSuchEntityException" ? false : Promise.reject(error)),
  );

describe("in iam_user mode", () => {
  test("makes a user with policies, groups and a key, and deletes it when its time is over", async () => {
    await sandbox.iam.send(new CreateGroupCommand({ GroupName: "developers" }));
    await producer({ "aws-user-policies": READ_ONLY, "aws-user-groups": "developers", "user-ttl": "30m" });
    const issued = await issue();

    expect(issued).toMatchObject({ ttl_in_minutes: "30", security_token: "", id: issued.user });
    expect(issued.user).toMatch(/^tmp\./);
    expect(await sandbox.whoIs(keysOf(issued))).toContain(`user/${issued.user}`);
    const UserName = issued.user;
    const { AttachedPolicies } = await sandbox.iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([READ_ONLY]);
    const { Groups } = await sandbox.iam.send(new ListGroupsForUserCommand({ UserName }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["developers"]);

    await sandbox.clock.advance(30 * 60 - 1);
    expect(await exists(UserName)).toBe(true);
    await sandbox.clock.advance(1);
    expect(await exists(UserName)).toBe(false);
    expect(await sandbox.whoIs(keysOf(issued))).toBe("InvalidClientTokenId");
    expect(sandbox.gateway.events().map(({ kind }) => kind)).toEqual(["issued", "expired"]);
  });

  test("gives a console password, and no key, where that is asked for", async () => {
    await producer({
      "aws-user-console-access": true,
      "aws-user-programmatic-access": false,
      "password-length": "24",
    });
    const issued = await issue();
    expect(issued.access_key_id).toBeUndefined();
    expect(issued.password).toHaveLength(24);
    await sandbox.iam.send(new GetLoginProfileCommand({ UserName: issued.user }));
    expect(sandbox.gateway.issuedSecrets()).toContain(issued.password);
    await sandbox.call("DynamicSecretTmpCredsDelete", { name: "/producer", "tmp-creds-id": issued.id });
    expect(await exists(issued.user)).toBe(false);
  });

  test("makes a password by the rule that is given, which stays until an update gives another one", async () => {
    const rule = {
      "password-length": "40",
      "use-capital-letters": "false",
      "use-special-characters": "false",
    };
    await producer({ "aws-user-console-access": true });
    // The official SDK at hand is older than the fields of the rule, and would drop them.
    const update = async (fields: Record<string, unknown>) => {
      const body = { name: "/producer", "target-name": "/aws", "aws-user-console-access": true, ...fields };
      const { status } = await fetch(`${sandbox.gateway.url}/dynamic-secret-update-aws`, {
        method: "POST",
        body: JSON.stringify({ token: await sandbox.token(), ...body }),
      });
      return status;
    };
    expect((await issue()).password).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[^\w]).{16}$/);
    expect(await update(rule)).toBe(200);
    expect((await issue()).password).toMatch(/^[a-z2-9]{40}$/);
    expect(await sandbox.call("DynamicSecretGet", { name: "/producer" })).toMatchObject({
      password_length: 40,
    });
    expect(await update({ "use-numbers": "false" })).toBe(200);
    expect((await issue()).password).toMatch(/^[a-z]{40}$/);
    expect(await update({ "use-lower-letters": "false" })).toBe(400);
  });

  test("issues a key and a password together, of a user in groups whose policies hold for it", async () => {
    await sandbox.iam.send(new CreateGroupCommand({ GroupName: "watchers" }));
    await sandbox.iam.send(new AttachGroupPolicyCommand({ GroupName: "watchers", PolicyArn: READ_ONLY }));
    await producer({ "aws-user-console-access": true, "aws-user-groups": "watchers" });
    const issued = await issue();
    const { LoginProfile } = await sandbox.iam.send(new GetLoginProfileCommand({ UserName: issued.user }));
    expect(LoginProfile).toMatchObject({ UserName: issued.user, PasswordResetRequired: false });
    const own = sandbox.iamAs(keysOf(issued));
    await own.send(new GetUserCommand({ UserName: issued.user }));
    await expect(own.send(new DeleteUserCommand({ UserName: issued.user }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    own.destroy();
    await sandbox.call("DynamicSecretTmpCredsDelete", { name: "/producer", "revoke-all": true });
    expect(await exists(issued.user)).toBe(false);
  });

  test("lists what is issued, lengthens its life and takes it back", async () => {
    await producer({ "user-ttl": "15m" });
    const issued = await issue();
    const list = () =>
      sandbox.call<Record<string, unknown>[]>("DynamicSecretTmpCredsGet", { name: "/producer" });
    expect(await list()).toEqual([
      expect.objectContaining({ id: issued.id, access_id: sandbox.gateway.admin.accessId, custom_ttl: 15 }),
    ]);
    await sandbox.call("DynamicSecretTmpCredsUpdate", {
      name: "/producer",
      "tmp-creds-id": issued.id,
      "new-ttl-min": 60,
      host: "",
    });
    await sandbox.clock.advance(30 * 60);
    expect(await exists(issued.user)).toBe(true);
    await sandbox.call("DynamicSecretTmpCredsDelete", { name: "/producer", "tmp-creds-id": issued.id });
    expect(await exists(issued.user)).toBe(false);
    expect(await list()).toEqual([]);
    const again = { name: "/producer", "tmp-creds-id": issued.id };
    expect(await sandbox.refused("DynamicSecretTmpCredsDelete", again)).toMatchObject({ status: 404 });
  });

  test("revokes everything at once, and when it is deleted", async () => {
    await producer({});
    const first = [await issue(), await issue()];
    await sandbox.call("DynamicSecretTmpCredsDelete", { name: "/producer", "revoke-all": true });
    const third = await issue();
    await sandbox.call("DynamicSecretDelete", { name: "/producer" });
    for (const { user } of [...first, third]) expect(await exists(user)).toBe(false);
    expect(await sandbox.refused("DynamicSecretGet", { name: "/producer" })).toMatchObject({ status: 404 });
  });

  test("leaves nothing behind when it fails half-way", async () => {
    await producer({ "aws-user-policies": `arn:aws:iam::${sandbox.aws.accountId}:policy/none` });
    const refused = await sandbox.refused("DynamicSecretGetValue", { name: "/producer" });
    expect(refused).toEqual({ status: 400, error: expect.stringContaining("NoSuchEntity") });
    expect(sandbox.iamWrites().slice(-2)).toEqual(["CreateUser", "DeleteUser"]);
    expect(await sandbox.call("DynamicSecretGet", { name: "/producer" })).toMatchObject({
      failure_message: expect.stringContaining("NoSuchEntity"),
    });
  });

  test.each(["CreateUser", "CreateAccessKey"])(
    "leaves nothing behind when AWS's answer to %s is lost",
    async (action) => {
      await producer({});
      sandbox.way.swallow(action);
      expect(await sandbox.refused("DynamicSecretGetValue", { name: "/producer" })).toMatchObject({
        status: 400,
      });
      expect(sandbox.iamWrites().slice(-1)).toEqual(["DeleteUser"]);
      expect(sandbox.aws.accessKeys().map(({ userName }) => userName)).toEqual(["gw"]);
    },
  );

  test("takes nobody else's user for its own when the name is taken", async () => {
    await producer({ "custom-username-template": "gw" });
    expect(await sandbox.refused("DynamicSecretGetValue", { name: "/producer" })).toMatchObject({
      error: expect.stringContaining("EntityAlreadyExists"),
    });
    expect(await exists("gw")).toBe(true);
  });

  test("takes it for done when the user is gone already", async () => {
    await producer({ "aws-user-programmatic-access": false });
    const { user, id } = await issue();
    await sandbox.iam.send(new DeleteUserCommand({ UserName: user }));
    await sandbox.call("DynamicSecretTmpCredsDelete", { name: "/producer", "tmp-creds-id": id });
  });

  test("keeps trying to take back what has run out", async () => {
    await producer({ "user-ttl": "15m" });
    const { user } = await issue();
    const held = sandbox.gateway.heldKeyId("/aws");
    const { UpdateAccessKeyCommand } = await import("@aws-sdk/client-iam");
    const switched = (Status: "Active" | "Inactive") =>
      sandbox.iam.send(new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId: held, Status }));
    await switched("Inactive");
    await sandbox.clock.advance(15 * 60);
    expect(await exists(user)).toBe(true);
    await switched("Active");
    await sandbox.clock.advance(60);
    expect(await exists(user)).toBe(false);
    expect(sandbox.gateway.events().map(({ kind }) => kind)).toEqual([
      "issued",
      "revocation-failed",
      "expired",
    ]);
  });

  test("names users by the template", async () => {
    await producer({
      "custom-username-template":
        "{{.DynamicSecretName | uppercase}}-{{random 6}}-{{truncate 3 .UniqueIdentifier}}",
    });
    const { user } = await issue();
    expect(user).toMatch(/^PRODUCER-[A-Za-z0-9]{6}-p-.$/);
  });
});

describe("in assume_role mode", () => {
  test("assumes the role for as long as asked", async () => {
    const role = await sandbox.role("readers", 4);
    await producer({ "access-mode": "assume_role", "aws-role-arns": role, "user-ttl": "3h" });
    const issued = await issue();
    expect(issued.security_token).not.toBe("");
    expect(await sandbox.whoIs(keysOf(issued))).toContain(":assumed-role/readers/");
    expect(sandbox.aws.calls().find(({ action }) => action === "AssumeRole")).toMatchObject({
      parameters: expect.objectContaining({ DurationSeconds: "10800", RoleArn: role }),
      callerKeyId: sandbox.gateway.heldKeyId("/aws"),
    });
    for (const secret of [issued.secret_access_key, issued.security_token]) {
      expect(sandbox.gateway.issuedSecrets()).toContain(secret);
    }
  });

  test("has the limits that AWS has, and tells them in its words", async () => {
    const role = await sandbox.role("brief", 1);
    await producer({ "access-mode": "assume_role", "aws-role-arns": role, "user-ttl": "2h" });
    expect(await sandbox.refused("DynamicSecretGetValue", { name: "/producer" })).toEqual({
      status: 400,
      error: expect.stringMatching(/ValidationError: .*DurationSeconds/),
    });
  });

  test("shows the external id that the role asks for", async () => {
    const role = await sandbox.role("partners", 1, {
      Condition: { StringEquals: { "sts:ExternalId": "ext-1" } },
    });
    await producer({ "access-mode": "assumed_role", "aws-role-arns": role });
    expect(await sandbox.refused("DynamicSecretGetValue", { name: "/producer" })).toMatchObject({
      error: expect.stringContaining("AccessDenied"),
    });
    await sandbox.call("DynamicSecretUpdateAws", {
      name: "/producer",
      "target-name": "/aws",
      "access-mode": "assume_role",
      "aws-role-arns": role,
      "aws-external-id": "ext-1",
    });
    await issue();
  });

  test("tags its sessions, for policies and trust to ask for, and lets those go on that are transitive", async () => {
    const tags = ["payments", "production"];
    const readers = await sandbox.role("readers", 1, {
      Condition: { StringEquals: { "aws:RequestTag/team": tags[0], "aws:RequestTag/stage": tags[1] } },
    });
    await producer({
      "access-mode": "assume_role",
      "aws-role-arns": readers,
      "session-tags": "team=payments,stage=production",
      "transitive-tag-keys": "team",
    });
    const issued = await issue();
    expect(await sandbox.whoIs(keysOf(issued))).toContain(":assumed-role/readers/");
    expect(sandbox.aws.calls().find(({ action }) => action === "AssumeRole")?.parameters).toMatchObject({
      "Tags.member.1.Key": "team",
      "Tags.member.1.Value": "payments",
      "Tags.member.2.Key": "stage",
      "Tags.member.2.Value": "production",
      "TransitiveTagKeys.member.1": "team",
    });
    expect(await sandbox.call("DynamicSecretGet", { name: "/producer" })).toMatchObject({
      aws_session_tags: "team=payments,stage=production",
      aws_transitive_tag_keys: "team",
    });
    await sandbox.call("DynamicSecretUpdateAws", {
      name: "/producer",
      "target-name": "/aws",
      "access-mode": "assume_role",
      "aws-role-arns": readers,
      "session-tags": "team=others,stage=production",
    });
    expect(await sandbox.refused("DynamicSecretGetValue", { name: "/producer" })).toMatchObject({
      error: expect.stringContaining("AccessDenied"),
    });
  });

  test("works right after the target's key was rotated, however slowly the new one spreads", async () => {
    const role = await sandbox.role("readers");
    await producer({ "access-mode": "assume_role", "aws-role-arns": role });
    await sandbox.call("RotatedSecretCreateAws", {
      name: "/r",
      "target-name": "/aws",
      "rotator-type": "target",
    });
    sandbox.aws.setPropagation({ delayMs: 4000, flapping: true });
    await sandbox.call("RotateSecret", { name: "/r" });
    await issue();
  });

  test("takes the role that is asked for, of those that it has", async () => {
    const [one, two] = [await sandbox.role("one"), await sandbox.role("two")];
    await producer({ "access-mode": "assume_role", "aws-role-arns": `${one}, ${two}` });
    const asked = (args: string[]) =>
      sandbox.call<Issued>("DynamicSecretGetValue", { name: "/producer", args });
    expect((await asked([])).user).toContain("/one/");
    expect((await asked([`role-arn=${two}`])).user).toContain("/two/");
    expect((await asked([JSON.stringify({ "role-arn": two })])).user).toContain("/two/");
    const other = { name: "/producer", args: ["role-arn=arn:aws:iam::1:role/other"] };
    expect(await sandbox.refused("DynamicSecretGetValue", other)).toMatchObject({ status: 400 });
  });

  test("leaves the list when it is revoked or runs out, which AWS does not notice", async () => {
    await producer({ "access-mode": "assume_role", "aws-role-arns": await sandbox.role("readers") });
    const issued = await issue();
    await sandbox.call("DynamicSecretTmpCredsDelete", { name: "/producer", "tmp-creds-id": issued.id });
    expect(await sandbox.whoIs(keysOf(issued))).toContain("assumed-role");
    await issue();
    await sandbox.clock.advance(3600);
    expect(await sandbox.call("DynamicSecretTmpCredsGet", { name: "/producer" })).toEqual([]);
  });

  test("works through the gateway's own identity", async () => {
    await sandbox.call("TargetCreateAws", { name: "/own", "use-gw-cloud-identity": true });
    await sandbox.call("DynamicSecretCreateAws", {
      name: "/producer",
      "target-name": "/own",
      "access-mode": "assume_role",
      "aws-role-arns": await sandbox.role("readers"),
    });
    await issue();
    expect(sandbox.aws.calls().find(({ action }) => action === "AssumeRole")).toMatchObject({
      callerKeyId: sandbox.aws.gatewayIdentity.accessKeyId,
    });
    expect(await sandbox.call("DynamicSecretGet", { name: "/producer" })).toMatchObject({
      use_gw_cloud_identity: true,
    });
  });

  test("works through a role that the gateway assumes with an external id", async () => {
    const readers = await sandbox.role("readers");
    const entry = await sandbox.role("entry");
    const { AttachRolePolicyCommand } = await import("@aws-sdk/client-iam");
    await sandbox.iam.send(new AttachRolePolicyCommand({ RoleName: "entry", PolicyArn: ADMINISTRATOR }));
    await sandbox.call("TargetCreateAws", {
      name: "/own",
      "use-gw-cloud-identity": true,
      "generate-external-id": true,
      "role-arn": entry,
    });
    await sandbox.call("DynamicSecretCreateAws", {
      name: "/producer",
      "target-name": "/own",
      "access-mode": "assume_role",
      "aws-role-arns": readers,
    });
    await issue();
    const roles = sandbox.aws.calls().filter(({ action }) => action === "AssumeRole");
    expect(roles.map(({ parameters }) => parameters.RoleArn)).toEqual([entry, readers]);
    expect(roles[0]?.parameters.ExternalId).toEqual(expect.any(String));
  });
});

describe("its settings", () => {
  test("come back as they were given, without keys and without what old clients cannot read", async () => {
    await producer({
      "aws-user-policies": `${READ_ONLY},${ADMINISTRATOR}`,
      "user-ttl": "45m",
      tags: ["a"],
      description: "first",
      "producer-encryption-key-name": "",
      "aws-access-key-id": "",
      "aws-access-secret-key": "",
    });
    const got = await sandbox.call("DynamicSecretGet", { name: "producer" });
    expect(got).toMatchObject({
      dynamic_secret_name: "/producer",
      aws_access_mode: "iam_user",
      aws_region: "us-east-2",
      aws_user_policies: `${READ_ONLY},${ADMINISTRATOR}`,
      aws_user_programmatic_access: true,
      aws_user_console_access: false,
      user_ttl: "45m",
      tags: ["a"],
      metadata: "first",
      delete_protection: false,
      item_targets_assoc: [{ target_name: "/aws" }],
    });
    for (const key of ["aws_access_key_id", "aws_secret_access_key", "use_gw_cloud_identity"]) {
      expect(got[key]).toBeUndefined();
    }
  });

  test("are replaced by an update, all but those that were not mentioned and belong to the item", async () => {
    await producer({ "aws-user-policies": READ_ONLY, description: "first", tags: ["a"] });
    await sandbox.call("DynamicSecretUpdateAws", {
      name: "/producer",
      "target-name": "/aws",
      "user-ttl": "90m",
    });
    expect(await sandbox.call("DynamicSecretGet", { name: "/producer" })).toMatchObject({
      aws_user_policies: "",
      user_ttl: "90m",
      metadata: "first",
      tags: ["a"],
    });
    await sandbox.call("DynamicSecretUpdateAws", {
      name: "/producer",
      "new-name": "/renamed",
      "target-name": "/aws",
      tags: [],
      description: "",
    });
    expect(await sandbox.call("DynamicSecretGet", { name: "/renamed" })).toMatchObject({
      metadata: "",
      tags: [],
    });
  });

  test.each([
    ["an unknown mode", { "access-mode": "root" }, "access-mode"],
    ["a role mode without roles", { "access-mode": "assume_role" }, "aws-role-arns"],
    ["a lifetime that is none", { "user-ttl": "soon" }, "duration"],
    ["neither target nor key", { "target-name": "" }, "target-name"],
  ])("fail with 400 for %s", async (_, more, words) => {
    await sandbox.target("/aws", await sandbox.user("gw"));
    const fields = { name: "/producer", "target-name": "/aws", ...more };
    expect(await sandbox.refused("DynamicSecretCreateAws", fields)).toEqual({
      status: 400,
      error: expect.stringContaining(words),
    });
  });

  test("fail with 404 for a target that does not exist", async () => {
    const fields = { name: "/producer", "target-name": "/none" };
    expect(await sandbox.refused("DynamicSecretCreateAws", fields)).toMatchObject({ status: 404 });
  });
});

test("issues with an inline key, and rotates that key on request and on schedule", async () => {
  const keys = await sandbox.user("inline");
  await sandbox.call("DynamicSecretCreateAws", {
    name: "/producer",
    "aws-access-key-id": keys.accessKeyId,
    "aws-access-secret-key": keys.secretAccessKey,
    "enable-admin-rotation": true,
    "admin-rotation-interval-days": 7,
  });
  const inline = async () =>
    (await sandbox.call("DynamicSecretGet", { name: "/producer" })).aws_access_key_id;
  expect(await inline()).toBe(keys.accessKeyId);
  await sandbox.call("RotateSecret", { name: "/producer" });
  const second = await inline();
  expect(second).not.toBe(keys.accessKeyId);
  await sandbox.clock.advance(7 * 86_400);
  expect(await inline()).not.toBe(second);
  await issue();
});

test("works under the older names too", async () => {
  await sandbox.target("/aws", await sandbox.user("gw"));
  const made = await sandbox.call("GatewayCreateProducerAws", { name: "/old", "target-name": "/aws" });
  expect(made).toMatchObject({ producer_details: { dynamic_secret_name: "/old" } });
  const value = await sandbox.call<Issued>("GetDynamicSecretValue", { name: "/old" });
  expect(await sandbox.whoIs(keysOf(value))).toContain(value.user);
  await sandbox.call("GatewayRevokeTmpUsers", { name: "/old", "tmp-creds-id": value.id });
  expect(await exists(value.user)).toBe(false);
  await sandbox.call("GatewayStopProducer", { name: "/old" });
  expect(await sandbox.refused("GetDynamicSecretValue", { name: "/old" })).toMatchObject({ status: 400 });
  expect(await sandbox.call("GatewayListProducers")).toMatchObject({ producers: [{ active: false }] });
  expect(await sandbox.call("GatewayDeleteProducer", { name: "/old" })).toMatchObject({
    producer_name: "/old",
  });
});

test("may be read by its holder and revoked by nobody else", async () => {
  await producer({});
  const rules = [{ path: "/producer", may: ["read"] }];
  const [one, two] = [await sandbox.limited("/one", rules), await sandbox.limited("/two", rules)];
  const issued = await sandbox.call<Issued>("DynamicSecretGetValue", { name: "/producer" }, one.token);
  const back = { name: "/producer", "tmp-creds-id": issued.id };
  expect(await sandbox.refused("DynamicSecretTmpCredsDelete", back, two.token)).toMatchObject({
    status: 401,
  });
  await sandbox.call("DynamicSecretTmpCredsDelete", back, one.token);
  expect(await exists(issued.user)).toBe(false);
});
