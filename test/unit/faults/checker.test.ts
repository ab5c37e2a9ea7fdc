import { judge } from "../../faults/checker/index.js";
import { countsOf } from "../../faults/checker/once.js";
import type { CellRecord } from "../../faults/checker/record.js";
import { Play, run, SEED, TARGET, USER, WORKING } from "../../support/faults/cell-record.js";

const OTHER = "AKIAOTHEROTHEROTHERO";

/** The promises that a record breaks, each once. */
function broken(record: CellRecord): string[] {
  return [...new Set(judge(record).map(({ invariant }) => invariant))];
}

test("nothing is broken by a history as it should be", () => {
  expect(judge(new Play().bootstrap().record())).toEqual([]);
});

test("I1 is broken by a secret in a file, and by a search that searched nothing", () => {
  const play = new Play().bootstrap();
  const { scan } = play.record();
  const finding = { file: "terraform.tfstate", offset: 7, label: "secret 1", spelling: "plain" } as const;
  expect(broken(play.record({ scan: { ...scan, findings: [finding] } }))).toEqual(["I1"]);
  expect(broken(play.record({ scan: { ...scan, unread: [{ file: "plan", why: "damaged" }] } }))).toEqual([
    "I1",
  ]);
  expect(broken(play.record({ scan: { ...scan, secrets: 0 } }))).toEqual(["I1"]);
});

test("I2 is broken by a second key, an inactive one, the seed, or a credential that is of no use", () => {
  const two = new Play().bootstrap();
  two.keys.set(OTHER, "Active");
  expect(broken(two.record())).toEqual(["I2"]);
  const off = new Play().bootstrap();
  off.keys.set(WORKING, "Inactive");
  expect(broken(off.record())).toEqual(["I2"]);
  expect(broken(new Play().bootstrap().record({ seedKeyId: WORKING }))).toEqual(["I2"]);
  expect(broken(new Play().bootstrap().record({ issuedFor: "AccessDenied" }))).toEqual(["I2"]);
});

describe("I3 is broken by", () => {
  test("a gateway that is left with a key that is gone, even for a moment", () => {
    const play = new Play().call("ListAccessKeys").make(SEED).prove(SEED).handOver(SEED);
    play.setStatus(SEED, "Inactive").setStatus(SEED, "Active").rotate(WORKING).prove(WORKING);
    play.setStatus(SEED, "Inactive").wait(1).prove(WORKING).remove(SEED);
    expect(broken(play.record())).toEqual(["I3"]);
  });

  test("a key that is handed over without having been used", () => {
    const play = new Play().call("ListAccessKeys").make(SEED).prove(SEED, 2).handOver(SEED).rotate(WORKING);
    play.prove(WORKING).setStatus(SEED, "Inactive").wait(1).prove(WORKING).remove(SEED);
    expect(broken(play.record())).toEqual(["I3"]);
  });

  test("a seed that is turned off before its replacement was proven", () => {
    const play = new Play().call("ListAccessKeys").make(SEED).prove(SEED).handOver(SEED).rotate(WORKING);
    play.prove(WORKING, 2).setStatus(SEED, "Inactive").wait(1).prove(WORKING).remove(SEED);
    expect(broken(play.record())).toEqual(["I3"]);
  });

  test.each([
    [
      "before its replacement was proven without it",
      (play: Play) => play.setStatus(SEED, "Inactive").wait(1),
    ],
    ["within the quiet period", (play: Play) => play.setStatus(SEED, "Inactive").prove(WORKING)],
    ["while it was Active", (play: Play) => play.prove(WORKING)],
    [
      "after a proof that failed at last",
      (play: Play) =>
        play
          .setStatus(SEED, "Inactive")
          .wait(1)
          .prove(WORKING)
          .call("GetCallerIdentity", { signedBy: WORKING, status: 403 }),
    ],
  ] as const)("a seed that is deleted %s", (_, way) => {
    const play = new Play().call("ListAccessKeys").make(SEED).prove(SEED).handOver(SEED).rotate(WORKING);
    way(play.prove(WORKING)).remove(SEED);
    expect(broken(play.record())).toEqual(["I3"]);
  });

  test("nothing that a person does", () => {
    const play = new Play().bootstrap();
    play.keys.delete(WORKING);
    play.call("GetUser");
    const record = play.record({ keysTouchedByPerson: [WORKING] });
    expect(judge(record).filter(({ invariant }) => invariant === "I3")).toEqual([]);
  });

  test("a stale key that came back with another region, unless the same run mends it", () => {
    const raced = (mends: boolean) => {
      const play = new Play().bootstrap();
      play.make(OTHER, { actor: "gateway" });
      play.held = OTHER;
      play.remove(WORKING, { actor: "gateway" });
      play.held = WORKING;
      play.call("target-update-aws", { subject: TARGET });
      if (mends) {
        play.held = OTHER;
        play.call("target-update-aws", { subject: TARGET });
      }
      return judge(play.record({ racedByRotation: true })).filter(({ invariant }) => invariant === "I3");
    };
    expect(raced(false)).toHaveLength(1);
    expect(raced(true)).toEqual([]);
  });
});

