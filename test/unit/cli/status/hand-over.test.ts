import { createColors } from "picocolors";
import { drawing } from "../../../../src/cli/status/drawing.js";
import type { Facts } from "../../../../src/cli/status/facts.js";
import { type HandOver, handOverOf } from "../../../../src/cli/status/hand-over.js";
import { judgeCredential } from "../../../../src/cli/status/judge.js";
import { mermaid } from "../../../../src/cli/status/mermaid.js";
import {
  facts,
  hoursAgo,
  key,
  rotator,
  SEED,
  subject,
  WORK,
  withheld,
} from "../../../support/cli/status-facts.js";

function story(changes: Parameters<typeof facts>[0] = {}, about = subject): HandOver | undefined {
  const seen: Facts = facts(changes);
  return handOverOf(about, seen, judgeCredential(about, seen));
}

const drawn = (handOver: HandOver | undefined) =>
  handOver && drawing(handOver, createColors(false)).map((row) => row.trimEnd());

test("each key has its column, from its beginning to its end", () => {
  const stranger = key("AKIAABCDEFGHIJKLXTRA", 1);
  const keys = { seen: [key(SEED, 11), key(WORK, 9), stranger] };
  expect(drawn(story({ keys }, { ...subject, seedKeyId: SEED }))).toEqual([
    "2026-03-02 02:00  ●      seed AKIA…SEED was handed over to /prod/aws",
    "2026-03-02 03:00  │ ●    a rotation made working key AKIA…WORK, which the gateway works with",
    "2026-03-02 11:00  │ │ ●  unknown key AKIA…XTRA was made, by whom is not known",
    "        ·         ◌ │ │  to come: seed AKIA…SEED is turned off",
    "        ·         ◌ │ │  to come: seed AKIA…SEED is deleted",
    "2026-03-02 14:00  │ ◌ │  to come: the next rotation replaces working key AKIA…WORK",
  ]);
});

test("a seed that is turned off is dotted until it is deleted", () => {
  const keys = { seen: [key(SEED, 11, "Inactive"), key(WORK, 9)] };
  expect(drawn(story({ keys }))?.slice(2)).toEqual([
    "        ·         ○ │  seed AKIA…SEED was turned off",
    "        ·         ◌ │  to come: seed AKIA…SEED is deleted",
    "2026-03-02 14:00  ┊ ◌  to come: the next rotation replaces working key AKIA…WORK",
  ]);
});

test("what is to come is dim in a terminal, and what has happened is not", () => {
  const handOver = story();
  const rows = handOver ? drawing(handOver, createColors(true)) : [];
  const isDim = (row: string) => row.startsWith("\u001b[2m");
  expect(rows.map(isDim)).toEqual((handOver?.steps ?? []).map(({ done }) => !done));
});

test("a working key that is younger than the retirement is the last of several", () => {
  const retired = { ...subject, seedKeyId: SEED, retirement: { proof: "sts", at: hoursAgo(9.9) } };
  expect(story({}, retired)?.steps.map(({ what }) => what)).toEqual([
    "handed over",
    "replaced",
    "deleted",
    "rotated again",
    "next rotation",
  ]);
});

test("a key that is made just now is the rotation's", () => {
  const keys = { seen: [key(WORK, 9), key("AKIAABCDEFGHIJKLNEXT", 0.01)] };
  expect(drawn(story({ keys }))).toContain(
    "2026-03-02 11:59    │ ●  new key AKIA…NEXT was made by a rotation under way",
  );
});

test("no date is made up where neither system tells one", () => {
  const undated = story({ rotator: { seen: { ...rotator, nextRotationAt: null } } });
  expect(undated?.steps.map(({ what, at }) => [what, at === undefined])).toEqual([
    ["handed over", false],
    ["rotated", false],
    ["deleted", true],
  ]);
});

test.each<[string, Parameters<typeof facts>[0]]>([
  ["of a target that is missing", { target: { seen: undefined } }],
  ["without keys to look at", { keys: withheld }],
  ["without a user", { user: undefined }],
  ["of a target on the gateway's own identity", { holding: { seen: { kind: "gateway-identity" } } }],
  ["of a key that is none of the user's", { holding: { seen: { kind: "key", id: SEED } } }],
])("there is no story %s", (_what, changes) => {
  expect(story(changes)).toBeUndefined();
});

test("Mermaid is given no sign that it would take for its own", () => {
  const handOver = story();
  if (!handOver) throw new Error("no story");
  const text = mermaid({ ...handOver, target: "/a;b#c", rotator: "/r;end" });
  expect(text).toContain("participant G as gateway<br/>/a#59;b#35;c<br/>/r#59;end");
  expect(text).toContain("was handed over to /a#59;b#35;c (2026-03-02 02:00 UTC)");
  for (const line of text.split("\n").slice(1)) {
    expect(line).toMatch(/^ {2}(participant [DGU] as \S.*|[DGU]--?>>[DGU]: \S.*)$/);
    expect(line.replace(/#(59|35);/g, "")).not.toMatch(/[;#]/);
  }
});
