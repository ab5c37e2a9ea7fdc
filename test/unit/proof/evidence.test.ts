import { machineHost } from "../../../src/cli/io.js";
import { evidenceTable } from "../../../src/cli/start/evidence-table.js";
import { masked } from "../../../src/domain/masked.js";
import type { ScanReport } from "../../../src/proof/canary/scan.js";
import type { ProcessReport } from "../../../src/proof/canary/search-processes.js";
import {
  type Evidence,
  judgePromise,
  noSecretGiven,
  noSecretWritten,
} from "../../../src/proof/evidence/index.js";
import { mainJobPromises as promises } from "../../../src/proof/stories/main-job/promises/index.js";
import type { History } from "../../../src/proof/stories/main-job/stage.js";
import {
  awsCall,
  butFor,
  deletedByGateway,
  gatewayCall,
  healthy,
  key,
  NEXT,
  retiredByDeployer,
  SEED,
  USER,
  WORKING,
} from "../../support/proof/recorded-history.js";

const { style } = machineHost(process);
const evidence = (history: History) => promises.map((promised) => judgePromise(promised, history));
const broken = (history: History) => evidence(history).flatMap(({ held, title }) => (held ? [] : [title]));

const without = (action: string, parameters: object = {}) => ({
  aws: retiredByDeployer.filter(
    (call) =>
      call.action !== action || !Object.entries(parameters).every(([k, v]) => call.parameters[k] === v),
  ),
});

test("every promise holds in a healthy run", () => {
  expect(broken(healthy)).toEqual([]);
});

test("every promise holds when the gateway deletes the seed itself as it rotates", () => {
  const history = butFor("first deploy", { aws: deletedByGateway });
  expect(broken(history)).toEqual([]);
  expect(evidence(history).map(({ seen }) => seen)).toContainEqual(
    `${masked(SEED)} deleted by the gateway itself with ${masked(WORKING)}, nothing to turn off`,
  );
});

test("two keys of the gateway's count as one in the grace of its rotation, and a seed with one of them does not", () => {
  const [rotation] = healthy["a day goes by"].events;
  const [first] = healthy["first deploy"].events;
  if (!rotation || !first) throw new Error("a healthy history has two rotations");
  const keptUntil = new Date(rotation.at.getTime() + 86_400_000);
  const aDayLater = butFor("a day goes by", {
    keysAfter: [key(WORKING), key(NEXT)],
    events: [{ ...rotation, keptUntil }],
  });
  expect(broken(aDayLater)).toEqual([]);
  const withSeed = butFor("first deploy", {
    keysAfter: [key(SEED), key(WORKING)],
    events: [{ ...first, keptUntil }],
  });
  expect(broken(withSeed)).toContain(ONE_ACTIVE);
});

const MINTED = "the seed is minted, once";
const HANDED_OVER = "it is handed over to the gateway";
const REPLACED = "it is replaced by a key that only the gateway knows";
const PROVEN = "the working key is proven by use";
const OFF = "the seed is put out of use";
const DELETED = "the seed is deleted, and the working key still works without it";
const ONE_ACTIVE = "one Active key is left, the gateway holds it, it is not the seed";
const SECOND = "a second deploy changes nothing and writes nothing";
const ROTATED = "a day later the gateway replaces its key by itself";
const THIRD = "a deploy after that still changes nothing";
const ISSUED = "a credential of the producer works as the role that it is for";
const NO_KEY = "cdktf destroy leaves no key at all";

describe("fails", () => {
  test.each<[string, string, Required<History>]>([
    [
      MINTED,
      "two seeds were minted",
      butFor("first deploy", {
        aws: [awsCall(0, "CreateAccessKey", { parameters: { UserName: USER } }), ...retiredByDeployer],
        keysMade: ["AKIAORPHANORPHANORPH", SEED, WORKING],
      }),
    ],
    [HANDED_OVER, "no target was created", butFor("first deploy", { gateway: [] })],
    [REPLACED, "the gateway never rotated", butFor("first deploy", { events: [] })],
    [PROVEN, "the working key was never used", butFor("first deploy", without("GetCallerIdentity"))],
    [
      OFF,
      "the deployer deleted the seed without turning it off",
      butFor("first deploy", without("UpdateAccessKey")),
    ],
    [
      OFF,
      "the seed was turned off before any proof",
      butFor("first deploy", {
        aws: retiredByDeployer.filter(({ number, action }) => action !== "GetCallerIdentity" || number > 13),
      }),
    ],
    [DELETED, "the seed is still there", butFor("first deploy", without("DeleteAccessKey"))],
    [
      DELETED,
      "nothing was proven between the seed's end and its deletion",
      butFor("first deploy", {
        aws: retiredByDeployer.filter(({ number }) => number !== 28),
      }),
    ],
    [
      ONE_ACTIVE,
      "the seed is left beside the working key",
      butFor("first deploy", { keysAfter: [key(SEED), key(WORKING)] }),
    ],
    [
      ONE_ACTIVE,
      "the one key is the seed",
      butFor("first deploy", { keysAfter: [key(SEED)], heldAfter: SEED }),
    ],
    [ONE_ACTIVE, "the one key is off", butFor("first deploy", { keysAfter: [key(WORKING, "Inactive")] })],
    [ONE_ACTIVE, "the gateway holds another key", butFor("first deploy", { heldAfter: NEXT })],
    [
      SECOND,
      "there were changes",
      butFor("second deploy", { terraform: { noChanges: false, changes: undefined } }),
    ],
    [
      SECOND,
      "IAM was written to",
      butFor("second deploy", { aws: [awsCall(1, "TagUser", { write: true })] }),
    ],
    [
      SECOND,
      "the gateway was written to",
      butFor("second deploy", { gateway: [gatewayCall(1, "update-item", "/t")] }),
    ],
    [ROTATED, "the gateway did not rotate", butFor("a day goes by", { events: [] })],
    [
      ROTATED,
      "the old key is still Active",
      butFor("a day goes by", { keysAfter: [key(WORKING), key(NEXT)] }),
    ],
    [
      THIRD,
      "there were changes",
      butFor("third deploy", { terraform: { noChanges: false, changes: undefined } }),
    ],
    [ISSUED, "STS does not know the credential", butFor("use", { usedAs: "InvalidClientTokenId" })],
    [
      ISSUED,
      "STS names the user instead of a role",
      butFor("use", { usedAs: `arn:aws:iam::000000424242:user/${USER}` }),
    ],
    [NO_KEY, "a key is left", butFor("destroy", { keysAfter: [key(NEXT)] })],
    [NO_KEY, "the target is left", butFor("destroy", { heldAfter: NEXT })],
  ])("%s: when %s", (title, _why, history) => {
    expect(broken(history)).toContain(title);
  });

  test("every promise whose stage was not reached", () => {
    expect(broken({})).toEqual(promises.map(({ title }) => title));
  });
});

