import { Fault } from "../../../src/errors/fault.js";
import type { Update } from "../../../src/provider/target-aws/operations.js";
import { besidesRotations } from "../../../src/provider/target-aws/raced-rotation.js";
import { failure } from "../../support/failure.js";

const DENIED = new Fault("GATEWAY_PERMISSION_DENIED", { doing: "reading", seen: "403", state: "" });
const HOUR = 3_600_000;

/** A target with one rotator; its last rotations as they are told one look after the other. */
function moving(looks: readonly (Date | null | Fault | undefined)[], sentKey = true) {
  const told = [...looks];
  const stored: object[] = [];
  let sent = 0;
  const find = async () => {
    const look = told.shift();
    if (look instanceof Fault) throw look;
    return look === undefined ? undefined : { lastRotatedAt: look };
  };
  const context = {
    plan: { name: "/aws/t", description: "d", region: "eu-west-1" },
    client: { gateway: { rotators: { find } } },
    signal: new AbortController().signal,
    checkpoint: (news: object) => stored.push(news),
  } as unknown as Update;
  const done = besidesRotations(context, ["/aws/rot"], async () => {
    sent += 1;
    return { sentKey };
  });
  return { done, stored, sent: () => sent };
}

describe("a key that is sent back with another region", () => {
  test.each([
    ["never", null, new Date(0)],
    ["an hour before", new Date(0), new Date(HOUR)],
  ])(
    "is told where its rotator, which had rotated %s, rotated in between; the move is stored",
    async (_, before, after) => {
      const { done, stored, sent } = moving([before, after]);
      const error = await failure(done);
      expect(error.code).toBe("GIVEN_KEY_RACED");
      expect(error.detail).toContain(
        "The target is moved, and holds the key that it had before that rotation",
      );
      expect(error.detail).toContain("akeyless gateway-rotate-secret --name /aws/rot");
      expect(stored).toEqual([{ description: "d", region: "eu-west-1" }]);
      expect(sent()).toBe(1);
    },
  );

  test.each([
    ["has not rotated", new Date(0), new Date(0)],
    ["has never rotated", null, null],
    ["may not be looked at", DENIED, DENIED],
    ["may not be looked at any more", new Date(0), DENIED],
    ["was deleted meanwhile", new Date(0), undefined],
  ])("is no matter where its rotator %s", async (_, before, after) => {
    const { done, stored, sent } = moving([before, after]);
    await expect(done).resolves.toBeUndefined();
    expect(stored).toEqual([]);
    expect(sent()).toBe(1);
  });

  test("is no matter where none had to be sent, because the region is there already", async () => {
    const { done, stored } = moving([new Date(0), new Date(HOUR)], false);
    await expect(done).resolves.toBeUndefined();
    expect(stored).toEqual([]);
  });
});
