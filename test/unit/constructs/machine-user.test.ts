import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { TerraformVariable } from "cdktf";
import { AccessRole, MachineRotation, MachineUser, type MachineUserProps } from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, expression, resolved, Synthesized } from "../../support/constructs/synthesized.js";

const PUSH = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser";
const TAGS = { "my:environment": "sandbox", "my:owner": "Luthfi" };

function made(props: Partial<MachineUserProps> = {}) {
  const stack = demoStack();
  const machine = new MachineUser(stack, "Pusher", { secretName: "dummy-machine-sbx", ...props });
  const reader = new IamRole(stack, "Reader", { name: "reader", assumeRolePolicy: "{}" });
  return { stack, machine, reader, json: () => new Synthesized(stack) };
}

/** The resource that attaches a policy, and the address at which Terraform knows it. */
function attachmentOf(json: Synthesized, arn: string) {
  const [found] = Object.entries(json.all("aws_iam_user_policy_attachment")).filter(
    ([, { policy_arn: policyArn }]) => policyArn === arn,
  );
  const [id, attachment] = found ?? [];
  return { address: `aws_iam_user_policy_attachment.${id}`, attachment };
}

test("makes the user, its secret and the key between them, and no version of the secret", () => {
  const { json } = made({ tags: TAGS, recoveryWindowDays: 0, kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/k" });
  expect(json().only("aws_secretsmanager_secret")).toMatchObject({
    name: "dummy-machine-sbx",
    recovery_window_in_days: 0,
    kms_key_id: "arn:aws:kms:eu-west-1:1:key/k",
    tags: TAGS,
  });
  const secret = json().address("demo/Pusher/Secret");
  const user = json().address("demo/Pusher/Resource");
  expect(json().only("aws_iam_user")).toMatchObject({
    path: "/machines/",
    tags: { ...TAGS, "latchkey:secret": `\${${secret}.name}` },
  });
  expect(json().only("latchkey_machine_key")).toMatchObject({
    secret_id: `\${${secret}.arn}`,
    user_arn: `\${${user}.arn}`,
    grace_period_seconds: 604_800,
  });
  expect(json().addresses.join()).not.toMatch(/aws_secretsmanager_secret_version|aws_iam_access_key|lambda/);
});

test("gives the machine what it may do before it gets a key", () => {
  const { json } = made({ policyArns: [PUSH], policy: "{}" });
  const key = json().only("latchkey_machine_key");
  expect(JSON.stringify(key.depends_on)).not.toContain("$");
  const before = json().before(json().address("demo/Pusher/Key"));
  expect(before).toEqual(
    expect.arrayContaining([attachmentOf(json(), PUSH).address, json().address("demo/Pusher/Policy")]),
  );
});

describe("what the machine may do", () => {
  const PULL = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly";

  test("is attached by the same resource as before, whatever is listed beside it", () => {
    const before = made({ policyArns: [PUSH, PULL] }).json();
    for (const policyArns of [[PULL], [PULL, PUSH]]) {
      const after = made({ policyArns }).json();
      for (const arn of policyArns) expect(attachmentOf(after, arn)).toEqual(attachmentOf(before, arn));
    }
  });

  test("is detached before another resource attaches the same policy, where its ARN is known at apply only", () => {
    const { stack } = made();
    const policyArns = ["a", "b", "c"].map((id) => new TerraformVariable(stack, id, {}).stringValue);
    new MachineUser(stack, "Other", { secretName: "other", policyArns });
    const json = new Synthesized(stack);
    const [first, second, third] = [0, 1, 2].map((at) => json.address(`demo/Other/Policy${at}`));
    // Terraform ends what a resource depends on after the resource itself, and makes it anew only then.
    expect(json.at("demo/Other/Policy0").depends_on).toBeUndefined();
    expect(json.at("demo/Other/Policy1").depends_on).toEqual([first]);
    expect(json.at("demo/Other/Policy2").depends_on).toEqual([second]);
    expect(json.before(json.address("demo/Other/Key"))).toEqual(
      expect.arrayContaining([first, second, third]),
    );
  });

  test("names no policy twice: the end of one attachment would end both", () => {
    const { code, message } = refusalOf(() => made({ policyArns: [PUSH, PULL, PUSH] }));
    expect(code).toBe("VALUE_NOT_ALLOWED");
    expect(message).toContain(`'policyArns' should name each policy once, got ${PUSH} again`);
  });
});

test("has the secret read by those to whom it is granted, and refuses every other identity", () => {
  const { machine, reader, json } = made();
  expect(json().only("aws_secretsmanager_secret_policy")).toMatchObject({ block_public_policy: true });
  expect(String(json().only("aws_secretsmanager_secret_policy").policy)).not.toContain("ArnNotEquals");
  machine.grantRead(reader);
  machine.grantRead(reader);
  const text = String(json().only("aws_secretsmanager_secret_policy").policy);
  const role = `${json().address("demo/Reader")}.arn`;
  expect(text.split(role)).toHaveLength(3);
  expect(text).toContain('"Effect" = "Deny"');
  expect(text).toContain('"ArnNotEquals" = {"aws:PrincipalArn"');
});

describe("rotation by a function", () => {
  const byFunction = () =>
    made({ rotation: MachineRotation.byFunction({ everyDays: 30 }), graceDays: 3, keyIdField: "id" });

  test("makes the function, its schedule and who may call it, and no resource that owns the key", () => {
    const { json } = byFunction();
    expect(json().addresses.join()).not.toContain("latchkey_machine_key");
    expect(json().only("aws_lambda_function")).toMatchObject({
      runtime: "nodejs22.x",
      handler: "index.handler",
      environment: { variables: { LATCHKEY_GRACE_SECONDS: "259200", LATCHKEY_KEY_ID_FIELD: "id" } },
    });
    expect(json().only("aws_secretsmanager_secret_rotation")).toMatchObject({
      rotation_rules: { automatically_after_days: 30 },
    });
    const callers = Object.values(json().all("aws_lambda_permission")).map(({ principal }) => principal);
    expect(callers.sort()).toEqual(["events.amazonaws.com", "secretsmanager.amazonaws.com"]);
    expect(json().only("aws_cloudwatch_event_rule")).toMatchObject({ schedule_expression: "rate(1 day)" });
    expect(json().only("aws_iam_user")).toMatchObject({ force_destroy: true });
  });

  test("I3: has Terraform forget the resource that owned the key before, for each user at its own address", () => {
    const before = made();
    const addresses = [before.json().address("demo/Pusher/Key")];
    const { stack, json } = byFunction();
    const rotation = MachineRotation.byFunction();
    const other = demoStack();
    new MachineUser(other, "Other", { secretName: "other" });
    addresses.push(new Synthesized(other).address("demo/Other/Key"));
    new MachineUser(stack, "Other", { secretName: "other", rotation });
    const { removed } = JSON.parse(json().text);
    expect(removed).toEqual(addresses.map((from) => ({ from, lifecycle: { destroy: false } })));
    expect(JSON.parse(before.json().text)).not.toHaveProperty("removed");
  });

  test("lets the function work on this user's keys and this secret alone, and read the value that it proves", () => {
    const { json } = byFunction();
    const policy = String(json().only("aws_iam_role_policy").policy);
    expect(policy).not.toMatch(/"\*"/);
    expect(policy).toContain(`${json().address("demo/Pusher/Resource")}.arn`);
    const readers = String(json().only("aws_secretsmanager_secret_policy").policy);
    expect(readers).toContain(`${json().address("demo/Pusher/Rotation/Role")}.arn`);
  });

  test("waits with the first rotation for what the machine and the function may do", () => {
    const { json } = made({ rotation: MachineRotation.byFunction(), policyArns: [PUSH] });
    const before = json().before(json().address("demo/Pusher/Rotation/Schedule"));
    expect(before).toContain(attachmentOf(json(), PUSH).address);
    for (const path of ["Rotation/Policy", "Rotation/Rotation"]) {
      expect(before).toContain(json().address(`demo/Pusher/${path}`));
    }
  });
});

describe("in a static secret of the gateway", () => {
  const inGateway = (props: Partial<MachineUserProps> = {}) =>
    made({ secretName: undefined, staticSecretName: "ci/pusher", ...props });

  test("makes the user and its key, dedicated to the path, and nothing in Secrets Manager", () => {
    const { json } = inGateway();
    expect(json().only("aws_iam_user")).toMatchObject({ tags: { "latchkey:secret": "/ci/pusher" } });
    expect(json().only("latchkey_machine_key")).toMatchObject({
      secret_id: "/ci/pusher",
      secret_store: "gateway",
    });
    expect(json().addresses.join()).not.toContain("secretsmanager");
  });

  test("has one path, of one leading slash, where a variable names it", () => {
    const stack = demoStack();
    const name = new TerraformVariable(stack, "path", { type: "string" }).stringValue;
    const machine = new MachineUser(stack, "Pusher", { staticSecretName: name });
    const { secret_id } = new Synthesized(stack).only("latchkey_machine_key");
    expect(secret_id).toBe(`/${expression('trimprefix(var.path, "/")')}`);
    expect(resolved(stack, machine.secretName)).toBe(secret_id);
  });

  test("is read by a role of the gateway", () => {
    const { stack, machine, json } = inGateway();
    new AccessRole(stack, "Developers", { name: "/roles/developers" }).grantRead(machine.secretName);
    expect(json().only("latchkey_role")).toMatchObject({ rules: [{ path: "/ci/pusher" }] });
  });

  test.each<[string, (made_: ReturnType<typeof inGateway>) => unknown]>([
    ["grantRead", ({ machine, reader }) => machine.grantRead(reader)],
    ["secretArn", ({ machine }) => machine.secretArn],
  ])("refuses what is about a secret of AWS: %s", (prop, work) => {
    expect(refusalOf(() => work(inGateway()))).toMatchObject({
      code: "VALUE_NOT_ALLOWED",
      details: { attribute: prop, advice: expect.stringContaining("AccessRole") },
    });
  });

  test.each<[string, Partial<MachineUserProps>]>([
    ["secretName", { secretName: "dummy-machine-sbx" }],
    ["secretName", { staticSecretName: undefined }],
    ["staticSecretName", { staticSecretName: "/ci//pusher" }],
    ["rotation", { rotation: MachineRotation.byFunction() }],
    ["recoveryWindowDays", { recoveryWindowDays: 7 }],
    ["kmsKeyArn", { kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/k" }],
    ["description", { description: "of AWS" }],
  ])("refuses a contradiction at synth: %s of %j", (prop, props) => {
    expect(refusalOf(() => inGateway(props)).details.attribute).toBe(prop);
  });
});

test.each<[string, Partial<MachineUserProps>]>([
  ["VALUE_NOT_ALLOWED", { secretName: "with space" }],
  ["VALUE_NOT_ALLOWED", { tags: { "latchkey:secret": "x" } }],
  ["VALUE_NOT_ALLOWED", { graceDays: 366 }],
  ["VALUE_NOT_ALLOWED", { rotation: MachineRotation.byFunction({ everyDays: undefined }), graceDays: 90 }],
  ["VALUE_NOT_ALLOWED", { recoveryWindowDays: 3 }],
  ["VALUE_NOT_ALLOWED", { rotation: MachineRotation.byTerraform({ everyDays: 7 }) }],
])("refuses with %s: %j", (code, props) => {
  expect(refusalOf(() => made(props)).code).toBe(code);
});

test.each<[string, (days: number) => Partial<MachineUserProps>]>([
  ["recoveryWindowDays", (recoveryWindowDays) => ({ recoveryWindowDays })],
  ["everyDays", (everyDays) => ({ rotation: MachineRotation.byTerraform({ everyDays }) })],
])("takes a reference for %s", (_prop, props) => {
  const stack = demoStack();
  const days = new TerraformVariable(stack, "days", { type: "number" }).numberValue;
  new MachineUser(stack, "Pusher", { secretName: "dummy-machine-sbx", ...props(days) });
  expect(new Synthesized(stack).text).toContain(expression("var.days"));
});

test("refuses a reference for the grace, and says that a number is wanted", () => {
  const stack = demoStack();
  const graceDays = new TerraformVariable(stack, "days", { type: "number" }).numberValue;
  const fault = refusalOf(() => new MachineUser(stack, "Pusher", { secretName: "a", graceDays }));
  expect(fault.message).toContain("known when the stack is synthesized");
});
