import { parentGone } from "../../../../src/protocol/host/parent-gone.js";

test("tells when the parent is another one, looking once a second", async () => {
  const parents = [42, 42, 42, 42, 1];
  const waits: number[] = [];
  const clock = {
    sleep: async (ms: number) => {
      waits.push(ms);
    },
  };

  await parentGone(clock, () => parents.shift() ?? 1);

  expect(waits).toEqual([1_000, 1_000, 1_000]);
});
