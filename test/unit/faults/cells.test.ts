import { cellNamed, cellsOf, missingOf } from "../../faults/cells/cell.js";
import { QUICK } from "../../faults/cells/quick.js";
import type { Row } from "../../faults/cells/row.js";
import { rowsOf } from "../../faults/cells/rows.js";
import { faultKind, faultKinds } from "../../faults/nemesis/fault-kind.js";
import type { Means } from "../../faults/nemesis/means.js";
import { Nemesis } from "../../faults/nemesis/nemesis.js";
import { safeguards } from "../../faults/safeguards/index.js";
import { scriptedCells } from "../../faults/scripted/index.js";
import { stories } from "../../faults/stories/index.js";
import { Play, SEED } from "../../support/faults/cell-record.js";

const row = (more: Partial<Row> = {}): Row => ({
  phase: "create",
  name: "provider.CreateAccessKey",
  occurrence: 1,
  actor: "provider",
  system: "iam",
  operation: "CreateAccessKey",
  write: true,
  rotatable: false,
  ...more,
});

const CHAIN = ["/cell/seeded", "/cell/rotator"];
const ids = (cells: readonly { readonly id: string }[]) => cells.map(({ id }) => id);

describe("the rows of a healthy run", () => {
  const { entries, isWrite } = new Play()
    .bootstrap()
    .call("a-call-that-is-new", { subject: "/cell/x" })
    .call("UpdateAccessKey", { subject: "Inactive", keyId: SEED })
    .record();
  const rows = rowsOf("create", entries, "work", isWrite, CHAIN);

  test("hold every call that changes something, each time that it was made", () => {
    expect(rows.filter(({ write }) => write).map(({ name, occurrence }) => `${name} ${occurrence}`)).toEqual([
      "provider.CreateAccessKey 1",
      "provider.target-create-aws.seeded 1",
      "gateway.CreateAccessKey 1",
      "provider.gateway-rotate-secret.rotator 1",
      "provider.UpdateAccessKey.Inactive 1",
      "provider.DeleteAccessKey 1",
      "provider.a-call-that-is-new.x 1",
      "provider.UpdateAccessKey.Inactive 2",
    ]);
  });

  test("hold each read once", () => {
    expect(rows.filter(({ write }) => !write).map(({ name }) => name)).toEqual([
      "provider.ListAccessKeys",
      "provider.GetCallerIdentity",
    ]);
  });

  /** Whether the gateway may rotate by itself, for each row of a run that made these calls in this order. */
  const inOrder = (...calls: readonly (readonly [operation: string, subject: string])[]) => {
    const play = new Play();
    for (const [operation, subject] of calls) play.call(operation, { subject });
    const { entries: made, isWrite: writes } = play.record();
    const rows = rowsOf("create", made, "work", writes, CHAIN);
    return Object.fromEntries(rows.map(({ name, rotatable }) => [name, rotatable]));
  };
  const target = ["target-create-aws", "/cell/seeded"] as const;
  const made = ["rotated-secret-create-aws", "/cell/rotator"] as const;
  const rotation = ["gateway-rotate-secret", "/cell/rotator"] as const;
  const removed = ["rotated-secret-delete", "/cell/rotator"] as const;
  const beside = ["create-secret", "/cell/password"] as const;

  test("are the same in whatever order independent objects are made or removed", () => {
    const rows = inOrder(target, made, rotation, beside);
    expect(rows).toEqual({
      "provider.target-create-aws.seeded": false,
      "provider.rotated-secret-create-aws.rotator": false,
      "provider.gateway-rotate-secret.rotator": true,
      "provider.create-secret.password": true,
    });
    expect(inOrder(beside, target, made, rotation)).toEqual(rows);
    expect(inOrder(target, beside, made, rotation)).toEqual(rows);
    expect(inOrder(target, beside)).toMatchObject({ "provider.create-secret.password": false });
    expect(inOrder(made, removed, beside)).toEqual(inOrder(beside, made, removed));
  });

  test("leave out what was before the work", () => {
    const before = entries.map((entry) => ({ ...entry, part: "before" }));
    expect(rowsOf("create", before, "work", isWrite, CHAIN)).toEqual([]);
  });
});

describe("the cells", () => {
  test("of a call of the provider that changes keys are all kinds but those that need a rotator", () => {
    const kinds = cellsOf([row()]).map(({ kind }) => kind);
    expect(kinds).toEqual(faultKinds.map(({ name }) => name).filter((name) => name !== "rotates"));
  });

  test("of a read are the kinds in which a read can fail, once for all phases", () => {
    const read = row({ name: "provider.GetUser", write: false });
    expect(ids(cellsOf([read, { ...read, phase: "update" }]))).toEqual([
      "create/provider.GetUser/refused",
      "create/provider.GetUser/killed",
      "create/provider.GetUser/500",
    ]);
  });

  test("of a later call of the same name say which one it is", () => {
    expect(ids(cellsOf([row({ phase: "replace", occurrence: 2 })]))).toContain(
      "replace/provider.CreateAccessKey~2/killed",
    );
  });

  test("that were chosen for a costly phase are missed when their call is not made", () => {
    const cells = cellsOf([row({ phase: "unhurried" })]);
    expect(ids(cells)).toEqual(["unhurried/provider.CreateAccessKey/slow"]);
    expect(missingOf("unhurried", cells)).toEqual([]);
    expect(missingOf("unhurried", [])).toEqual(["unhurried/provider.CreateAccessKey/slow"]);
  });

  test("can be named again by their ids", () => {
    const [cell] = cellsOf([row({ occurrence: 2 })]);
    expect(cellNamed(cell?.id ?? "")).toEqual(cell);
    for (const wrong of ["create/provider.X/no-such-fault", "create", "person/two-stacks"]) {
      expect(cellNamed(wrong)).toBeUndefined();
    }
  });
});

test("every quick cell and every cell of a safeguard can be named, and every phase is a story", () => {
  const known = new Set(scriptedCells.map(({ id }) => id));
  for (const id of [...QUICK, ...safeguards.flatMap(({ cells }) => cells)]) {
    const cell = cellNamed(id);
    expect(known.has(id) || stories.some(({ phase }) => phase === cell?.phase)).toBe(true);
  }
});

test("the quick cells have each kind of fault", () => {
  const kinds = new Set(QUICK.map((id) => cellNamed(id)?.kind));
  expect([...kinds].sort()).toEqual(faultKinds.map(({ name }) => name).sort());
});

describe("a fault strikes", () => {
  const call = new Play().call("CreateAccessKey").entries[0]?.call;
  if (!call) throw new Error("there is no call");
  const strikes = (kind: string, occurrence: number) => {
    const nemesis = new Nemesis(row({ occurrence }), faultKind(kind), {} as Means);
    return [call, { ...call, operation: "GetUser" }, call, call].map(
      (one) => nemesis.strike(one) !== undefined,
    );
  };
  test("the one call that it is for", () => {
    expect(strikes("lost", 2)).toEqual([false, false, true, false]);
  });
  test("every call from that one on, if it lasts", () => {
    expect(strikes("500", 2)).toEqual([false, false, true, true]);
  });
});
