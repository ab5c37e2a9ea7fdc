import { OnTheWay } from "../../../src/domain/on-the-way.js";
import { Fault } from "../../../src/errors/fault.js";

const fault = (seen: string) => new Fault("GATEWAY_FAILED", { doing: "asking", seen, state: "Nothing." });

test("leaves an end as it is before which nothing was heard", () => {
  const end = fault("no connection");
  expect(new OnTheWay().told(end)).toBe(end);
  expect(new OnTheWay().after("no connection")).toBe("no connection");
});

test("tells the last three of what was heard, each of them once", () => {
  const onTheWay = new OnTheWay();
  for (const words of ["one", "two", "three", "four", "two"]) onTheWay.hears(words);
  expect(onTheWay.after("the end")).toBe("the end. Before that, three; four; two");
});

test("does not tell again what the end says itself", () => {
  const onTheWay = new OnTheWay();
  onTheWay.hears("502");
  expect(onTheWay.after("502, in 5 attempts")).toBe("502, in 5 attempts");
});

test("tells what was heard before a fault that was to be the end, and what came after it", () => {
  const onTheWay = new OnTheWay();
  const end = fault("refused");
  onTheWay.hears("the first request had no clear answer: 502");
  onTheWay.hearsOf("the second request", end);
  onTheWay.hearsOf("the request to take it back", fault("a broken connection"));
  expect(onTheWay.told(end)).toMatchObject({
    code: "GATEWAY_FAILED",
    details: {
      doing: "asking",
      seen: "refused. Before that, the first request had no clear answer: 502. After that, the request to take it back failed: a broken connection",
      state: "Nothing.",
    },
  });
});

test("tells a fault that another one has followed, also where both say the same", () => {
  const onTheWay = new OnTheWay();
  onTheWay.hearsOf("the first request", fault("502"));
  const end = fault("502");
  onTheWay.hearsOf("the second request", end);
  expect(onTheWay.told(end)).toMatchObject({
    details: { seen: "502. Before that, the first request failed: 502" },
  });
});

test("has the fault of the last work tell what was heard, and lets through what is no fault", async () => {
  const onTheWay = new OnTheWay();
  onTheWay.hears("502");
  await expect(onTheWay.ending(Promise.reject(fault("refused")))).rejects.toMatchObject({
    details: { seen: "refused. Before that, 502" },
  });
  const bug = new TypeError("a bug");
  await expect(onTheWay.ending(Promise.reject(bug))).rejects.toBe(bug);
  await expect(onTheWay.ending(Promise.resolve(7))).resolves.toBe(7);
});
