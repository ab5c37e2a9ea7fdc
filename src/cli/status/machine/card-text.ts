import { masked } from "../../../domain/masked.js";
import { span } from "../../../seed/index.js";
import type { Style } from "../../io.js";
import type { LastUse } from "../facts.js";
import { fitted } from "../fit.js";
import { coloured, spaced, whatToDo } from "../paragraphs.js";
import { tableLines, useWords } from "../table.js";
import { distance, utc } from "../time-words.js";
import type { MachineKeyCard } from "./card.js";
import { dueAt } from "./due-at.js";
import type { MachineKeyFacts } from "./facts.js";
import type { MachineKeyRow } from "./rows.js";

const HEADINGS = ["key", "is", "status", "age", "last use"];
const STORES = { aws_secrets_manager: "in AWS Secrets Manager", gateway: "in the gateway" } as const;

/** A machine user's key for a terminal. */
export function machineKeyText(
  { subject, verdict, problems, facts, keys, notShown }: MachineKeyCard,
  style: Style,
  width: number | undefined,
): string[] {
  const told = problems.length === 0 ? [verdict] : problems;
  const paragraphs = [
    [
      `${style.bold(facts?.name ?? subject.secret)}: ${coloured(verdict.outcome, style)}`,
      ...told.flatMap(({ says, advice }) => [says, ...whatToDo(advice, style)]),
    ],
    facts ? circumstances(subject, facts) : [],
    facts && keys.length > 0
      ? tableLines(
          HEADINGS,
          keys.map((key) => cells(key, facts.now)),
          style,
          width,
        )
      : [],
    notShown.length === 0 ? [] : [style.dim(`Not shown to this caller: ${notShown.join(", ")}.`)],
  ];
  return fitted(spaced(paragraphs), width);
}

function circumstances(subject: MachineKeyCard["subject"], facts: MachineKeyFacts): string[] {
  const { now, found, rotationFunction } = facts;
  const at = (date: Date) => `${utc(date)} (${distance(date, now)})`;
  const { key, replaced } = found ?? {};
  const due = key && dueAt(subject, key);
  const lines: [string, string | undefined][] = [
    ["secret", `${subject.secret}, ${STORES[subject.store]}`],
    ["user", `${subject.user.arn}${dedication(facts)}`],
    ["key", key && `${masked(key.id)}, since ${at(key.createdAt)}`],
    ["due", due && at(due)],
    ["grace", replaced?.until ? `${masked(replaced.keyId)} until ${at(replaced.until)}` : undefined],
    ["rotation", found?.rotates ? `by ${rotationFunction ?? "a function"}` : undefined],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.flatMap(([name, words]) => (words === undefined ? [] : [`${name.padEnd(width)}  ${words}`]));
}

function dedication({ found, userRefusal }: MachineKeyFacts): string {
  if (!found || userRefusal === "withheld") return "";
  return userRefusal ? ", not dedicated to the secret" : ", dedicated to the secret";
}

function cells({ id, role, status, createdAt, use }: MachineKeyRow, now: Date): readonly string[] {
  return [masked(id), role, status, span(now.getTime() - createdAt.getTime()), useWords(lastUseIn(use), now)];
}

function lastUseIn(use: MachineKeyRow["use"]): LastUse | "unreadable" | undefined {
  if (use === "unknown") return "unreadable";
  return use.at ? { at: use.at, service: use.service, region: use.region } : undefined;
}
