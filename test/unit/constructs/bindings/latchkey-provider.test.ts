import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { PROVIDER_VERSION } from "../../../../src/constructs/bindings/provider-metadata.js";
import { camelCase } from "../../../../src/domain/camel-case.js";
import { EphemeralVariable, LatchkeyProvider, LatchkeyTargetAws } from "../../../../src/index.js";
import { providerTable } from "../../../../src/schema/index.js";
import { demoStack, expression, Synthesized } from "../../../support/constructs/synthesized.js";

const required = (synthesized: Synthesized) =>
  (synthesized.block("terraform").required_providers as Record<string, unknown>).latchkey;
const blocks = (synthesized: Synthesized) => synthesized.block("provider").latchkey;

describe("the provider block", () => {
  test("may be empty", () => {
    const stack = demoStack();
    new LatchkeyProvider(stack, "latchkey");
    const synthesized = new Synthesized(stack);
    expect(blocks(synthesized)).toEqual([{}]);
    expect(required(synthesized)).toEqual({ source: "latchkey/latchkey", version: PROVIDER_VERSION });
  });

  test("asks for versions that fit this package", () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "../../../../package.json"), "utf8"));
    const [major, minor] = version.split(".");
    expect(PROVIDER_VERSION).toBe(`~> ${major}.${minor}.0`);
  });

  test("takes the provider from a private registry in another version, if it is told to", () => {
    const stack = demoStack();
    new LatchkeyProvider(stack, "latchkey", {
      source: "registry.example.com/platform/latchkey",
      version: "0.1.7",
    });
    expect(required(new Synthesized(stack))).toEqual({
      source: "registry.example.com/platform/latchkey",
      version: "0.1.7",
    });
  });

  test("hands every argument to Terraform as it was given", () => {
    const stack = demoStack();
    const secret = new EphemeralVariable(stack, "secret").stringValue;
    const aws = {
      region: "eu-central-1",
      profile: "deployer",
      assumeRoleArn: "arn:aws:iam::123456789012:role/deployer",
      assumeRoleExternalId: "x1",
      iamEndpoint: "http://127.0.0.1:1",
      stsEndpoint: "http://127.0.0.1:2",
      secretsManagerEndpoint: "http://127.0.0.1:3",
    };
    const config = {
      gatewayUrl: "https://gw.example.com:8000/api/v2",
      accessType: "access_key" as const,
      accessId: "p-123456789012",
      accessKey: secret,
      jwt: secret,
      token: secret,
      jwtAudience: "https://gw.example.com",
      workloadIdentityTag: "GATEWAY",
      k8sAuthConfigName: "/k8s/config",
      k8sTokenFile: "/var/run/token",
      uidToken: secret,
      uidTokenFile: "/run/uid",
      certificateFile: "/run/tls.crt",
      privateKeyFile: "/run/tls.key",
      cliProfile: "default",
      requestTimeoutSeconds: 30,
      gatewayWaitSeconds: 60,
      keySettleSeconds: 5,
      aws,
    };
    expect(Object.keys(config)).toEqual(Object.keys(providerTable.attributes).map(camelCase));

    new LatchkeyProvider(stack, "latchkey", config);

    expect(blocks(new Synthesized(stack))).toEqual([
      {
        gateway_url: "https://gw.example.com:8000/api/v2",
        access_type: "access_key",
        access_id: "p-123456789012",
        access_key: expression("var.secret"),
        jwt: expression("var.secret"),
        token: expression("var.secret"),
        jwt_audience: "https://gw.example.com",
        workload_identity_tag: "GATEWAY",
        k8s_auth_config_name: "/k8s/config",
        k8s_token_file: "/var/run/token",
        uid_token: expression("var.secret"),
        uid_token_file: "/run/uid",
        certificate_file: "/run/tls.crt",
        private_key_file: "/run/tls.key",
        cli_profile: "default",
        request_timeout_seconds: 30,
        gateway_wait_seconds: 60,
        key_settle_seconds: 5,
        aws: {
          region: "eu-central-1",
          profile: "deployer",
          assume_role_arn: "arn:aws:iam::123456789012:role/deployer",
          assume_role_external_id: "x1",
          iam_endpoint: "http://127.0.0.1:1",
          sts_endpoint: "http://127.0.0.1:2",
          secrets_manager_endpoint: "http://127.0.0.1:3",
        },
      },
    ]);
  });

  test("can be there twice, for two gateways", () => {
    const stack = demoStack();
    const east = new LatchkeyProvider(stack, "east", { alias: "east" });
    new LatchkeyProvider(stack, "latchkey", { gatewayUrl: "https://west.example.com" });
    new LatchkeyTargetAws(stack, "it", { name: "/t", useGatewayIdentity: true, provider: east });
    const synthesized = new Synthesized(stack);
    expect(blocks(synthesized)).toEqual([{ alias: "east" }, { gateway_url: "https://west.example.com" }]);
    expect(synthesized.only("latchkey_target_aws").provider).toBe("latchkey.east");
  });

  test("fails to be left out of a stack that needs it", () => {
    const stack = demoStack();
    new LatchkeyTargetAws(stack, "it", { name: "/t", useGatewayIdentity: true });
    expect(() => Testing.synth(stack, true)).toThrow(/without a matching provider construct.*latchkey/s);
  });
});
