import { type ActionTable, type Attributes, fieldsOf } from "../../vocabulary/index.js";
import type { Report } from "../report.js";
import { isWriteOnly } from "../table/mode.js";
import { objectsIn } from "../value/nested.js";
import { pathText } from "../value/path.js";
import type { TfObject } from "../value/value.js";
import { brokenRules, ruleFault } from "./broken-rules.js";
import { valueFlaws } from "./value-flaws.js";

const UNTOUCHED = "Nothing was changed.";

/**
 * Checks a config as far as it is known: every value by itself, and the table's rules only if those hold.
 * Write-only values are refused where Terraform would store them.
 */
export function validateConfig(
  table: ActionTable,
  config: TfObject,
  writeOnlyAllowed: boolean,
  report: Report,
): void {
  const { attributes } = table;
  if (!writeOnlyAllowed) refuseWriteOnly(table, config, report);
  try {
    const flaws = valueFlaws(attributes, config);
    for (const { code, path, text, advice } of flaws) {
      const doing = `checking ${report.subject}`;
      report.flaw(code, path, text, { doing, state: UNTOUCHED, ...(advice !== undefined && { advice }) });
    }
    // A rule may rely on what holds for each value alone, but not on how an element is spelt.
    if (flaws.some(({ inElement }) => !inElement)) return;
    for (const rule of brokenRules(table, config)) {
      const doing = `checking ${pathText(rule.path)} of ${report.subject}`;
      report.fault(ruleFault(rule, { doing, state: UNTOUCHED }), rule.path);
    }
  } catch (error) {
    report.caught(error, { doing: `checking ${report.subject}`, state: UNTOUCHED });
  }
}

/**
 * Once, at the resource as a whole: what has to change is Terraform, no line of the configuration, and Terraform would
 * print the line of the attribute with the secret that may stand in it.
 */
function refuseWriteOnly({ attributes }: ActionTable, config: TfObject, report: Report): void {
  const names = [...new Set(writeOnlyIn(attributes, config))];
  if (names.length === 0) return;
  const [are, them] = names.length === 1 ? ["is", "it"] : ["are", "them"];
  const text = `${names.join(" and ")} ${are} set, and this version of Terraform cannot keep ${them} out of the state`;
  const circumstances = { doing: `checking ${report.subject}`, state: UNTOUCHED };
  report.flaw("WRITE_ONLY_UNSUPPORTED", [], text, circumstances);
}

/** The names of the write-only values that are set, at any depth. */
function writeOnlyIn(attributes: Attributes, config: TfObject): string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const value = config[name] ?? null;
    if (isWriteOnly(attribute)) return value === null ? [] : [name];
    const nested = fieldsOf(attribute.type);
    if (!nested) return [];
    const inside = objectsIn(nested.nesting, value).flatMap((object) => writeOnlyIn(nested.fields, object));
    return inside.map((field) => `${name}.${field}`);
  });
}
