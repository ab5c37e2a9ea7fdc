import { join, relative } from "node:path";
import { optionsFrom, UsageError } from "../../faults/options.js";
import { wantedParts } from "../../faults/runner/board.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { providerFile } from "../../support/runtime/executables.js";

test("without arguments the whole matrix is played, with a new seed", () => {
  expect(optionsFrom([])).toMatchObject({ mode: "matrix", cells: [], quick: false, workers: 3, json: false });
  expect(optionsFrom([]).seed).not.toBe(optionsFrom([]).seed);
});

test("a cell can be played again with its seed", () => {
  const options = optionsFrom(["--cell", "create/provider.CreateAccessKey/killed", "--seed", "7"]);
  expect(options).toMatchObject({ cells: ["create/provider.CreateAccessKey/killed"], seed: 7 });
});

test("phases can be played alone", () => {
  const { phases } = optionsFrom(["--phase", "create", "--phase", "destroy"]);
  expect(phases).toEqual(["create", "destroy"]);
  const wanted = wantedParts({ ids: [], grep: /killed/, onlyPhases: phases });
  expect(wanted.phases.map(({ phase }) => phase)).toEqual(phases);
  expect(wanted.scripted).toEqual([]);
  expect(wanted.isWanted("create/provider.CreateAccessKey/killed")).toBe(true);
  expect(wanted.isWanted("create/provider.CreateAccessKey/lost")).toBe(false);
  expect(wanted.isWanted("update/provider.CreateAccessKey/killed")).toBe(false);
});

describe("a folder with the provider", () => {
  const folder = temporaryFolder();
  file(join(folder, "built"), providerFile());
  const here = process.env.INIT_CWD;
  afterEach(() => {
    if (here === undefined) delete process.env.INIT_CWD;
    else process.env.INIT_CWD = here;
  });

  test("may be named from where the person is, and is found from everywhere", () => {
    process.env.INIT_CWD = folder;
    expect(optionsFrom(["--provider", "built"]).provider).toBe(join(folder, "built"));
    delete process.env.INIT_CWD;
    const path = relative(process.cwd(), join(folder, "built"));
    expect(optionsFrom(["--provider", path]).provider).toBe(join(folder, "built"));
    expect(optionsFrom(["--provider", join(folder, "built")]).provider).toBe(join(folder, "built"));
  });

  test("is refused where there is no provider in it", () => {
    expect(() => optionsFrom(["--provider", folder])).toThrow(
      new UsageError(`there is no ${providerFile()} in ${folder} (from --provider)`),
    );
  });
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
