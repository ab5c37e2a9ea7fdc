import type { SecretsMeter } from "../../../src/runtime/index.js";
import { secretsOf } from "../../support/secrets/told-secrets.js";

test("tells a listener until it has enough", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/a", "x");
  source.values.set("/b", "x");
  const paths: string[] = [];
  const enough = secrets.on("fetched", ({ path }) => paths.push(path));
  await secrets.get("/a");
  enough();
  await secrets.get("/b");
  expect(paths).toEqual(["/a"]);
});

test("answers a read although a listener throws, whose error is not hidden", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/a", "x");
  const micro = jest.spyOn(globalThis, "queueMicrotask").mockImplementation((task) => {
    expect(task).toThrow("a bug of the listener");
  });
  secrets.on("fetched", () => {
    throw new Error("a bug of the listener");
  });
  expect((await secrets.get("/a")).reveal()).toBe("x");
  expect(micro).toHaveBeenCalledTimes(1);
  micro.mockRestore();
});

test("has a meter of OpenTelemetry observe every counter", async () => {
  const observed = new Map<string, () => number>();
  const meter: SecretsMeter = {
    createObservableCounter: (name, { description, unit }) => {
      expect([description, unit]).toEqual([expect.stringMatching(/\w/), "1"]);
      return {
        addCallback: (callback) => {
          observed.set(name, () => {
            let seen = Number.NaN;
            callback({
              observe: (value) => {
                seen = value;
              },
            });
            return seen;
          });
        },
      };
    },
  };
  const { source, secrets } = secretsOf({ meter });
  source.values.set("/a", "x");
  await secrets.get("/a");
  for (let read = 0; read < 3; read++) await secrets.get("/a");
  expect(Object.fromEntries([...observed].map(([name, now]) => [name, now()]))).toEqual({
    "latchkey.secrets.reads.cached": 3,
    "latchkey.secrets.reads.waited": 1,
    "latchkey.secrets.reads.stale": 0,
    "latchkey.secrets.reads.failed": 0,
    "latchkey.secrets.fetches": 1,
    "latchkey.secrets.fetches.failed": 0,
    "latchkey.secrets.refusals": 0,
    "latchkey.secrets.retries": 0,
  });
});
