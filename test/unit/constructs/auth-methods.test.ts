import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import type { TerraformStack } from "cdktf";
import {
  AwsIamAuth,
  type AwsIamAuthProps,
  CertificateAuth,
  EphemeralVariable,
  JwtAuth,
  KubernetesAuth,
  OidcAuth,
  UniversalIdentityAuth,
} from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

const role = (stack: TerraformStack, id: string) =>
  new IamRole(stack, id, { name: id, assumeRolePolicy: "{}" });
const account = (address: string) => expression(`element(split(":", ${address}.arn), 4)`);

function awsIam(props: (stack: TerraformStack) => Partial<AwsIamAuthProps>) {
  const stack = demoStack();
  const auth = new AwsIamAuth(stack, "Auth", { name: "/services/web", ...props(stack) });
  return { auth, json: new Synthesized(stack).only("latchkey_auth_method_aws_iam") };
}

describe("AwsIamAuth", () => {
  test("is bound to the account, the name and the id of a role", () => {
    const { json } = awsIam((stack) => ({ boundTo: role(stack, "web") }));
    expect(json).toEqual({
      name: "/services/web",
      bound_aws_account_id: [account("aws_iam_role.web")],
      bound_role_name: [expression("aws_iam_role.web.name")],
      bound_role_id: [expression("aws_iam_role.web.unique_id")],
    });
  });

  test("is bound to several roles, of which one may be made elsewhere", () => {
    const { json } = awsIam((stack) => ({
      boundTo: [role(stack, "web"), new DataAwsIamRole(stack, "batch", { name: "batch" })],
    }));
    expect(json.bound_role_name).toEqual([
      expression("aws_iam_role.web.name"),
      expression("data.aws_iam_role.batch.name"),
    ]);
    expect(json.bound_aws_account_id).toMatch(/^\$\{distinct\(\[element\(split\(/);
  });

  test("is bound to users by name and id", () => {
    const { json } = awsIam((stack) => ({ boundTo: new IamUser(stack, "ci", { name: "ci" }) }));
    expect(json).toMatchObject({
      bound_user_name: [expression("aws_iam_user.ci.name")],
      bound_user_id: [expression("aws_iam_user.ci.unique_id")],
    });
    expect(json).not.toHaveProperty("bound_role_name");
  });

  test("takes instances, accounts and what all auth methods have", () => {
    const { json } = awsIam((stack) => ({
      boundTo: role(stack, "web"),
      resourceIds: ["i-0a"],
      accountIds: ["123456789012"],
      description: "of the web",
      boundIps: ["192.0.2.0/24"],
      tokenMinutes: 15,
      stsUrl: "https://sts.eu-west-1.amazonaws.com",
    }));
    expect(json).toMatchObject({
      bound_resource_id: ["i-0a"],
      bound_aws_account_id: ["123456789012"],
      description: "of the web",
      bound_ips: ["192.0.2.0/24"],
      jwt_ttl: 15,
      sts_url: "https://sts.eu-west-1.amazonaws.com",
    });
  });

  test("lets any identity of an account in only where that is said", () => {
    const { json } = awsIam(() => ({ accountIds: ["123456789012"], anyOfAccounts: true }));
    expect(json).toEqual({ name: "/services/web", bound_aws_account_id: ["123456789012"] });
    for (const boundTo of [undefined, []]) {
      const fault = refusalOf(() => awsIam(() => ({ accountIds: ["123456789012"], boundTo })));
      expect(fault).toMatchObject({ code: "VALUE_NOT_ALLOWED", details: { attribute: "boundTo" } });
      expect(fault.details.advice).toContain("anyOfAccounts");
    }
  });

  test.each<[string, (stack: TerraformStack) => Partial<AwsIamAuthProps>]>([
    [
      "roles together with users",
      (at) => ({ boundTo: [role(at, "web"), new IamUser(at, "ci", { name: "ci" })] }),
    ],
    ["a name instead of a role", () => ({ boundTo: "web" as never })],
    [
      "another resource",
      (at) => ({ boundTo: new AwsIamAuth(at, "B", { name: "/b", boundTo: role(at, "b") }) as never }),
    ],
    ["no account", () => ({ resourceIds: ["i-0a"] })],
    ["bounds that name nobody", () => ({ accountIds: ["123456789012"], resourceIds: [] })],
  ])("refuses %s", (_, props) => {
    expect(refusalOf(() => awsIam(props)).code).toBe("VALUE_NOT_ALLOWED");
  });

  test("tells path and access id by references", () => {
    const { auth } = awsIam((stack) => ({ boundTo: role(stack, "web") }));
    expect([auth.authMethodName, auth.accessId].every((text) => text.includes("TfToken"))).toBe(true);
  });
});

describe("JwtAuth", () => {
  const oauth2 = (make: (stack: TerraformStack) => unknown) => {
    const stack = demoStack();
    make(stack);
    return new Synthesized(stack).only("latchkey_auth_method_oauth2");
  };

  test("lets runs of HCP Terraform and jobs of GitHub in, and asks for sub-claims", () => {
    const props = { name: "/ci", audience: "gateway" };
    expect(oauth2((stack) => JwtAuth.hcpTerraform(stack, "Auth", props))).toEqual({
      ...props,
      unique_identifier: "sub",
      issuer: "https://app.terraform.io",
      jwks_uri: "https://app.terraform.io/.well-known/jwks",
      force_sub_claims: true,
    });
    expect(oauth2((stack) => JwtAuth.gitHubActions(stack, "Auth", props))).toMatchObject({
      issuer: "https://token.actions.githubusercontent.com",
      jwks_uri: "https://token.actions.githubusercontent.com/.well-known/jwks",
      force_sub_claims: true,
    });
  });

  test("asks for sub-claims also where a program leaves it open whether", () => {
    const props = { name: "/ci", audience: "gateway", forceSubClaims: undefined };
    for (const issuer of ["hcpTerraform", "gitHubActions"] as const) {
      expect(oauth2((stack) => JwtAuth[issuer](stack, "Auth", props)).force_sub_claims).toBe(true);
    }
  });

  test("refuses tokens of any issuer for any audience", () => {
    const props = { name: "/ci", uniqueIdentifier: "sub", jwksUri: "https://idp.example.com/keys" };
    expect(refusalOf(() => oauth2((stack) => new JwtAuth(stack, "Auth", props))).code).toBe(
      "VALUE_NOT_ALLOWED",
    );
    expect(oauth2((stack) => new JwtAuth(stack, "Auth", { ...props, audience: "gw" }))).toMatchObject({
      audience: "gw",
    });
  });
});

test("KubernetesAuth is bound to service accounts, and to any workload only where that is said", () => {
  const props = { name: "/k8s", publicKey: "cHVibGljLWtleS1vbmU=" };
  const made = (more: object) => {
    const stack = demoStack();
    new KubernetesAuth(stack, "Auth", { ...props, ...more });
    return new Synthesized(stack).only("latchkey_auth_method_k8s");
  };
  expect(made({ serviceAccounts: ["web"], namespaces: ["prod"] })).toEqual({
    name: "/k8s",
    public_key: props.publicKey,
    bound_sa_names: ["web"],
    bound_namespaces: ["prod"],
  });
  for (const nobody of [{}, { serviceAccounts: [], namespaces: [] }]) {
    expect(refusalOf(() => made(nobody)).details.advice).toContain("anyOfCluster");
  }
  expect(made({ anyOfCluster: true })).not.toHaveProperty("bound_sa_names");
});

test("CertificateAuth is bound to names, and to any certificate of the authority only where that is said", () => {
  const authority = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t";
  const made = (more: object) => {
    const stack = demoStack();
    new CertificateAuth(stack, "Auth", { name: "/cert", authority, ...more });
    return new Synthesized(stack).only("latchkey_auth_method_cert");
  };
  expect(made({ commonNames: ["build-*"], uris: ["spiffe://example.com/a"] })).toEqual({
    name: "/cert",
    certificate_data: authority,
    unique_identifier: "common_name",
    bound_common_names: ["build-*"],
    bound_uri_sans: ["spiffe://example.com/a"],
  });
  for (const nobody of [{}, { commonNames: [], uris: [] }]) {
    expect(refusalOf(() => made(nobody)).details.advice).toContain("anyOfAuthority");
  }
  expect(made({ anyOfAuthority: true })).not.toHaveProperty("bound_common_names");
});

test("UniversalIdentityAuth and OidcAuth are their resources", () => {
  const stack = demoStack();
  new UniversalIdentityAuth(stack, "Uid", { name: "/uid", ttlMinutes: 30, denyInheritance: true });
  new OidcAuth(stack, "Oidc", {
    name: "/people",
    uniqueIdentifier: "email",
    issuer: "https://idp.example.com",
    clientId: "gateway",
  });
  const synthesized = new Synthesized(stack);
  expect(synthesized.only("latchkey_auth_method_universal_identity")).toEqual({
    name: "/uid",
    ttl: 30,
    deny_inheritance: true,
  });
  expect(synthesized.only("latchkey_auth_method_oidc")).toEqual({
    name: "/people",
    unique_identifier: "email",
    client_id: "gateway",
    issuer: "https://idp.example.com",
  });
});

test.each<[string, { secret: boolean; clientSecretWoVersion?: number }, number]>([
  ["given for the first time", { secret: true }, 1],
  ["given anew", { secret: true, clientSecretWoVersion: 2 }, 2],
  ["the one that the gateway has", { secret: false, clientSecretWoVersion: 2 }, 2],
])("OidcAuth has a version of its secret, where that is %s", (_name, { secret, ...props }, version) => {
  const stack = demoStack();
  new OidcAuth(stack, "Oidc", {
    name: "/people",
    uniqueIdentifier: "email",
    issuer: "https://idp.example.com",
    clientId: "gateway",
    ...(secret && { clientSecretWo: new EphemeralVariable(stack, "secret").stringValue }),
    ...props,
  });
  expect(new Synthesized(stack).only("latchkey_auth_method_oidc").client_secret_wo_version).toBe(version);
});
