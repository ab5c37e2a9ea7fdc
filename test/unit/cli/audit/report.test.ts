import { rmSync } from "node:fs";
import { join } from "node:path";
import { createColors } from "picocolors";
import type {
  AuditScan,
  FoundKey,
  KeyJudgement,
  KeyVerdict,
  NamedPlace,
} from "../../../../src/audit/index.js";
import { type AuditReport, auditReport } from "../../../../src/cli/audit/report.js";
import { repositoryRoot } from "../../../../src/cli/audit/repository-root.js";
import { sarifOf } from "../../../../src/cli/audit/sarif.js";
import { auditText } from "../../../../src/cli/audit/text.js";
import { foundKey } from "../../../support/audit/fake-aws.js";
import { madeUpKey } from "../../../support/audit/keys.js";
import { type GithubSarif, githubSarif } from "../../../support/audit/sarif-rules.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

const STYLE = createColors(false);

function place(source: string, more: Partial<NamedPlace> = {}): NamedPlace {
  return {
    source,
    entry: undefined,
    line: 3,
    column: 7,
    endColumn: 27,
    attribute: "id",
    address: "aws_iam_access_key.ci",
    ...more,
  };
}

function judged(verdict: KeyVerdict, more: Partial<KeyJudgement> = {}): KeyJudgement {
  return {
    verdict,
    evidence: `evidence of ${verdict}`,
    secret: "beside",
    usable: true,
    account: undefined,
    owner: undefined,
    lastUsed: undefined,
    ...more,
  };
}

interface Case {
  readonly key?: Partial<FoundKey>;
  readonly judgement: KeyJudgement;
}

function reportOn(
  cases: readonly Case[],
  more: Partial<AuditScan> & { secretsOnly?: boolean } = {},
): AuditReport {
  const keys = cases.map(({ key }, number) =>
    foundKey({ id: madeUpKey(number).id, places: [place(`file-${number}`)], ...key }),
  );
  const scan = {
    sources: 2,
    bytes: 1_500_000,
    keys: keys.length,
    unread: [],
    opaque: new Map(),
    ...more,
  } as unknown as AuditScan;
  const options = { offline: false, secretsOnly: more.secretsOnly ?? false };
  return auditReport(
    scan,
    keys,
    cases.map(({ judgement }) => judgement),
    options,
  );
}

function sarif(report: AuditReport): GithubSarif["runs"][number] {
  const [run] = githubSarif.parse(JSON.parse(JSON.stringify(sarifOf(report, "0.1.0")))).runs;
  if (!run) throw new Error("there is no run");
  return run;
}

describe("the exit code", () => {
  const alone = { secret: "none" } as const;
  test.each<
    [string, readonly KeyJudgement[], { secretsOnly?: boolean; unread?: AuditScan["unread"] }, number]
  >([
    ["is 0 when nothing was found", [], {}, 0],
    ["is 0 when what was found is dead or switched off", [judged("dead"), judged("inactive")], {}, 0],
    [
      "is 1 when a key lives, whatever else there is",
      [judged("unknown"), judged("live"), judged("dead")],
      {},
      1,
    ],
    ["is 1 when the id of a live key stands alone", [judged("live", alone)], {}, 1],
    ["is 0 when it does, and only secrets count", [judged("live", alone)], { secretsOnly: true }, 0],
    ["is 1 when only secrets count, and one was found", [judged("live")], { secretsOnly: true }, 1],
    ["is 2 when AWS did not tell", [judged("unknown")], {}, 2],
    [
      "is 0 when AWS did not tell of a key that nobody can use",
      [judged("unknown", { usable: false })],
      {},
      0,
    ],
    ["is 2 when something could not be read", [judged("dead")], { unread: [{ name: "x", why: "y" }] }, 2],
    [
      "is 1 when something could not be read but a key lives",
      [judged("live")],
      { unread: [{ name: "x", why: "y" }] },
      1,
    ],
  ])("%s", (_when, judgements, more, code) => {
    const cases = judgements.map((judgement) => ({ judgement }));
    expect(reportOn(cases, more).exit_code).toBe(code);
  });
});

describe("a live key whose id a machine user's resource tells", () => {
  const told = (more: Partial<NamedPlace> = {}) =>
    place("state", {
      address: 'module.ci["eu"].latchkey_machine_key.pusher[0]',
      attribute: "access_key_id",
      ...more,
    });
  const countsAt = (places: readonly NamedPlace[], secret: KeyJudgement["secret"] = "none") => {
    const { keys, exit_code } = reportOn([
      { key: { places: [...places] }, judgement: judged("live", { secret }) },
    ]);
    return { counts: keys[0]?.counts, exit_code };
  };

  test("does not count, as it is meant to live", () => {
    const clean = { counts: false, exit_code: 0 };
    expect(countsAt([told(), told({ attribute: "replaced_key_id" })])).toEqual(clean);
  });

  test.each<[string, readonly NamedPlace[], KeyJudgement["secret"]]>([
    ["whose secret was found, too", [told()], "beside"],
    ["that stands elsewhere as well", [told(), place("state")], "none"],
    ["in an attribute that a person has written", [told({ attribute: "trigger" })], "none"],
    [
      "of a resource with such a name",
      [told({ address: "aws_iam_access_key.latchkey_machine_key" })],
      "none",
    ],
    [
      "that stands in no resource",
      [place("state", { address: undefined, attribute: "access_key_id" })],
      "none",
    ],
  ])("counts where it is one %s", (_, places, secret) => {
    expect(countsAt(places, secret)).toEqual({ counts: true, exit_code: 1 });
  });
});

