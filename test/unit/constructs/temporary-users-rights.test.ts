import {
  AttachUserPolicyCommand,
  CreateUserCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { type TemporaryUsers, temporaryUsers } from "../../../src/constructs/policy-documents.js";
import { AwsBench, awsError } from "../../support/aws-sandbox.js";

const FORMER = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const PRESENT = "arn:aws:iam::aws:policy/IAMFullAccess";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

/** A gateway's user with these rights, in an account in which `names` were made before, each with the former policy. */
async function gateway(rights: Partial<TemporaryUsers>, names: readonly string[]): Promise<IAMClient> {
  const iam = bench.iam();
  for (const UserName of names) {
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: FORMER }));
  }
  const { Statement } = temporaryUsers({
    users: [bench.arn("user/tmp*")],
    policyArns: [PRESENT],
    groups: [],
    console: false,
    ...rights,
  });
  return bench.iam(
    await bench.user(
      "gw",
      Statement.map((statement) => ({ ...statement })),
    ),
  );
}

const end = async (iam: IAMClient, UserName: string) => {
  await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: FORMER }));
  await iam.send(new DeleteUserCommand({ UserName }));
};
const temporaryUsersLeft = async () => {
  const { Users = [] } = await bench.iam().send(new ListUsersCommand({}));
  return Users.map(({ UserName = "" }) => UserName).filter((name) => /^(?:tmp|ops)-/.test(name));
};

test.each([
  ["by another one", [PRESENT]],
  ["by none", []],
])("a temporary user is ended whose policy was replaced %s since it was made", async (_name, policyArns) => {
  const iam = await gateway({ policyArns }, ["tmp-1"]);
  await end(iam, "tmp-1");
  expect(await temporaryUsersLeft()).toEqual([]);
});

test("temporary users of a former name are ended as long as it is named beside the present one", async () => {
  const users = [bench.arn("user/ops-*"), bench.arn("user/tmp*")];
  const iam = await gateway({ users }, ["tmp-1", "ops-1"]);
  for (const name of ["tmp-1", "ops-1"]) await end(iam, name);
  expect(await temporaryUsersLeft()).toEqual([]);
});

test("no policy but the listed ones is given to temporary users, and none is taken off any other user", async () => {
  const iam = await gateway({}, ["tmp-1", "ada"]);
  const denied = awsError("AccessDenied", 403);
  await expect(
    iam.send(new AttachUserPolicyCommand({ UserName: "tmp-1", PolicyArn: FORMER })),
  ).rejects.toMatchObject(denied);
  await iam.send(new AttachUserPolicyCommand({ UserName: "tmp-1", PolicyArn: PRESENT }));
  await expect(
    iam.send(new DetachUserPolicyCommand({ UserName: "ada", PolicyArn: FORMER })),
  ).rejects.toMatchObject(denied);
});
