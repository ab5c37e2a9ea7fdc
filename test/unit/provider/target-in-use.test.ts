import { Fault } from "../../../src/errors/fault.js";
import type { TargetRecord } from "../../../src/gateway/index.js";
import type { OwnObject } from "../../../src/provider/own-object.js";
import { awaitRelease } from "../../../src/provider/target-aws/in-use.js";
import type { Read } from "../../../src/provider/target-aws/operations.js";
import { failure } from "../../support/failure.js";

const USED = {
  name: "/aws/old",
  id: 7,
  dependents: [
    { name: "/aws/rot", type: "ROTATED_SECRET" },
    { name: "/aws/prod", type: "DYNAMIC_SECRET" },
  ],
} as unknown as TargetRecord;

/** Waits for the release of a target; `second` says what is at work, and what the gateway shows, after each wait. */
async function waiting(second: (waits: number) => { readonly atWork: boolean; readonly used: boolean }) {
  const atWork = new Set<number>();
  let waits = 0;
  let record = USED;
  const clock = {
    now: () => new Date(),
    random: () => 0.5,
    sleep: async () => {
      waits += 1;
      const now = second(waits);
      if (now.atWork) atWork.add(1);
      else atWork.clear();
      record = now.used ? USED : { ...USED, dependents: [] };
    },
  };
  const shelf = { find: async () => record, pathOf: async () => USED.name };
  const target = {
    noun: "target",
    name: USED.name,
    number: USED.id,
    shelf,
  } as unknown as OwnObject<TargetRecord>;
  const context = {
    client: { clock, self: { atWork } },
    signal: new AbortController().signal,
    log: { log() {} },
  };
  const done = awaitRelease(target, USED, context as unknown as Read);
  return { done, waits: () => waits };
}

describe("a target that something works through", () => {
  test("is refused after ten looks", async () => {
    const { done, waits } = await waiting(() => ({ atWork: false, used: true }));
    expect((await failure(done)).code).toBe("GATEWAY_TARGET_IN_USE");
    expect(waits()).toBe(10);
  });

  test("is waited for as long as this process mints a key, which may be the key of the other target", async () => {
    const { done, waits } = await waiting((now) => ({ atWork: now < 60, used: now < 65 }));
    await expect(done).resolves.toBe(true);
    expect(waits()).toBe(65);
  });

  test("is refused ten looks after the last key was minted", async () => {
    const { done, waits } = await waiting((now) => ({ atWork: now < 60, used: true }));
    expect((await failure(done)).code).toBe("GATEWAY_TARGET_IN_USE");
    expect(waits()).toBe(70);
  });

  test("is refused with the commands that move what works through it, and with those that replace it", async () => {
    const { done } = await waiting(() => ({ atWork: false, used: true }));
    const error = await done.catch((thrown: unknown) => thrown);
    if (!Fault.is(error)) throw new Error("it should have been refused");
    expect(error.details.advice).toContain(
      "terraform apply -replace=latchkey_target_aws.LABEL -replace=latchkey_rotated_secret_aws.LABEL -replace=latchkey_dynamic_secret_aws.LABEL",
    );
    expect(error.details.advice).toContain(
      "terraform apply -target=latchkey_rotated_secret_aws.LABEL -target=latchkey_dynamic_secret_aws.LABEL, and then",
    );
  });
});
