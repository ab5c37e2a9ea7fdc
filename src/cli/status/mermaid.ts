import type { HandOver, HandOverStep } from "./hand-over.js";
import { stepText } from "./step-text.js";
import { utc } from "./time-words.js";

type Arrow = readonly [from: "D" | "G" | "U", to: "D" | "G" | "U"];

const ARROWS: { readonly [W in HandOverStep["what"]]: Arrow } = {
  "handed over": ["D", "G"],
  rotated: ["G", "U"],
  replaced: ["G", "U"],
  "rotated again": ["G", "U"],
  "turned off": ["D", "U"],
  deleted: ["D", "U"],
  made: ["U", "U"],
  "next rotation": ["G", "U"],
};

/** The hand-over as a Mermaid sequence diagram. What is to come is dotted. */
export function mermaid(handOver: HandOver): string {
  const { target, rotator, user } = handOver;
  return [
    "sequenceDiagram",
    "  participant D as deployer",
    `  participant G as gateway<br/>${plain([target, rotator].filter(Boolean).join("<br/>"))}`,
    `  participant U as IAM user<br/>${plain(user?.name ?? "not told")}`,
    ...handOver.steps.map((step) => {
      const [from, to] = ARROWS[step.what];
      const when = step.at ? ` (${utc(step.at)})` : "";
      return `  ${from}${step.done ? "->>" : "-->>"}${to}: ${plain(stepText(step, handOver))}${when}`;
    }),
  ].join("\n");
}

/** A semicolon would end the line, and a number sign begin an entity. */
function plain(text: string): string {
  return text.replace(/[#;]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
