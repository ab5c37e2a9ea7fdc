import type { Fault } from "../../../src/errors/fault.js";
import { closeBenches, deployerOf } from "../../support/aws/deployer.js";
import type { AwsReply } from "../../support/aws/query-server.js";
import { thrownBy } from "../../support/gateway/client.js";

afterEach(closeBenches);

const BAD_GATEWAY: AwsReply = { page: "<html>bad gateway</html>", status: 502 };
const DENIED: AwsReply = { error: "AccessDenied", status: 403 };
const KEY = "AKIANEWNEWNEWNEWNEW1";
const OF_A_CHANGE = "It may have been done all the same; doing it again is safe.";

/** What a deletion of a key ends with, whose attempts are answered like this; the last answer comes again and again. */
async function endOf(...replies: readonly AwsReply[]): Promise<Fault> {
  const { aws } = await deployerOf((_, count) => replies[Math.min(count, replies.length) - 1] ?? DENIED);
  return (await thrownBy(aws.iam.deleteKey("gw", KEY))) as Fault;
}

test("a deletion that is refused in the end tells of the 502 and the broken connection before", async () => {
  const fault = await endOf(BAD_GATEWAY, "cut", DENIED);
  expect(fault).toMatchObject({ code: "AWS_ACCESS_DENIED" });
  expect(fault.details).toMatchObject({ state: OF_A_CHANGE, mayBeDone: true });
  expect(fault.details.seen).toMatch(
    /^AWS said AccessDenied.*Before that, AWS answered 502.*; no answer came/,
  );
});

test("a deletion that is given up may have been done, and tells one kind of failure once", async () => {
  const fault = await endOf(BAD_GATEWAY);
  expect(fault).toMatchObject({ code: "AWS_FAILED", details: { state: OF_A_CHANGE, mayBeDone: true } });
  expect(fault.details.seen).not.toContain("Before that");
});

test("a deletion that is refused at once has changed nothing", async () => {
  const fault = await endOf(DENIED);
  expect(fault.details.state).toBe("Nothing was changed by it.");
  expect(fault.details.seen).not.toContain("Before that");
});

test("a list that is refused in the end tells of the 502 before, and has changed nothing", async () => {
  const { aws } = await deployerOf((_, count) => (count === 1 ? BAD_GATEWAY : DENIED));
  const fault = (await thrownBy(aws.iam.keys("gw"))) as Fault;
  expect(fault.details.seen).toMatch(/Before that, AWS answered 502/);
  expect(fault.details.state).toBe("Nothing was changed by it.");
});
