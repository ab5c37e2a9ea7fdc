import { DeleteAccessKeyCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { AwsBench, type Credentials } from "../../support/aws-sandbox.js";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

/** What some calls in a row are answered: "ok" or the name of the error. */
async function answers(key: Credentials, count: number): Promise<string[]> {
  const seen: string[] = [];
  for (let call = 0; call < count; call += 1) {
    await bench
      .sts(key)
      .send(new GetCallerIdentityCommand({}))
      .then(
        () => seen.push("ok"),
        (error: Error) => seen.push(error.name),
      );
  }
  return seen;
}
const change = (key: Credentials, Status: "Active" | "Inactive") =>
  bench.iam().send(new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId: key.accessKeyId, Status }));
const remove = (key: Credentials) =>
  bench.iam().send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId: key.accessKeyId }));
const OK = "ok";
const NO = "InvalidClientTokenId";

test("a new key is refused until its delay is over, though IAM lists it at once", async () => {
  bench.sandbox.setPropagation({ delayMs: 8000 });
  const key = await bench.user("gw");
  expect(bench.sandbox.accessKeys()).toMatchObject([{ id: key.accessKeyId, status: "Active" }]);
  expect(await answers(key, 2)).toEqual([NO, NO]);
  await bench.clock.advance(8);
  expect(await answers(key, 2)).toEqual([OK, OK]);
});

test("a new key answers, fails and answers again while it flaps", async () => {
  bench.sandbox.setPropagation({ delayMs: 8000, flapping: true });
  const key = await bench.user("gw");
  expect(await answers(key, 5)).toEqual([OK, NO, OK, NO, OK]);
  await bench.clock.advance(8);
  expect(await answers(key, 4)).toEqual([OK, OK, OK, OK]);
});

test.each([
  ["deactivated", (key: Credentials) => change(key, "Inactive")],
  ["deleted", remove],
])("a key that was %s is honoured until the news has spread", async (_what, end) => {
  const key = await bench.user("gw");
  bench.sandbox.setPropagation({ delayMs: 4000 });
  await end(key);
  expect(await answers(key, 2)).toEqual([OK, OK]);
  await bench.clock.advance(4);
  expect(await answers(key, 2)).toEqual([NO, NO]);
});

test("a deleted key flaps, too", async () => {
  const key = await bench.user("gw");
  bench.sandbox.setPropagation({ delayMs: 4000, flapping: true });
  await remove(key);
  expect(await answers(key, 4)).toEqual([NO, OK, NO, OK]);
});

test("a key that was reactivated is refused until the news has spread", async () => {
  const key = await bench.user("gw");
  await change(key, "Inactive");
  bench.sandbox.setPropagation({ delayMs: 4000 });
  await bench.clock.advance(4);
  await change(key, "Active");
  expect(await answers(key, 1)).toEqual([NO]);
  await bench.clock.advance(4);
  expect(await answers(key, 1)).toEqual([OK]);
});

test("a key that was deactivated and reactivated before anyone knew never fails", async () => {
  const key = await bench.user("gw");
  bench.sandbox.setPropagation({ delayMs: 4000, flapping: true });
  await bench.clock.advance(4);
  await change(key, "Inactive");
  await change(key, "Active");
  expect(await answers(key, 3)).toEqual([OK, OK, OK]);
});

test("the deployer's key works from the start, whatever the delay", async () => {
  await bench.close();
  bench = await AwsBench.open({ propagation: { delayMs: 60_000, flapping: true } });
  expect(await answers(bench.sandbox.deployer, 2)).toEqual([OK, OK]);
  expect(await answers(bench.sandbox.gatewayIdentity, 2)).toEqual([OK, OK]);
});
