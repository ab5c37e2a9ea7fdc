import type { Fault } from "../../../src/errors/fault.js";
import { closeBenches, deployerOf } from "../../support/aws/deployer.js";
import { thrownBy } from "../../support/gateway/client.js";

afterEach(closeBenches);

const WHO =
  "User: arn:aws:sts::000000424242:assumed-role/ci/run is not authorized to perform: iam:CreateAccessKey on resource: user gw";
const OWN = "Allow the deployer this action on this user, and apply again.";

const WHYS: readonly [why: string, advice: string][] = [
  [
    "with an explicit deny in a service control policy",
    "A service control policy of the organization forbids it",
  ],
  [
    "with an explicit deny in a service control policy: arn:aws:organizations::000000424242:policy/o-abcdefghij/service_control_policy/p-abcdefgh",
    "A service control policy of the organization forbids it",
  ],
  [
    "because no service control policy allows the iam:CreateAccessKey action",
    "A service control policy of the organization forbids it",
  ],
  [
    "with an explicit deny in a resource control policy",
    "A resource control policy of the organization forbids it",
  ],
  ["with an explicit deny in a permissions boundary", "The permissions boundary of the deployer forbids it"],
  [
    "because no permissions boundary allows the iam:CreateAccessKey action",
    "The permissions boundary of the deployer does not allow it",
  ],
  [
    "because no session policy allows the iam:CreateAccessKey action",
    "The policy that the session of the deployer was begun with does not allow it",
  ],
  [
    "with an explicit deny in a session policy",
    "The policy that the session of the deployer was begun with forbids it",
  ],
  [
    "with an explicit deny in a VPC endpoint policy",
    "The policy of the VPC endpoint that the request went through forbids it",
  ],
  [
    "because no VPC endpoint policy allows the iam:CreateAccessKey action",
    "The policy of the VPC endpoint that the request went through does not allow it",
  ],
  ["with an explicit deny in an identity-based policy", "A policy of the deployer denies it explicitly"],
  [
    "with an explicit deny in a resource-based policy",
    "The policy of what the request is about denies it explicitly",
  ],
  ["because no identity-based policy allows the iam:CreateAccessKey action", OWN],
  ["because no resource-based policy allows the iam:CreateAccessKey action", OWN],
  ["", OWN],
];

test.each(WHYS)("a denial %j is answered with advice that can help", async (why, advice) => {
  const { aws, server } = await deployerOf(() => ({
    error: "AccessDenied",
    status: 403,
    message: `${WHO} ${why}`,
  }));
  const fault = (await thrownBy(aws.iam.createKey("gw"))) as Fault;
  expect(fault).toMatchObject({
    code: "AWS_ACCESS_DENIED",
    details: { state: "Nothing was changed by it." },
  });
  expect(fault.details.seen).toContain(`${WHO} ${why}`.trim());
  expect(fault.detail).toContain(advice);
  if (advice !== OWN) expect(fault.detail).not.toContain("Allow the deployer");
  expect(server.calls).toHaveLength(1);
});

test("a denial that AWS has encoded is not shown, and how to read it is said", async () => {
  const encoded = "4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcdefghijklmn".repeat(10);
  const message = `You are not authorized to perform this operation. Encoded authorization failure message: ${encoded}`;
  const { aws } = await deployerOf(() => ({ error: "UnauthorizedOperation", status: 403, message }));
  const fault = await thrownBy(aws.iam.keys("gw"));
  expect(fault.message).toContain("You are not authorized to perform this operation");
  expect(fault.message).toContain("aws sts decode-authorization-message");
  expect(fault.message).not.toContain(encoded.slice(0, 12));
});

test("a role that may not be assumed is a matter of both sides", async () => {
  const assumeRoleArn = "arn:aws:iam::000000424242:role/deploy";
  const message = `User: arn:aws:iam::000000424242:user/ci is not authorized to perform: sts:AssumeRole on resource: ${assumeRoleArn}`;
  const { aws } = await deployerOf(() => ({ error: "AccessDenied", status: 403, message }), {
    assumeRoleArn,
  });
  const fault = await thrownBy(aws.iam.keys("gw"));
  expect(fault.message).toContain("the role's trust policy must name whoever assumes it");
  expect(fault.message).not.toContain("this action on this user");
});

test("the cause at the end of a long denial is shown", async () => {
  const roles =
    "arn:aws:sts::000000424242:assumed-role/a-role-with-a-long-name/of-a-run-with-one-too ".repeat(12);
  const message = `User: ${roles} is not authorized to perform: iam:ListAccessKeys with an explicit deny in a service control policy`;
  const { aws } = await deployerOf(() => ({ error: "AccessDenied", status: 403, message }));
  expect((await thrownBy(aws.iam.keys("gw"))).message).toContain(
    "with an explicit deny in a service control policy",
  );
});
