import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import {
  BootstrapUser,
  type BootstrapUserProps,
  Credentials,
  Target,
  type TemporaryUsersGrant,
} from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, expression, resolved, Synthesized } from "../../support/constructs/synthesized.js";

const userWith = (props: BootstrapUserProps) => {
  const stack = demoStack();
  new BootstrapUser(stack, "GatewayUser", props);
  return new Synthesized(stack);
};

describe("a gateway user", () => {
  test("needs nothing but an id: it is named after its construct, under a path of its own", () => {
    expect(userWith({}).only("aws_iam_user")).toEqual({
      name: "demo-GatewayUser",
      path: "/latchkey/",
      tags: {},
    });
  });

  test.each([
    [{ userName: "gw" }, { name: "gw" }],
    [{ path: "/gateways/eu/" }, { path: "/gateways/eu/" }],
    [{ path: "/" }, { path: "/" }],
    [
      { permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/b" },
      { permissions_boundary: "arn:aws:iam::123456789012:policy/b" },
    ],
    [{ tags: { team: "platform" } }, { tags: { team: "platform" } }],
  ])("takes %j", (props, json) => {
    expect(userWith(props).only("aws_iam_user")).toMatchObject(json);
  });

  test("lives in the account of another provider, with its policies", () => {
    const stack = demoStack();
    const awsProvider = new AwsProvider(stack, "aws", { alias: "other" });
    const user = new BootstrapUser(stack, "GatewayUser", { awsProvider });
    user.grantAssumeRole(["arn:aws:iam::123456789012:role/a"]);
    user.grantTemporaryUsers(stack, "Grant", {});
    const synthesized = new Synthesized(stack);
    for (const type of ["user", "user_policy", "policy", "user_policy_attachment"]) {
      for (const body of Object.values(synthesized.all(`aws_iam_${type}`))) {
        expect(body.provider).toBe("aws.other");
      }
    }
    expect(synthesized.addresses).toHaveLength(5);
  });

  test("gets a name that AWS takes, whatever its construct is called", () => {
    const stack = demoStack();
    const scope = new Construct(
      stack,
      "A very long name, with spaces and (brackets) and a hash # at the end of it",
    );
    new BootstrapUser(scope, "User");
    const { name } = new Synthesized(stack).only("aws_iam_user");
    expect(name).toMatch(/^demo-A-very-long-name,-with-spaces-and-brackets-and-a-h-[0-9a-f]{8}$/);
    expect(name).toHaveLength(64);
  });

  test("is tagged with the path of the target that it seeds, with a leading slash", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User", { tags: { team: "platform" } });
    new Target(stack, "Aws", { name: "prod/aws", credentials: Credentials.seededBy(user) });
    expect(new Synthesized(stack).only("aws_iam_user").tags).toEqual({
      team: "platform",
      "latchkey:target": "/prod/aws",
    });
  });

  test("is tagged with a leading slash, too, where the path is known only later", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    const { stringValue } = new TerraformVariable(stack, "path", {});
    new Target(stack, "Aws", { name: stringValue, credentials: Credentials.seededBy(user) });
    expect(new Synthesized(stack).only("aws_iam_user").tags).toEqual({
      "latchkey:target": `/${expression('trimprefix(var.path, "/")')}`,
    });
  });

  test("may do nothing but replace its own keys, by its whole ARN", () => {
    const synthesized = userWith({});
    const user = synthesized.address("demo/GatewayUser/Resource");
    expect(synthesized.only("aws_iam_user_policy")).toEqual({
      name: "demo-GatewayUser-Rotation",
      user: expression(`${user}.name`),
      policy: expression(
        `jsonencode({"Version" = "2012-10-17", "Statement" = [{"Effect" = "Allow", "Action" = ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:GetAccessKeyLastUsed", "iam:GetUser", "iam:ListAccessKeys", "iam:ListUserTags", "iam:UpdateAccessKey"], "Resource" = [${user}.arn]}]})`,
      ),
    });
  });

  test.each([
    ["userName", { userName: "no spaces" }],
    ["userName", { userName: "" }],
    ["userName", { userName: "x".repeat(65) }],
    ["path", { path: "latchkey" }],
    ["path", { path: "/no spaces/" }],
    ["tags", { tags: { "latchkey:target": "/other" } }],
  ])("fails on a wrong %s: %j", (prop, props) => {
    const { code, message } = refusalOf(() => userWith(props));
    expect(code).toBe("VALUE_NOT_ALLOWED");
    expect(message).toContain(`[demo/GatewayUser] '${prop}' should `);
  });

  test("fails on a boundary that is no policy", () => {
    const { code, message } = refusalOf(() => userWith({ permissionsBoundaryArn: "ReadOnlyAccess" }));
    expect(code).toBe("ARN_MALFORMED");
    expect(message).toContain("'permissionsBoundaryArn' should be the ARN of an IAM policy");
  });

  test("fails at synth where it seeds no target, for then it has no tag and gets no key", () => {
    const stack = demoStack();
    new AwsProvider(stack, "aws");
    const user = new BootstrapUser(stack, "User");
    expect(() => Testing.synth(stack, true)).toThrow("[demo/User] should be dedicated to a target");
    user.dedicateTo(stack, "/by/hand");
    expect(Testing.synth(stack, true)).toContain('"latchkey:target": "/by/hand"');
  });

  test("fails to seed two targets", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    new Target(stack, "One", { name: "/one", credentials: Credentials.seededBy(user) });
    const { code, message } = refusalOf(
      () => new Target(stack, "Two", { name: "/two", credentials: Credentials.seededBy(user) }),
    );
    expect(code).toBe("USER_DEDICATED_TWICE");
    expect(message).toContain(
      "[demo/Two] 'credentials' should be seeded by a user of its own, got [demo/User]",
    );
    expect(message).toContain("dedicated to [demo/One]");
  });

  test("fails where the target's path cannot be an AWS tag", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    const { message } = refusalOf(
      () => new Target(stack, "Aws", { name: "/prod#1", credentials: Credentials.seededBy(user) }),
    );
    expect(message).toContain(
      `[demo/Aws] 'name' should fit into the tag latchkey:target of the IAM user, got "/prod#1"`,
    );
  });

  test("fails with something that is no provider", () => {
    const stack = demoStack();
    const awsProvider = new Construct(stack, "thing");
    const { message } = refusalOf(() => new BootstrapUser(stack, "User", { awsProvider }));
    expect(message).toContain("[demo/User] 'awsProvider' should be a provider, got [demo/thing]");
  });
});

