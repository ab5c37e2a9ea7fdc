import { DEDICATION_TAG } from "../../domain/dedication-tag.js";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { masked } from "../../domain/masked.js";
import type { Style } from "../io.js";
import type { Card } from "./card.js";
import { drawing } from "./drawing.js";
import { type Facts, seenOf } from "./facts.js";
import { fitted } from "./fit.js";
import { keyTable } from "./key-table.js";
import { machineKeyText } from "./machine/card-text.js";
import { mermaid } from "./mermaid.js";
import { coloured, spaced, whatToDo } from "./paragraphs.js";
import type { StatusReport } from "./report.js";
import { distance, utc } from "./time-words.js";
import type { StatusVerdict } from "./verdict.js";

/**
 * The report for a terminal.
 *
 * @param width in columns. Default: any.
 */
export function statusReportText(
  { targets, machineKeys }: StatusReport,
  style: Style,
  width?: number,
): string {
  return [
    ...targets.map((card) => cardText(card, style, width)),
    ...machineKeys.map((card) => machineKeyText(card, style, width)),
  ]
    .map((lines) => lines.join("\n"))
    .join("\n\n\n");
}

/** The report as Markdown, with the hand-over in Mermaid; for a pull request or a page. */
export function reportMarkdown({ targets, machineKeys }: StatusReport): string {
  const sections = [
    ...targets.map(({ subject, verdict, handOver }) => [
      ...section(subject.target, verdict),
      ...(handOver ? [`\`\`\`mermaid\n${mermaid(handOver)}\n\`\`\``] : []),
    ]),
    ...machineKeys.map(({ subject, verdict, facts }) => section(facts?.name ?? subject.secret, verdict)),
  ];
  return sections.map((paragraphs) => paragraphs.join("\n\n")).join("\n\n");
}

function section(name: string, { outcome, says, advice }: StatusVerdict): readonly string[] {
  return [`### ${name}: ${outcome}`, [says, advice].filter(Boolean).join(" ")];
}

function cardText(
  { subject, verdict, facts, seedKeyId, grace, keys, handOver, notShown }: Card,
  style: Style,
  width: number | undefined,
): string[] {
  const { says, advice, outcome } = verdict;
  const paragraphs = [
    [`${style.bold(subject.target)}: ${coloured(outcome, style)}`, says, ...whatToDo(advice, style)],
    facts ? circumstances(subject, facts, seedKeyId, grace) : [],
    facts && keys.length > 0 ? keyTable(keys, facts.now, style, width) : [],
    handOver ? [style.bold("Hand-over (UTC)"), ...drawing(handOver, style)] : [],
    notShown.length === 0 ? [] : [style.dim(`Not shown to this caller: ${notShown.join(", ")}.`)],
  ];
  return fitted(spaced(paragraphs), width);
}

function circumstances(
  subject: Card["subject"],
  facts: Facts,
  seedKeyId: string | undefined,
  grace: Card["grace"],
): string[] {
  const { now } = facts;
  const at = (date: Date) => `${utc(date)} (${distance(date, now)})`;
  const target = seenOf(facts.target);
  const seed = seedKeyId !== undefined && subject.retirement?.at;
  const lines: [string, string | undefined][] = [
    ["target", target?.createdAt ? `made ${at(target.createdAt)}` : undefined],
    ["user", subject.user && `${subject.user.arn}${dedication(subject, facts)}`],
    ["rotator", rotatorWords(facts)],
    ["last rotation", rotation(facts, "lastRotatedAt", "never", at)],
    ["next rotation", rotation(facts, "nextRotationAt", "not by itself", at)],
    [
      "grace",
      grace && `${masked(grace.key.id)} until ${grace.until ? at(grace.until) : "the next rotation"}`,
    ],
    ["seed", seed ? `${masked(seedKeyId)}, retired ${at(seed)}${proof(subject)}` : undefined],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.flatMap(([name, words]) => (words === undefined ? [] : [`${name.padEnd(width)}  ${words}`]));
}

function dedication({ target }: Card["subject"], { user }: Facts): string {
  const found = user && seenOf(user.user);
  if (!found) return "";
  const tag = found.tags[DEDICATION_TAG];
  return tag !== undefined && normalizedGatewayPath(tag) === target
    ? ", dedicated to the target"
    : ", not dedicated to the target";
}

function rotatorWords({ rotator, rotatorPath }: Facts): string | undefined {
  if (rotatorPath === undefined) return "none";
  const found = seenOf(rotator);
  if (!found) return rotatorPath;
  const { intervalDays, autoRotate, status } = found;
  const days = intervalDays === 1 ? "day" : `${intervalDays} days`;
  const every = autoRotate && intervalDays !== null ? `, every ${days}` : "";
  return `${rotatorPath}${every}${status === null ? "" : `, ${status}`}`;
}

function rotation(
  { rotator }: Facts,
  which: "lastRotatedAt" | "nextRotationAt",
  none: string,
  at: (date: Date) => string,
): string | undefined {
  const found = seenOf(rotator);
  if (!found) return undefined;
  const date = found[which];
  return date ? at(date) : none;
}

function proof({ retirement }: Card["subject"]): string {
  return retirement?.proof === undefined
    ? ""
    : `, working key proven by ${retirement.proof.replaceAll("_", " ")}`;
}