test("I4 is broken by a repetition that fails, by three keys, and by an attempt at a third", () => {
  const play = new Play().bootstrap();
  const failed = { exitCode: 1, output: "Error: Object exists already\n\n[GATEWAY_OBJECT_EXISTS]" };
  expect(broken(play.record({ runs: [run("again", failed), ...play.record().runs.slice(2)] }))).toEqual([
    "I4",
  ]);
  const crowded = new Play().bootstrap();
  for (const id of [SEED, OTHER]) crowded.keys.set(id, "Active");
  crowded.call("GetUser");
  expect(broken(crowded.record())).toContain("I4");
  const greedy = new Play().bootstrap().call("ListAccessKeys").call("CreateAccessKey", { status: 409 });
  expect(broken(greedy.record())).toEqual(["I4"]);
  expect(broken(greedy.record({ foreignKeyIds: [OTHER] }))).toEqual([]);
});

test("I5 is broken by a change that Terraform finds, and by any write", () => {
  const play = new Play().bootstrap();
  const runs = play.record().runs.map((one) => ({ ...one, output: "" }));
  expect(broken(play.record({ runs }))).toEqual(["I5"]);
  play.part = "once more";
  play.call("update-item", { subject: "/cell/password" });
  expect(broken(play.record())).toEqual(["I5"]);
});

test("I6 is broken by a key, an object or a user that is left", () => {
  const play = new Play().bootstrap();
  const key = { id: WORKING, userName: USER, status: "Active", createdAt: new Date() };
  const { standings } = play.record();
  expect(broken(play.record({ standings: { ...standings, end: { keys: [key], held: {} } } }))).toEqual([
    "I6",
  ]);
  expect(broken(play.record({ left: { objects: ["/cell/rotator"], user: "deleted" } }))).toEqual(["I6"]);
  expect(broken(play.record({ left: { objects: [], user: "DeleteConflictException" } }))).toEqual(["I6"]);
});

test("I7 is broken by a write to another user's keys, and by a change of them", () => {
  const stray = new Play().bootstrap().call("UpdateAccessKey", { userName: "bystander" });
  expect(broken(stray.record())).toEqual(["I7"]);
  const key = { id: OTHER, userName: "bystander", status: "Active", createdAt: new Date() };
  expect(broken(new Play().bootstrap().record({ bystanders: { before: [key], after: [] } }))).toEqual(["I7"]);
});

describe("I3 of a static secret that holds a machine user's key is broken by", () => {
  const inSecret = { home: "static secret", endsIn: "a machine's key" } as const;
  const i3 = (play: Play) =>
    judge(play.record(inSecret)).flatMap(({ invariant, what }) => (invariant === "I3" ? [what] : []));
  const delivered = (proofs: number) => {
    const play = new Play();
    play.call("ListAccessKeys").make(SEED).prove(SEED, proofs);
    play.held = SEED;
    return play.call("create-secret", { subject: TARGET });
  };

  test("nothing, where its key was proven before it was written", () => {
    expect(i3(delivered(3))).toEqual([]);
  });

  test("a key that was written before it was seen working", () => {
    expect(i3(delivered(2))).toEqual([expect.stringContaining("handed over AKIA…SEED unproven")]);
  });

  test("the end of a replaced key within its grace, and not after it", () => {
    const rotated = () => {
      const play = delivered(3).make(WORKING).prove(WORKING);
      play.held = WORKING;
      play.inGrace = [SEED];
      return play.call("update-secret-val", { subject: TARGET });
    };
    expect(i3(rotated().setStatus(SEED, "Inactive"))).toEqual([
      expect.stringContaining("ended AKIA…SEED within its grace"),
    ]);
    const after = rotated();
    after.inGrace = [];
    expect(i3(after.call("ListAccessKeys").setStatus(SEED, "Inactive"))).toEqual([]);
  });
});