describe("the search of what was written", () => {
  const report: ScanReport = {
    files: 3,
    bytes: 2_097_152,
    secrets: 4,
    spellings: 11,
    findings: [],
    unread: [],
    withoutContent: ["plugin.sock (a socket)"],
  };

  test("holds when something was searched for and nothing was found", () => {
    expect(noSecretWritten(report)).toMatchObject({
      held: true,
      seen: "4 secrets × 11 spellings searched for in 3 files, 2.0 MiB",
    });
  });

  test.each<[string, Partial<ScanReport>, RegExp]>([
    [
      "a secret was found",
      { findings: [{ file: "x.tfstate", offset: 7, label: "token 1", spelling: "base64" }] },
      /token 1 \(base64\) in x\.tfstate at byte 7/,
    ],
    [
      "something could not be searched",
      { unread: [{ file: "plan", why: "it is no whole zip archive" }] },
      /plan was not searched: it is no whole zip archive/,
    ],
    ["there was nothing to search for", { secrets: 0 }, /^0 secrets/],
  ])("fails when %s", (_why, change, seen) => {
    const line = noSecretWritten({ ...report, ...change });
    expect(line.held).toBe(false);
    expect(line.seen).toMatch(seen);
  });
});

describe("the search of what programs were given", () => {
  const report: ProcessReport = { processes: 40, secrets: 4, spellings: 11, findings: [], denied: [] };

  test("holds when something was searched for and nothing was found", () => {
    expect(noSecretGiven(report)).toMatchObject({
      held: true,
      seen: "4 secrets × 11 spellings searched for in what 40 processes were given",
    });
  });

  test.each<[string, Partial<ProcessReport>, RegExp]>([
    [
      "a secret was found",
      { findings: [{ process: "terraform (7)", where: "arguments", label: "token 1", spelling: "plain" }] },
      /token 1 \(plain\) in arguments of terraform \(7\)/,
    ],
    ["a process could not be looked at", { denied: ["sudo (8)"] }, /sudo \(8\) could not be looked at/],
    ["no process was seen", { processes: 0 }, /0 processes/],
    ["there was nothing to search for", { secrets: 0 }, /^0 secrets/],
  ])("fails when %s", (_why, change, seen) => {
    const line = noSecretGiven({ ...report, ...change });
    expect(line.held).toBe(false);
    expect(line.seen).toMatch(seen);
  });
});

describe("the table", () => {
  const line = { title: "it holds", held: true, expected: "e", seen: "s" };
  const groups = (...evidence: Evidence[]) => [{ heading: "000  a system", evidence }];

  test("has one line for a promise that held, below what it is about", () => {
    const table = evidenceTable(
      [{ heading: "000  a system", notes: ["plan 1.0 s"], evidence: [line] }],
      style,
    );
    expect(table).toBe("000  a system\n  plan 1.0 s\n✔ it holds  s\n\nAll 1 promises held.");
  });

  test("says what was expected and what was seen of a promise that did not hold", () => {
    const table = evidenceTable(groups({ ...line, held: false }), style);
    expect(table).toBe(
      "000  a system\n✘ it holds\n    expected  e\n    seen      s\n\n1 of 1 promises did not hold.",
    );
  });

  test("counts the promises of all systems together", () => {
    const other = { heading: "001  another", evidence: [line, { ...line, held: false }] };
    expect(evidenceTable([...groups(line), other], style)).toContain("1 of 3 promises did not hold.");
  });

  test("says loudly what was skipped, and why", () => {
    const skipped = { heading: "002  another", evidence: [], skipped: "there is no PostgreSQL" };
    expect(evidenceTable([...groups(line), skipped], style)).toBe(
      "000  a system\n✔ it holds  s\n\n002  another\n– SKIPPED, so that nothing is known of it: there is no PostgreSQL\n\nAll 1 promises held.\nSkipped: 002  another",
    );
  });

  test("never shows a whole key id", () => {
    const table = evidenceTable(groups(...evidence(healthy)), style);
    expect(table).not.toMatch(/AKIA\w{16}/);
    expect(table).toContain(masked(WORKING));
  });
});