describe("what a gateway user is granted", () => {
  const statement = (document: unknown) => String(document).replace(/^.*"Statement" = \[(.*)\]\}\)\}$/, "$1");

  test("roles: one policy holds them all, each once", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    const first = user.grantAssumeRole(["arn:aws:iam::123456789012:role/a"]);
    const second = user.grantAssumeRole([
      "arn:aws:iam::123456789012:role/b",
      "arn:aws:iam::123456789012:role/a",
    ]);
    expect(second).toBe(first);
    const { policy } = new Synthesized(stack).at("demo/User/AssumeRole");
    expect(statement(policy)).toBe(
      '{"Effect" = "Allow", "Action" = ["sts:AssumeRole"], "Resource" = ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"]}',
    );
  });

  test("roles that are known only as a whole list", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    user.grantAssumeRole(["arn:aws:iam::123456789012:role/a"]);
    user.grantAssumeRole(new TerraformVariable(stack, "roles", {}).listValue);
    const { policy } = new Synthesized(stack).at("demo/User/AssumeRole");
    expect(statement(policy)).toContain(
      '"Resource" = distinct(concat(["arn:aws:iam::123456789012:role/a"], var.roles))',
    );
  });

  const roles = (count: number, from = 0) =>
    Array.from(
      { length: count },
      (_, at) => `arn:aws:iam::123456789012:role/team-${from + at}-deployer-of-production`,
    );
  /** The documents of the user's policies but the one for its rotation, in the order in which they are made. */
  const documents = (synthesized: Synthesized) =>
    [
      ...Object.values(synthesized.all("aws_iam_user_policy")),
      ...Object.values(synthesized.all("aws_iam_policy")),
    ]
      .map(({ policy }) => String(policy))
      .filter((policy) => policy.includes("sts:"));

  test("more roles than an inline policy takes: the others in managed ones, none of which AWS finds too long", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    const few = user.grantAssumeRole(roles(10));
    const all = user.grantAssumeRole(roles(120));
    const synthesized = new Synthesized(stack);
    const made = documents(synthesized);
    expect(made.map((document) => document.match(/role\//g)?.length)).toEqual([20, 87, 13]);
    for (const role of roles(120))
      expect(made.filter((document) => document.includes(`"${role}"`))).toHaveLength(1);
    const [inline = "", ...managed] = made.map((document) => document.replace(/\s/g, "").length);
    expect(inline).toBeLessThan(2_048 - 450);
    for (const length of managed) expect(length).toBeLessThan(6_144);
    expect(resolved(stack, few.fqn)).toContain("aws_iam_user_policy.");
    expect(resolved(stack, all.fqn)).toContain("aws_iam_user_policy_attachment.");
    const [second, third] = Object.values(synthesized.all("aws_iam_user_policy_attachment"));
    expect(second?.depends_on).toEqual([expect.stringContaining("aws_iam_user_policy.")]);
    expect(third?.depends_on).toEqual([expect.stringContaining("aws_iam_user_policy_attachment.")]);
  });

  test("a further role changes no policy that is full", () => {
    const policiesOf = (...lists: (readonly string[])[]) => {
      const stack = demoStack();
      const user = new BootstrapUser(stack, "User");
      for (const list of lists) user.grantAssumeRole(list, { tagSessions: true });
      return documents(new Synthesized(stack));
    };
    const before = policiesOf(roles(90));
    const after = policiesOf(roles(90), roles(1, 500), roles(90));
    expect(before).toHaveLength(3);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    for (const actions of ["sts:AssumeRole", "sts:TagSession"]) {
      const granted = after
        .map((document) => document.split("{").find((part) => part.includes(actions)) ?? "")
        .join();
      for (const role of [...roles(90), ...roles(1, 500)]) expect(granted.split(`"${role}"`)).toHaveLength(2);
    }
  });

  const temporaryUsers = (grant: TemporaryUsersGrant, arn = "arn:aws-cn:iam::123456789012:user/a/gw") => {
    const stack = demoStack();
    BootstrapUser.fromUserArn(stack, "User", arn).grantTemporaryUsers(stack, "Grant", grant);
    return new Synthesized(stack);
  };

  test("temporary users of the gateway's own names, in the user's own account and partition", () => {
    const { policy } = temporaryUsers({}).only("aws_iam_policy");
    expect(statement(policy)).toMatch(/"Resource" = \["arn:aws-cn:iam::123456789012:user\/tmp\*"\]\}$/);
    expect(statement(policy)).not.toMatch(/AttachUserPolicy"|LoginProfile", "iam:Create|Group"/);
  });

  test("temporary users under a path", () => {
    const { policy } = temporaryUsers({ users: "temporary/*" }).only("aws_iam_policy");
    expect(statement(policy)).toContain('["arn:aws-cn:iam::123456789012:user/temporary/*"]');
  });

  test("temporary users of several names", () => {
    const { policy } = temporaryUsers({ users: ["ops-*", "tmp*"] }).only("aws_iam_policy");
    expect(statement(policy)).toContain(
      '["arn:aws-cn:iam::123456789012:user/ops-*", "arn:aws-cn:iam::123456789012:user/tmp*"]',
    );
  });

  test("temporary users of names that are known only as a whole list", () => {
    const stack = demoStack();
    const user = BootstrapUser.fromUserArn(stack, "User", "arn:aws:iam::123456789012:user/gw");
    user.grantTemporaryUsers(stack, "Grant", {
      users: new TerraformVariable(stack, "names", {}).listValue,
    });
    const { policy } = new Synthesized(stack).only("aws_iam_policy");
    expect(statement(policy)).toContain(
      '"Resource" = formatlist("arn:aws:iam::123456789012:user/%s", var.names)',
    );
  });

  test("temporary users of no name: that is refused", () => {
    const { code, message } = refusalOf(() => temporaryUsers({ users: [] }));
    expect(code).toBe("VALUE_NOT_ALLOWED");
    expect(message).toContain("'users' should name users");
  });

  test("no policy but the listed ones", () => {
    const { policy } = temporaryUsers({ policyArns: ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"] }).only(
      "aws_iam_policy",
    );
    expect(statement(policy)).toContain(
      '{"Effect" = "Allow", "Action" = ["iam:AttachUserPolicy"], "Resource" = ["arn:aws-cn:iam::123456789012:user/tmp*"], "Condition" = {"ArnEquals" = {"iam:PolicyARN" = ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"]}}}',
    );
  });

  test("no group but the listed ones", () => {
    const { policy } = temporaryUsers({ userGroups: ["ops"] }).only("aws_iam_policy");
    expect(statement(policy)).toContain(
      '{"Effect" = "Allow", "Action" = ["iam:AddUserToGroup", "iam:RemoveUserFromGroup"], "Resource" = ["arn:aws-cn:iam::123456789012:group/ops", "arn:aws-cn:iam::123456789012:group/*/ops"]}',
    );
  });

  test("groups that are known only as a whole list", () => {
    const stack = demoStack();
    const user = BootstrapUser.fromUserArn(stack, "User", "arn:aws:iam::123456789012:user/gw");
    user.grantTemporaryUsers(stack, "Grant", {
      userGroups: new TerraformVariable(stack, "groups", {}).listValue,
    });
    const { policy } = new Synthesized(stack).only("aws_iam_policy");
    expect(statement(policy)).toContain(
      '"Resource" = concat(formatlist("arn:aws:iam::123456789012:group/%s", var.groups), formatlist("arn:aws:iam::123456789012:group/*/%s", var.groups))',
    );
  });

  test("a console password only where it is asked for", () => {
    const { policy } = temporaryUsers({ consoleAccess: true }).only("aws_iam_policy");
    expect(statement(policy)).toContain('"iam:CreateLoginProfile"');
  });

  test("a managed policy of its own for each grant, for inline ones share 2048 characters", () => {
    const synthesized = temporaryUsers({});
    expect(synthesized.only("aws_iam_policy")).toMatchObject({ name: "demo-Grant", path: "/latchkey/" });
    expect(synthesized.only("aws_iam_user_policy_attachment")).toEqual({
      user: "gw",
      policy_arn: expression(`${synthesized.address("demo/Grant/Policy")}.arn`),
    });
  });
});