test("no form of the report holds a whole key id or a secret, wherever AWS or a name repeats them", () => {
  const { id, secret } = madeUpKey(1);
  const report = reportOn(
    [
      {
        key: { id, places: [place(`backup-of-${id}.json`, { address: `x["${id}"]`, entry: `${id}/a` })] },
        judgement: judged("live", { evidence: `not authorized on resource: access key ${id}`, owner: id }),
      },
    ],
    { unread: [{ name: `${id}.zip`, why: `no ${id}` }] },
  );
  const forms = [JSON.stringify(report), JSON.stringify(sarifOf(report, "0.1.0")), auditText(report, STYLE)];
  for (const form of forms) {
    expect(form).not.toContain(id);
    expect(form).not.toContain(encodeURIComponent(secret));
    expect(form).toContain(`${id.slice(0, 4)}…${id.slice(-4)}`);
  }
});

test("what stands in a file cannot command the terminal", () => {
  const report = reportOn([
    {
      key: { places: [place("\u001b[2Jevil\n")] },
      judgement: judged("live", { evidence: "\u001b]0;x\u0007" }),
    },
  ]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(auditText(report, STYLE).replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
});

test("a person gets the worst first, with evidence, places and what to do", () => {
  const cases = [
    { judgement: judged("dead") },
    { judgement: judged("unknown", { usable: false, secret: "none" }) },
    {
      key: { places: [place("a.tfstate"), place("plan", { entry: "tfstate", address: undefined })] },
      judgement: judged("live", { lastUsed: new Date("2030-01-02T03:04:05Z"), secret: "fits" }),
    },
  ];
  const report = reportOn(cases, { unread: [{ name: "b.zip", why: "it is encrypted" }] });
  expect(auditText(report, STYLE)).toBe(
    `
verdict  key id     its secret   what AWS says
live     ${report.keys[0]?.key_id}  open         evidence of live, last used 2030-01-02
  a.tfstate:3:7  aws_iam_access_key.ci id
  plan!tfstate:3:7  id
unknown  ${report.keys[1]?.key_id}  not found    evidence of unknown (does not count)
  file-1:3:7  aws_iam_access_key.ci id
dead     ${report.keys[2]?.key_id}  likely open  evidence of dead
  file-0:3:7  aws_iam_access_key.ci id

not read  b.zip: it is encrypted

2 sources, 1.5 MB: 3 key ids (1 live, 1 unknown, 1 dead); 1 not read

Delete a live key in AWS: a state keeps old versions and backups, so taking it out of there is not enough.
`.trim(),
  );
});

test("a person is spared the hundredth place, which the other forms hold", () => {
  const places = Array.from({ length: 100 }, (_, number) => place(`v${number}`));
  const report = reportOn([{ key: { places }, judgement: judged("live") }]);
  expect(auditText(report, STYLE)).toContain("… and 80 more (--json lists them)");
  expect(report.keys[0]?.places).toHaveLength(100);
  expect(sarif(report).results[0]?.relatedLocations).toHaveLength(99);
});

test("places beyond those that are listed are counted in every form", () => {
  const places = Array.from({ length: 1000 }, (_, number) => place(`v${number}`));
  const report = reportOn([{ key: { places, further: 500 }, judgement: judged("live") }]);
  expect(auditText(report, STYLE)).toContain("… and 1480 more (--json lists some of them)");
  expect(report.keys[0]?.further_places).toBe(500);
  expect(sarif(report).results[0]?.message.text).toMatch(/ and 1489 more places\.$/);
});

test("nothing found reads as one line", () => {
  expect(auditText(reportOn([]), STYLE)).toBe("2 sources, 1.5 MB: no key ids");
});

describe("SARIF", () => {
  test("is valid without any result", () => {
    expect(sarif(reportOn([]))).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
  });

  test("has a result per key that is not dead, at its first place, with links to the others", () => {
    const run = sarif(
      reportOn([
        {
          key: { places: [place("a b/ü.tfstate"), place("c[1].tfstate", { line: 9 })] },
          judgement: judged("live", { secret: "fits" }),
        },
        { judgement: judged("live", { secret: "none" }) },
        { judgement: judged("unknown") },
        { judgement: judged("inactive") },
        { judgement: judged("dead") },
      ]),
    );
    expect(run.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["live-key-with-secret", "error"],
      ["live-key-id", "warning"],
      ["undecided-key", "warning"],
      ["inactive-key", "note"],
    ]);
    expect(run.results[0]).toMatchObject({
      message: { text: expect.stringContaining("[c\\[1\\].tfstate:9:7  aws_iam_access_key.ci id](1)") },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "a%20b/%C3%BC.tfstate", uriBaseId: "%SRCROOT%" },
            region: { startLine: 3, startColumn: 7, endColumn: 27 },
          },
        },
      ],
      relatedLocations: [{ id: 1, physicalLocation: { region: { startLine: 9 } } }],
    });
  });

  test("says in words where it is in an archive, and points at the archive", () => {
    const places = [place("plan.tfplan", { entry: "tfstate", line: 12 })];
    const [result] = sarif(reportOn([{ key: { places }, judgement: judged("live") }])).results;
    expect(result?.message.text).toContain("It stands in tfstate, line 12, column 7, of this archive.");
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "plan.tfplan", uriBaseId: "%SRCROOT%" },
      region: { startLine: 1 },
    });
  });

  test("names a file elsewhere by its whole address, and one below the working folder by its path", () => {
    const places = [place("/elsewhere/a"), place(join(process.cwd(), "x", "y"))];
    const [result] = sarif(reportOn([{ key: { places }, judgement: judged("live") }])).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual({ uri: "file:///elsewhere/a" });
    expect(result?.relatedLocations?.[0]?.physicalLocation.artifactLocation.uri).toBe("x/y");
  });

  test.each<[string, Partial<NamedPlace>, string]>([
    ["standard input", {}, "It stands in stdin, line 3, column 7."],
    ["an archive in standard input", { entry: "tfstate" }, "It stands in stdin, tfstate, line 3, column 7."],
  ])("names no file for %s, and says in words where it is", (_what, more, words) => {
    const places = [place("stdin", { ...more, noFile: true }), place("a"), place("stdin", { noFile: true })];
    const [result] = sarif(reportOn([{ key: { places }, judgement: judged("live") }])).results;
    const nowhere = {
      artifactLocation: { uri: ".", uriBaseId: "%SRCROOT%" },
      region: { startLine: 1 },
    };
    expect(result?.message.text).toContain(words);
    expect(result?.locations[0]?.physicalLocation).toEqual(nowhere);
    expect(
      result?.relatedLocations?.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
    ).toEqual(["a", "."]);
  });

  test("names files by their paths from the repository's root, wherever below it the audit runs", () => {
    const root = temporaryFolder();
    file(root, ".git/HEAD");
    file(root, "deep/er/x");
    const cwd = jest.spyOn(process, "cwd").mockReturnValue(join(root, "deep", "er"));
    try {
      const places = [place(join(root, "deep/er/x")), place(join(root, "y")), place("/elsewhere/a")];
      const [result] = sarif(reportOn([{ key: { places }, judgement: judged("live") }])).results;
      const all = [...(result?.locations ?? []), ...(result?.relatedLocations ?? [])];
      expect(all.map(({ physicalLocation }) => physicalLocation.artifactLocation)).toEqual([
        { uri: "deep/er/x", uriBaseId: "%SRCROOT%" },
        { uri: "y", uriBaseId: "%SRCROOT%" },
        { uri: "file:///elsewhere/a" },
      ]);
      // In no repository, the folder itself is what paths begin in.
      rmSync(join(root, ".git"), { recursive: true });
      expect(repositoryRoot(process.cwd())).toBe(join(root, "deep", "er"));
    } finally {
      cwd.mockRestore();
    }
  });

  test("keeps the fingerprint of a key from run to run, and gives another key another one", () => {
    const fingerprint = (number: number, source: string) =>
      sarif(
        reportOn([{ key: { id: madeUpKey(number).id, places: [place(source)] }, judgement: judged("live") }]),
      ).results[0]?.partialFingerprints;
    expect(fingerprint(1, "a")).toEqual(fingerprint(1, "b"));
    expect(fingerprint(1, "a")).not.toEqual(fingerprint(2, "a"));
  });

  test("takes note of what was not read, and of a key that does not count", () => {
    const run = sarif(
      reportOn([{ judgement: judged("live", { secret: "none" }) }], {
        secretsOnly: true,
        unread: [{ name: "x.zip", why: "it is encrypted" }],
      }),
    );
    expect(run.invocations).toEqual([
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [
          { level: "error", message: { text: "x.zip was not read: it is encrypted" } },
        ],
      },
    ]);
    expect(run.results[0]?.level).toBe("note");
  });

  test("stays within the limits of code scanning for a key in thousands of places", () => {
    const places = Array.from({ length: 3000 }, (_, number) => place(`v${number}`));
    const [result] = sarif(reportOn([{ key: { places }, judgement: judged("live") }])).results;
    expect(result?.relatedLocations).toHaveLength(1000);
    expect(result?.message.text).toMatch(/ and 2989 more places\.$/);
    expect(result?.message.text.length).toBeLessThan(1000);
  });
});
