import { TerraformStack, Testing } from "cdktf";
import {
  AccessMode,
  AwsAccess,
  BootstrapUser,
  Credentials,
  DynamicProducer,
  Rotator,
  SeedRetirement,
  Target,
} from "../../../src/index.js";
import { demoStack, Synthesized } from "../../support/constructs/synthesized.js";

const ROLE = "arn:aws:iam::123456789012:role/admin";

/** A stack with one of everything, and how its resources are called. */
function whole(build?: (stack: TerraformStack, access: AwsAccess) => void) {
  const stack = demoStack();
  const access = new AwsAccess(stack, "Access", { folder: "/prod" });
  access.addProducer("admin", { access: AccessMode.assumeRole([ROLE]) });
  access.addProducer("reader", { access: AccessMode.iamUser({ userGroups: ["readers"] }) });
  build?.(stack, access);
  const synthesized = new Synthesized(stack);
  const called = (type: string, part = "") => {
    const found = synthesized.addresses.filter((one) => one.startsWith(`${type}.`) && one.includes(part));
    if (found.length !== 1) throw new Error(`${found.length} resources of ${type} with "${part}"`);
    return found[0] as string;
  };
  return { synthesized, called };
}

/* Terraform destroys in the reverse order, so each promise holds both ways. */

test("a target is made after its user may rotate, and is gone before that ends", () => {
  const { synthesized, called } = whole();
  expect(synthesized.before(called("latchkey_target_aws"))).toEqual(
    expect.arrayContaining([called("aws_iam_user"), called("aws_iam_user_policy", "Rotation")]),
  );
});

test("a producer is made after its grant, and is gone before the grant ends", () => {
  const { synthesized, called } = whole();
  expect(synthesized.before(called("latchkey_dynamic_secret_aws", "admin"))).toEqual(
    expect.arrayContaining([called("aws_iam_user_policy", "AssumeRole"), called("latchkey_target_aws")]),
  );
  expect(synthesized.before(called("latchkey_dynamic_secret_aws", "reader"))).toEqual(
    expect.arrayContaining([called("aws_iam_user_policy_attachment"), called("aws_iam_policy")]),
  );
});

test("the retirement comes after everything that stands on the target, and is the first to go", () => {
  const { synthesized, called } = whole();
  const retirement = called("latchkey_seed_retirement");
  const others = synthesized.addresses.filter((one) => one !== retirement);
  expect([...synthesized.before(retirement)].sort()).toEqual([...others].sort());
});

test("the retirement comes after producers that are added anywhere and later", () => {
  const { synthesized, called } = whole((stack, { target }) => {
    new DynamicProducer(stack, "late", {
      name: "/late",
      target,
      access: AccessMode.assumeRole([`${ROLE}2`]),
    });
  });
  expect(synthesized.before(called("latchkey_seed_retirement"))).toContain(
    called("latchkey_dynamic_secret_aws", "late"),
  );
});

test("the retirement does not wait for another target", () => {
  const { synthesized, called } = whole((stack) => {
    const user = new BootstrapUser(stack, "Other");
    const target = new Target(stack, "OtherAws", { name: "/other", credentials: Credentials.seededBy(user) });
    new DynamicProducer(stack, "other", { name: "/o", target, access: AccessMode.assumeRole([ROLE]) });
  });
  for (const other of synthesized.addresses.filter((one) => /other/i.test(one))) {
    expect(synthesized.before(called("latchkey_seed_retirement"))).not.toContain(other);
  }
});

test("nothing waits for itself", () => {
  const { synthesized } = whole();
  for (const address of synthesized.addresses) {
    expect(synthesized.before(address)).not.toContain(address);
  }
});

test("between stacks nothing is said of order, because cdktf deploys them one after the other", () => {
  const app = Testing.app();
  const people = new TerraformStack(app, "people");
  const gateway = new TerraformStack(app, "gateway");
  const user = new BootstrapUser(people, "User");
  const target = new Target(gateway, "Aws", { name: "/t", credentials: Credentials.seededBy(user) });
  new DynamicProducer(gateway, "Admin", { name: "/p", target, access: AccessMode.assumeRole([ROLE]) });
  const rotator = new Rotator(gateway, "Rotator", { name: "/r", target });
  new SeedRetirement(gateway, "Retirement", { target, rotator });

  for (const stack of [people, gateway]) stack.prepareStack();
  const synthesized = new Synthesized(gateway);
  expect(gateway.dependsOn(people)).toBe(true);
  expect(synthesized.at("gateway/Aws/Resource")).not.toHaveProperty("depends_on");
  expect(synthesized.at("gateway/Admin/Resource")).not.toHaveProperty("depends_on");
  expect(synthesized.at("gateway/Retirement/Resource").depends_on).toEqual([
    synthesized.address("gateway/Admin/Resource"),
    synthesized.address("gateway/Rotator/Resource"),
  ]);
});