describe("a user that is managed elsewhere", () => {
  test("is known by its ARN, and neither tagged nor allowed to rotate by us", () => {
    const stack = demoStack();
    const user = BootstrapUser.fromUserArn(stack, "User", "arn:aws:iam::123456789012:user/a/b/gw");
    expect(user.userName).toBe("gw");
    new Target(stack, "Aws", { name: "/t", credentials: Credentials.seededBy(user) });
    const synthesized = new Synthesized(stack);
    expect(synthesized.addresses).toHaveLength(1);
    expect(synthesized.only("latchkey_target_aws")).toEqual({
      name: "/t",
      seed_user_arn: "arn:aws:iam::123456789012:user/a/b/gw",
    });
  });

  test("may be known only at apply", () => {
    const stack = demoStack();
    const { stringValue } = new TerraformVariable(stack, "arn", {});
    BootstrapUser.fromUserArn(stack, "User", stringValue).grantTemporaryUsers(stack, "Grant", {});
    const synthesized = new Synthesized(stack);
    expect(synthesized.only("aws_iam_policy").policy).toContain(
      `"Resource" = ["${expression('join(":", slice(split(":", var.arn), 0, 5))')}:user/tmp*"]`,
    );
    expect(synthesized.only("aws_iam_user_policy_attachment").user).toBe(expression("basename(var.arn)"));
  });

  test.each(["arn:aws:iam::123456789012:role/r", "gw", expression("aws_iam_user.gw.arn")])(
    "fails to be %j",
    (arn) => {
      const { code, message } = refusalOf(() => BootstrapUser.fromUserArn(demoStack(), "User", arn));
      expect(code).toBe("ARN_MALFORMED");
      expect(message).toContain("[demo/User] 'userArn' should be the ARN of an IAM user");
    },
  );
});
