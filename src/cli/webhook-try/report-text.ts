import type { TrialReport } from "../../trial/trial.js";
import type { Style } from "../io.js";

const MARK = { held: "ok", broken: "WRONG", "not tried": "-" } as const;

/** One line per rule; under each one that is broken what was seen and what to do. */
export function trialReportText({ results, leftOver }: TrialReport, style: Style): string {
  const lines = results.flatMap(({ rule, promise, outcome, seen, cure }) => {
    const mark = MARK[outcome].padEnd(5);
    const line = `${outcome === "broken" ? style.red(mark) : mark}  ${rule.padEnd(21)}  ${promise}`;
    if (outcome === "held") return [line];
    if (outcome === "not tried") return [`${line} (not tried: ${seen})`];
    return [`${line}: ${seen}. ${cure}`];
  });
  const count = (outcome: string) => results.filter((one) => one.outcome === outcome).length;
  const broken = count("broken");
  const sum = `${broken === 0 ? "Nothing is wrong" : `${broken} ${broken === 1 ? "rule is" : "rules are"} broken`}: ${count("held")} hold, ${count("not tried")} were not tried.`;
  const left = leftOver === 0 ? [] : [leftOverText(leftOver)];
  return [...lines, "", sum, ...left].join("\n");
}

export function leftOverText(leftOver: number): string {
  const credentials = leftOver === 1 ? "1 credential" : `${leftOver} credentials`;
  return `${credentials} that the trial has made could not be ended.`;
}
