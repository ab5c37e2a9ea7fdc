import type { TerraformStack } from "cdktf";
import {
  AccessMode,
  AccessRole,
  type AccessRoleProps,
  Credentials,
  CustomProducer,
  DynamicProducer,
  JwtAuth,
  LatchkeyProvider,
  Rotator,
  StaticSecret,
  Target,
  UniversalIdentityAuth,
} from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

const URLS = { create: "https://hooks.example.com/create", revoke: "https://hooks.example.com/revoke" };
const ROLE = "arn:aws:iam::123456789012:role/reader";

function stackWith(props: Partial<AccessRoleProps> = {}) {
  const stack = demoStack();
  const role = new AccessRole(stack, "Role", { name: "/services/web", ...props });
  const rules = () => new Synthesized(stack).only("latchkey_role").rules;
  return { stack, role, rules };
}

/** References to the paths of what the stack has. */
const names = (stack: TerraformStack) => ({
  at: (id: string) => expression(`${new Synthesized(stack).address(`demo/${id}/Resource`)}.name`),
});

test("begins with nothing that it may do", () => {
  const { stack } = stackWith({ description: "of the web", auditAccess: "own" });
  expect(new Synthesized(stack).only("latchkey_role")).toEqual({
    name: "/services/web",
    description: "of the web",
    audit_access: "own",
  });
});

test("may read below a path, once for each path however often it is granted", () => {
  const { role, rules } = stackWith();
  role.grantRead("services/web/*").grantRead("/services/web/*").grant("/services/web/*", ["update"]);
  expect(rules()).toEqual([
    { path: "/services/web/*", capability: ["list", "read", "update"], rule_type: "item-rule" },
  ]);
});

test("may use secrets, producers, rotators and targets, which are made before", () => {
  const { stack, role, rules } = stackWith();
  const secret = new StaticSecret(stack, "Secret", { name: "/s" });
  const credentials = Credentials.accessKey({ accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
  const target = new Target(stack, "Target", { name: "/t", credentials });
  const producer = new DynamicProducer(stack, "Producer", {
    name: "/p",
    target,
    access: AccessMode.assumeRole([ROLE]),
  });
  const rotator = new Rotator(stack, "Rotator", { name: "/r", target });
  const custom = new CustomProducer(stack, "Custom", { name: "/c", ...URLS });
  role.grantRead(secret).grantUse(producer).grantUse(custom).grantUse(rotator).grantUse(target);
  const { at } = names(stack);
  expect(rules()).toEqual([
    { path: at("Secret"), capability: ["list", "read"], rule_type: "item-rule" },
    { path: at("Producer"), capability: ["read"], rule_type: "item-rule" },
    { path: at("Custom"), capability: ["read"], rule_type: "item-rule" },
    { path: at("Rotator"), capability: ["read"], rule_type: "item-rule" },
    { path: at("Target"), capability: ["read"], rule_type: "target-rule" },
  ]);
});

test("has one rule for an auth method, however often it is granted", () => {
  const { stack, role, rules } = stackWith();
  const auth = new UniversalIdentityAuth(stack, "Auth", { name: "/machines" });
  role.grant(auth, ["read"]).grant(auth, ["update"]);
  expect(rules()).toEqual([
    { path: expect.any(String), capability: ["read", "update"], rule_type: "auth-method-rule" },
  ]);
});

test("may manage another kind of object, where the type is named", () => {
  const { role, rules } = stackWith();
  role.grant("/logins/*", ["deny"], "auth-method-rule").grant("/logins/*", ["read"]);
  expect(rules()).toEqual([
    { path: "/logins/*", capability: ["deny"], rule_type: "auth-method-rule" },
    { path: "/logins/*", capability: ["read"], rule_type: "item-rule" },
  ]);
});

test("is given to those who log in by an auth method, with the claims that they must have proved", () => {
  const stack = demoStack();
  const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
  const role = new AccessRole(stack, "Role", { name: "/services/web", provider });
  const jobs = JwtAuth.gitHubActions(stack, "Jobs", { name: "/jobs", audience: "gw" });
  const machines = new UniversalIdentityAuth(stack, "Machines", { name: "/machines" });
  role
    .associate(jobs, {
      subClaims: { repository: ["acme/a", "acme/b"], ref: "refs/heads/main" },
      caseSensitive: false,
    })
    .associate(machines);
  const { at } = names(stack);
  expect(Object.values(new Synthesized(stack).all("latchkey_associate_role_auth_method"))).toEqual([
    {
      role_name: at("Role"),
      am_name: at("Jobs"),
      sub_claims: { repository: "acme/a,acme/b", ref: "refs/heads/main" },
      case_sensitive: false,
      provider: "latchkey.other",
    },
    {
      role_name: at("Role"),
      am_name: at("Machines"),
      provider: "latchkey.other",
    },
  ]);
});

test("refuses an association without the claims that the auth method asks for, and a second one of the same two", () => {
  const { stack, role } = stackWith();
  const jobs = JwtAuth.gitHubActions(stack, "Jobs", { name: "/jobs", audience: "gw" });
  expect(refusalOf(() => role.associate(jobs)).details.attribute).toBe("subClaims");
  role.associate(jobs, { subClaims: { repository: "acme/a" } });
  expect(
    refusalOf(() => role.associate(jobs, { subClaims: { repository: "acme/b" } })).details.attribute,
  ).toBe("authMethod");
});

test.each<[string, (role: AccessRole) => unknown, string]>([
  ["a malformed path", (role) => role.grantRead("/a//b"), "PATH_MALFORMED"],
  ["no capability", (role) => role.grant("/a", []), "VALUE_NOT_ALLOWED"],
  ["an unknown capability", (role) => role.grant("/a", ["write" as never]), "VALUE_NOT_ALLOWED"],
  [
    "what is no object of the gateway",
    (role) => role.grantRead(role.node.root as never),
    "VALUE_NOT_ALLOWED",
  ],
])("refuses %s", (_, grant, code) => {
  expect(refusalOf(() => grant(stackWith().role)).code).toBe(code);
});
