import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  CustomProducer,
  type CustomProducerProps,
  EphemeralVariable,
  LatchkeyProvider,
  LatchkeyRotatedSecretCustom,
  WebTarget,
} from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { type Body, demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

const URLS = {
  create: "https://hooks.example.com/sync/create",
  revoke: "https://hooks.example.com/sync/revoke",
};
const ROTATE = "https://hooks.example.com/sync/rotate";

function producerIn(stack: TerraformStack, props: Partial<CustomProducerProps> = {}): CustomProducer {
  return new CustomProducer(stack, "Orders", { name: "/prod/orders", ...URLS, ...props });
}
const producerWith = (props: Partial<CustomProducerProps>) => {
  const stack = demoStack();
  producerIn(stack, props);
  return new Synthesized(stack).only("latchkey_dynamic_secret_custom");
};
const functionIn = (stack: TerraformStack, id = "Webhook", timeout?: number) =>
  new LambdaFunction(stack, id, {
    functionName: id.toLowerCase(),
    role: "arn:aws:iam::123456789012:role/webhook",
    ...(timeout !== undefined && { timeout }),
  });

describe("a custom producer", () => {
  test("is its two endpoints, and nothing of AWS", () => {
    const stack = demoStack();
    producerIn(stack);
    const synthesized = new Synthesized(stack);
    expect(synthesized.addresses).toHaveLength(1);
    expect(synthesized.only("latchkey_dynamic_secret_custom")).toEqual({
      name: "/prod/orders",
      create_sync_url: URLS.create,
      revoke_sync_url: URLS.revoke,
    });
  });

  test("stands for its dynamic secret wherever an object of the gateway is asked for", () => {
    expect(producerIn(demoStack()).gatewayObject.type).toBe("dynamic_secret_custom");
  });

  test.each<[Partial<CustomProducerProps>, Body]>([
    [{ rotate: ROTATE }, { rotate_sync_url: ROTATE }],
    [
      { rotate: ROTATE, rotation: { intervalDays: 30 } },
      { enable_admin_rotation: true, admin_rotation_interval_days: 30 },
    ],
    [{ ttlSeconds: 900 }, { ttl_seconds: 900 }],
    [{ timeoutSeconds: 120 }, { timeout_seconds: 120 }],
    [{ dryRun: false }, { skip_dry_run: true }],
    [{ description: "of orders" }, { description: "of orders" }],
    [{ tags: ["a"] }, { tags: ["a"] }],
    [{ deleteProtection: true }, { delete_protection: true }],
  ])("takes %j", (props, json) => {
    expect(producerWith(props)).toMatchObject(json);
  });

  test.each([
    [{}, 1],
    [{ payloadWoVersion: 2 }, 2],
  ])("takes a payload by reference, with a version: %j", (props, version) => {
    const stack = demoStack();
    producerIn(stack, { payloadWo: new EphemeralVariable(stack, "payload").stringValue, ...props });
    expect(new Synthesized(stack).only("latchkey_dynamic_secret_custom")).toMatchObject({
      payload_wo: expression("var.payload"),
      payload_wo_version: version,
    });
  });

  test("has its payload rotated as soon as it is made, where that is asked for", () => {
    const stack = demoStack();
    producerIn(stack, { rotate: ROTATE, rotation: { intervalDays: 30, atOnce: true } });
    const synthesized = new Synthesized(stack);
    const address = synthesized.address("demo/Orders/Resource");
    const [, id = ""] = address.split(".");
    expect(synthesized.block("action")).toEqual({
      latchkey_rotate_now: { [id]: { config: { name: expression(`${address}.name`) } } },
    });
    expect(synthesized.only("latchkey_dynamic_secret_custom").lifecycle).toEqual({
      action_trigger: [{ events: ["after_create"], actions: [`action.latchkey_rotate_now.${id}`] }],
    });
    expect(producerWith({ rotate: ROTATE, rotation: { intervalDays: 30 } })).not.toHaveProperty("lifecycle");
  });

  test("is rotated at once by the gateway to which it belongs", () => {
    const stack = demoStack();
    const provider = new LatchkeyProvider(stack, "latchkey", { alias: "staging" });
    producerIn(stack, { provider, rotate: ROTATE, rotation: { intervalDays: 30, atOnce: true } });
    const actions = Object.values(new Synthesized(stack).block("action").latchkey_rotate_now as Body);
    expect(actions).toEqual([expect.objectContaining({ provider: "latchkey.staging" })]);
  });

  test("belongs to another gateway", () => {
    const stack = demoStack();
    const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
    const producer = producerIn(stack, { provider });
    expect(new Synthesized(stack).only("latchkey_dynamic_secret_custom").provider).toBe("latchkey.other");
    expect(producer.producerName).toContain("TfToken");
  });

  test.each<[string, Partial<CustomProducerProps>, string, string]>([
    [
      "a rotation without an endpoint for it",
      { rotation: { intervalDays: 30 } },
      "NOTHING_TO_ROTATE",
      "'rotation'",
    ],
    ["plain HTTP", { create: "http://hooks.example.com/sync/create" }, "VALUE_NOT_ALLOWED", "'create'"],
    [
      "plain HTTP on this machine",
      { revoke: "http://127.0.0.1:2608/sync/revoke" },
      "VALUE_NOT_ALLOWED",
      "'revoke'",
    ],
    ["another scheme", { rotate: "ftp://hooks.example.com" }, "VALUE_NOT_ALLOWED", "'rotate'"],
    ["no URL", { create: "hooks.example.com/sync/create" }, "VALUE_NOT_ALLOWED", "'create'"],
    [
      "a login in a URL",
      { create: "https://me:canary-4711@hooks.example.com/" },
      "VALUE_NOT_ALLOWED",
      "'create'",
    ],
    ["a literal payload", { payloadWo: "canary-4711" }, "LITERAL_SECRET", "'payloadWo'"],
    ["a TTL that the gateway does not take", { ttlSeconds: 59 }, "VALUE_NOT_ALLOWED", "'ttlSeconds'"],
    ["no time to answer", { timeoutSeconds: 0 }, "VALUE_NOT_ALLOWED", "'timeoutSeconds'"],
    [
      "an interval that the gateway does not take",
      { rotate: ROTATE, rotation: { intervalDays: 366 } },
      "VALUE_NOT_ALLOWED",
      "'adminRotationIntervalDays'",
    ],
  ])("refuses %s at synth", (_, props, code, prop) => {
    const refused = refusalOf(() => producerIn(demoStack(), props));
    expect(refused.code).toBe(code);
    expect(refused.detail).toContain(`[demo/Orders] ${prop}`);
    expect(refused.detail).not.toContain("canary-4711");
  });

  test("takes plain HTTP where that is said, and what is not known yet as it is", () => {
    const plain = "http://127.0.0.1:2608/sync/create";
    expect(producerWith({ create: plain, allowPlainHttp: true })).toMatchObject({ create_sync_url: plain });
    const stack = demoStack();
    producerIn(stack, { create: new TerraformVariable(stack, "url", {}).stringValue });
    expect(new Synthesized(stack).only("latchkey_dynamic_secret_custom").create_sync_url).toBe(
      expression("var.url"),
    );
  });
});

describe("a custom producer of Lambda functions", () => {
  test("gives each of them one route, by which alone it may be invoked, and waits for all of that", () => {
    const stack = demoStack();
    const [create, revoke, rotate] = ["Create", "Revoke", "Rotate"].map((id) => functionIn(stack, id)) as [
      LambdaFunction,
      LambdaFunction,
      LambdaFunction,
    ];
    producerIn(stack, { create, revoke, rotate });
    const synthesized = new Synthesized(stack);
    const api = synthesized.address("demo/Orders/Api/Resource");
    const producer = synthesized.only("latchkey_dynamic_secret_custom");

    for (const operation of ["create", "revoke", "rotate"] as const) {
      const called = operation.replace(/^./, (first) => first.toUpperCase());
      const url = `${expression(`${api}.api_endpoint`)}/sync/${operation}`;
      expect(producer[`${operation}_sync_url`]).toBe(url);
      const integration = synthesized.address(`demo/Orders/Api/${called}Integration`);
      expect(synthesized.at(`demo/Orders/Api/${called}Integration`)).toEqual({
        api_id: expression(`${api}.id`),
        integration_type: "AWS_PROXY",
        integration_uri: expression(`${synthesized.address(`demo/${called}`)}.invoke_arn`),
        payload_format_version: "2.0",
        timeout_milliseconds: 30_000,
      });
      expect(synthesized.at(`demo/Orders/Api/${called}Route`)).toEqual({
        api_id: expression(`${api}.id`),
        authorization_type: "NONE",
        route_key: `POST /sync/${operation}`,
        target: `integrations/${expression(`${integration}.id`)}`,
      });
      expect(synthesized.at(`demo/Orders/Api/${called}Permission`)).toEqual({
        action: "lambda:InvokeFunction",
        function_name: expression(`${synthesized.address(`demo/${called}`)}.function_name`),
        principal: "apigateway.amazonaws.com",
        source_arn: `${expression(`${api}.execution_arn`)}/*/POST/sync/${operation}`,
      });
    }
    // The dry run comes as soon as the producer is made: routes are deployed, and may invoke, by then.
    const before = synthesized.before(synthesized.address("demo/Orders/Resource"));
    const needed = synthesized.addresses.filter((address) => !address.startsWith("latchkey_"));
    expect([...before].sort()).toEqual([...needed].sort());
    expect(producer.timeout_seconds).toBe(30);
  });

  test("has one function for all three, with a permission for each route and no more", () => {
    const stack = demoStack();
    const one = functionIn(stack);
    producerIn(stack, { create: one, revoke: one, rotate: one });
    const synthesized = new Synthesized(stack);
    expect(Object.keys(synthesized.all("aws_apigatewayv2_integration"))).toHaveLength(1);
    expect(Object.keys(synthesized.all("aws_apigatewayv2_route"))).toHaveLength(3);
    const permissions = Object.values(synthesized.all("aws_lambda_permission"));
    expect(permissions.map(({ source_arn }) => String(source_arn).replace(/^.*\}/, "")).sort()).toEqual([
      "/*/POST/sync/create",
      "/*/POST/sync/revoke",
      "/*/POST/sync/rotate",
    ]);
    for (const { principal } of permissions) expect(principal).toBe("apigateway.amazonaws.com");
  });

  test("makes another deployment when a function is another one, before the old one goes", () => {
    const stack = demoStack();
    producerIn(stack, { create: functionIn(stack) });
    const deployment = new Synthesized(stack).only("aws_apigatewayv2_deployment");
    expect(JSON.stringify(deployment.triggers)).toMatch(/sha1\(jsonencode\(.*integration_uri.*route_key/);
    expect(deployment.lifecycle).toEqual({ create_before_destroy: true });
  });

  test("may have some endpoints elsewhere", () => {
    const stack = demoStack();
    producerIn(stack, { create: functionIn(stack) });
    const synthesized = new Synthesized(stack);
    expect(synthesized.only("aws_apigatewayv2_route").route_key).toBe("POST /sync/create");
    expect(synthesized.only("latchkey_dynamic_secret_custom").revoke_sync_url).toBe(URLS.revoke);
  });

  test("may have its functions in another account", () => {
    const stack = demoStack();
    const awsProvider = new AwsProvider(stack, "aws-other", { alias: "other" });
    const one = functionIn(stack);
    one.provider = awsProvider;
    producerIn(stack, { create: one, revoke: one, awsProvider });
    const synthesized = new Synthesized(stack);
    for (const address of synthesized.addresses.filter((address) => address.startsWith("aws_"))) {
      const [type = "", name = ""] = address.split(".");
      expect(synthesized.all(type)[name]?.provider).toBe("aws.other");
    }
  });

  test("waits as long as it says", () => {
    const stack = demoStack();
    producerIn(stack, { create: functionIn(stack, "Webhook", 10), timeoutSeconds: 12 });
    const synthesized = new Synthesized(stack);
    expect(synthesized.only("latchkey_dynamic_secret_custom").timeout_seconds).toBe(12);
    expect(synthesized.only("aws_apigatewayv2_integration").timeout_milliseconds).toBe(12_000);
  });

  test.each<[string, number | undefined, number | undefined, string]>([
    ["to wait for longer than API Gateway does", undefined, 31, "'timeoutSeconds' should be at most 30"],
    [
      "a function that may go on when API Gateway has ended the call",
      31,
      undefined,
      "'create' should be a function",
    ],
    ["a function that may go on when the gateway has given up", 20, 12, "[demo/Webhook] may take 20"],
  ])("refuses %s", (_, own, timeoutSeconds, words) => {
    const stack = demoStack();
    const create = functionIn(stack, "Webhook", own);
    const refused = refusalOf(() => producerIn(stack, { create, timeoutSeconds }));
    expect(refused.code).toBe("VALUE_NOT_ALLOWED");
    expect(refused.detail).toContain("[demo/Orders]");
    expect(refused.detail).toContain(words);
  });

  test("refuses an AWS provider that is none", () => {
    const stack = demoStack();
    const create = functionIn(stack);
    expect(refusalOf(() => producerIn(stack, { create, awsProvider: create })).detail).toContain(
      "'awsProvider'",
    );
  });
});

describe("a web target", () => {
  test("is its URL, and what it rotates refers to it", () => {
    const stack = demoStack();
    const target = new WebTarget(stack, "Hook", { name: "/prod/hook", url: ROTATE, description: "a hook" });
    new LatchkeyRotatedSecretCustom(stack, "Key", { name: "/prod/key", target });
    const synthesized = new Synthesized(stack);
    expect(synthesized.only("latchkey_target_web")).toEqual({
      name: "/prod/hook",
      url: ROTATE,
      description: "a hook",
    });
    expect(synthesized.only("latchkey_rotated_secret_custom").target).toBe(
      expression(`${synthesized.address("demo/Hook/Resource")}.name`),
    );
  });

  test("gives a function a URL", () => {
    const stack = demoStack();
    new WebTarget(stack, "Hook", { name: "/prod/hook", url: functionIn(stack) });
    const synthesized = new Synthesized(stack);
    expect(synthesized.only("aws_apigatewayv2_route").route_key).toBe("POST /sync/rotate");
    expect(synthesized.only("latchkey_target_web").url).toMatch(/\.api_endpoint\}\/sync\/rotate$/);
    expect(synthesized.before(synthesized.address("demo/Hook/Resource"))).toContain(
      synthesized.address("demo/Hook/Api/RotatePermission"),
    );
  });

  test.each([
    ["http://hooks.example.com/sync/rotate", "HTTPS"],
    ["https://me:canary-4711@hooks.example.com/", "login"],
  ])("refuses %s", (url, word) => {
    const refused = refusalOf(() => new WebTarget(demoStack(), "Hook", { name: "/prod/hook", url }));
    expect(refused.detail).toContain("[demo/Hook] 'url'");
    expect(refused.detail).toContain(word);
    expect(refused.detail).not.toContain("canary-4711");
  });

  test("refuses a function that may go on when API Gateway has ended the call", () => {
    const stack = demoStack();
    const url = functionIn(stack, "Webhook", 31);
    expect(refusalOf(() => new WebTarget(stack, "Hook", { name: "/prod/hook", url })).detail).toContain(
      "[demo/Hook] 'url' should be a function",
    );
  });
});
