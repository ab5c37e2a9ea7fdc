import { optionsFrom, UsageError } from "../../faults/options.js";

test("without arguments the whole matrix is played, with a new seed", () => {
  expect(optionsFrom([])).toMatchObject({ mode: "matrix", cells: [], quick: false, workers: 3, json: false });
  expect(optionsFrom([]).seed).not.toBe(optionsFrom([]).seed);
});

test("a cell can be played again with its seed", () => {
  const options = optionsFrom(["--cell", "create/provider.CreateAccessKey/killed", "--seed", "7"]);
  expect(options).toMatchObject({ cells: ["create/provider.CreateAccessKey/killed"], seed: 7 });
});

test.each([[["--seed", "many"]], [["--grep", "("]], [["--no-such-option"]], [["--list", "--safeguards"]]])(
  "fails on %j",
  (args) => {
    expect(() => optionsFrom(args)).toThrow(UsageError);
  },
);

test.each(["--help", "-h"])("%s asks for nothing but help", (flag) => {
  expect(optionsFrom([flag]).mode).toBe("help");
});