describe("once is broken by", () => {
  const healthy = countsOf(new Play().bootstrap().record(), ["work", "again"]);

  test("nothing that takes place as often as without a fault", () => {
    expect(broken(new Play().bootstrap().record({ healthy }))).toEqual([]);
  });

  test("a second rotation", () => {
    const play = new Play().bootstrap().call("gateway-rotate-secret", { subject: "/cell/rotator" });
    expect(broken(play.record({ healthy }))).toEqual(["once"]);
  });

  test("an object that is made twice without having been deleted", () => {
    const play = new Play().bootstrap().call("target-create-aws", { subject: TARGET });
    expect(broken(play.record({ healthy }))).toEqual(["once"]);
    const replaced = new Play()
      .call("target-create-aws", { subject: TARGET })
      .call("target-delete", { subject: TARGET });
    replaced.bootstrap();
    expect(broken(replaced.record({ healthy }))).toEqual([]);
  });

  test("a key that is asked for again without a look, but not by one that is cleared away first", () => {
    const orphaned = (looks: boolean) => {
      const play = new Play().call("ListAccessKeys").make(OTHER);
      if (looks) play.call("ListAccessKeys");
      return play.setStatus(OTHER, "Inactive").remove(OTHER);
    };
    const blind = orphaned(false);
    blind.make(SEED).prove(SEED).handOver(SEED).rotate(WORKING).prove(WORKING);
    blind.setStatus(SEED, "Inactive").wait(1).prove(WORKING).remove(SEED);
    expect(broken(blind.record({ healthy }))).toEqual(["once"]);
    expect(broken(orphaned(true).bootstrap().record({ healthy }))).toEqual([]);
  });
});

test("I8: a person's key may be cleared away at no time, whatever is said about it", () => {
  const record = new Play()
    .setStatus(OTHER, "Inactive")
    .remove(OTHER)
    .bootstrap()
    .record({ foreignKeyIds: [OTHER] });
  expect(broken(record)).toEqual(["I8"]);
  const told = record.runs.map((one) => ({ ...one, output: `${one.output} AKIA…HERO was deleted` }));
  expect(broken({ ...record, runs: told })).toEqual(["I8"]);
  const late = new Play().bootstrap().setStatus(OTHER, "Inactive").remove(OTHER);
  expect(broken(late.record({ foreignKeyIds: [OTHER] }))).toContain("I8");
});

describe("the words of an error", () => {
  const saying = (output: string, processKilled = false) => {
    const record = new Play().bootstrap().record({ processKilled });
    return broken({ ...record, runs: [run("work", { exitCode: 1, output }), ...record.runs.slice(1)] });
  };
  test("are those of the catalogue, or Terraform's own about a process that was killed", () => {
    expect(saying("Error: Gateway failed\n\nIt did. [GATEWAY_FAILED]")).toEqual([]);
    // What the gateway has said, at the place where Terraform broke the line.
    expect(saying("Error: Gateway failed\n\nIt said 403,\nError: Forbidden. [GATEWAY_FAILED]")).toEqual([]);
    expect(saying("Error: Plugin did not respond\n\nThe plugin encountered an error", true)).toEqual([]);
  });
  test("are broken by any other", () => {
    expect(saying("Error: Plugin did not respond\n\nThe plugin encountered an error")).toEqual(["words"]);
    expect(saying("Error: Something\n\nNo code.")).toEqual(["words"]);
    expect(saying("Error: A\n\n[GATEWAY_FAILED]\n\nError: Something\n\nNo code.")).toEqual(["words"]);
    expect(saying("╷\n│ Error: A\n│ \n│ [GATEWAY_FAILED]\n╵\n╷\n│ Error: B\n│ \n│ None.\n╵")).toEqual([
      "words",
    ]);
    expect(saying("Error: Defect\n\n[PROVIDER_DEFECT]")).toEqual(["words"]);
  });
});

test("a cell is unsound whose fault was never met, whose history has gaps, or that leaves a process", () => {
  const play = new Play().bootstrap();
  expect(broken(play.record({ strikes: 0 }))).toEqual(["sound"]);
  expect(broken(play.record({ gaps: ["a call went past the proxies"] }))).toEqual(["sound"]);
  expect(broken(play.record({ providersLeft: 1 }))).toEqual(["sound"]);
});
