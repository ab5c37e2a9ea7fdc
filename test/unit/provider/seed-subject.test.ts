import { parseIamUserArn } from "../../../src/domain/iam-user-arn.js";
import { Fault } from "../../../src/errors/fault.js";
import { keysSeen, seedSubject } from "../../../src/provider/seed-subject.js";
import type { Clients } from "../../../src/wiring/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";

const ARN = "arn:aws:iam::123456789012:user/gateways/gw";
const user = parseIamUserArn(ARN) ?? seedSubject(ARN, "/t").user;
const key = { id: "AKIAIOSFODNN7EXAMPLE", status: "Active", createdAt: new Date(0) };
const denied = new Fault("AWS_ACCESS_DENIED", { doing: "listing", seen: "AccessDenied", state: "" });

/** An AWS that lists these keys to a deployer of this account. */
function awsWith(keys: () => Promise<readonly (typeof key)[] | undefined>, account = "123456789012") {
  const calls: string[] = [];
  const aws = {
    iam: {
      keys() {
        calls.push("keys");
        return keys();
      },
    },
    sts: {
      async callerIdentity() {
        calls.push("callerIdentity");
        return { arn: "", account };
      },
    },
  };
  return { clients: { aws } as unknown as Clients, calls };
}

const log = new RecordingLogger();
const around = { signal: new AbortController().signal, log };

describe("keysSeen", () => {
  test("tells the keys of a user with one call", async () => {
    const { clients, calls } = awsWith(async () => [key]);
    await expect(keysSeen(clients, user, around)).resolves.toEqual([key]);
    expect(calls).toEqual(["keys"]);
  });

  test.each([[[]], [undefined]])("takes %j for no keys, in the user's own account", async (listed) => {
    const { clients } = awsWith(async () => listed);
    await expect(keysSeen(clients, user, around)).resolves.toEqual([]);
  });

  test("tells nothing of a user that seems to be gone in another account", async () => {
    const { clients } = awsWith(async () => undefined, "999999999999");
    await expect(keysSeen(clients, user, around)).resolves.toBe("unreadable");
  });

  test("tells nothing where keys may not be listed, and logs why", async () => {
    const { clients } = awsWith(() => Promise.reject(denied));
    await expect(keysSeen(clients, user, around)).resolves.toBe("unreadable");
    expect(log.lines.at(-1)).toMatchObject({ level: "warn", fields: { reason: "AWS_ACCESS_DENIED" } });
  });

  test("fails when it is interrupted, and on a bug", async () => {
    const stopped = { ...around, signal: AbortSignal.abort() };
    await expect(keysSeen(awsWith(() => Promise.reject(denied)).clients, user, stopped)).rejects.toBe(denied);
    const bug = new TypeError("a bug");
    await expect(keysSeen(awsWith(() => Promise.reject(bug)).clients, user, around)).rejects.toBe(bug);
  });
});

test("a subject is told by its ARN and the target's path, with its slash", () => {
  expect(seedSubject(ARN, "prod/aws")).toMatchObject({ user: { name: "gw" }, target: "/prod/aws" });
});

test("fails on an ARN that is not a user's", () => {
  expect(() => seedSubject("arn:aws:iam::123456789012:role/r", "/t")).toThrow("ARN of an IAM user");
});
