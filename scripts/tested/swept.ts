import { format } from "node:util";
import { isRecord } from "../../src/domain/is-record.js";
import { listTables } from "../../src/schema/index.js";
import { gatewayTypes } from "../../src/types/generated/index.js";
import type { GatewayType } from "../../src/types/mechanism/gateway-type.js";
import { type Sample, samplesOf } from "../../test/support/types/samples.js";
import type { WrittenTest } from "./test-file.js";

/** A test that shows something, under the name with which it runs. */
export interface Shown {
  readonly file: string;
  readonly name: string;
}

const EVERY_TYPE = "test/unit/types/every-type.test.ts";
const LISTS = "test/unit/provider/lists.test.ts";

/** The tests that run for all types alike, whose rows are made of the tables: what they show is known without a search. */
export class Swept {
  readonly #tests: readonly WrittenTest[];

  constructor(tests: readonly WrittenTest[]) {
    this.#tests = tests;
  }

  /** For an attribute of a resource, or for one of its values. */
  ofResource(type: string, attribute: string, value?: unknown): readonly Shown[] {
    const described = (gatewayTypes as readonly unknown[] as readonly GatewayType[]).find(
      ({ table }) => table.type === type,
    );
    if (!described) return [];
    const all = samplesOf(described).map((sample) => this.#ofSample(described, sample, attribute, value));
    const best = all.sort((a, b) => b.length - a.length)[0];
    return best ?? [];
  }

  /** For each way in which a resource is configured, where there are several. */
  ofWays(type: string): readonly (readonly [way: string, shown: readonly Shown[]])[] {
    const described = (gatewayTypes as readonly unknown[] as readonly GatewayType[]).find(
      ({ table }) => table.type === type,
    );
    const samples = described ? samplesOf(described) : [];
    if (samples.length < 2) return [];
    return samples.map(({ called }) => [
      called,
      [this.#everyType(called, "is made %s, and has nothing to change afterwards", "whole")],
    ]);
  }

  /** For an attribute of a list resource. */
  ofList(type: string, attribute: string): readonly Shown[] {
    if (!listTables.some((table) => table.type === type && attribute in table.attributes)) return [];
    const title = {
      path: "finds the objects of the type and no others, and asks for none of them by its name",
      tags: "finds those that bear the tags it asks for, and no others",
    }[attribute];
    if (title === undefined) return [];
    this.#written(LISTS, title);
    return [{ file: LISTS, name: `list "latchkey_${type}" › ${title}` }];
  }

  #ofSample(type: GatewayType, sample: Sample, attribute: string, value?: unknown): readonly Shown[] {
    const { called, full, changes, readable } = sample;
    const made = (how: string) =>
      this.#everyType(called, "is made %s, and has nothing to change afterwards", how);
    const [name = "", ...fields] = attribute.split(".");
    if (value !== undefined) {
      const isDefault = type.table.attributes[attribute]?.default === value;
      const change = changes.find(
        ([one, other]) => one === name && (holds(other, fields, value) || (other === null && isDefault)),
      );
      if (change) return [this.#everyType(called, "changes %s to %j in place, and back", ...change)];
      return holds(full[name], fields, value) ? [made("whole")] : [];
    }
    const { mode, versionedBy } = type.table.attributes[attribute] ?? {};
    if (mode?.startsWith("computed")) {
      return [this.#everyType(called, "is imported by its path so that no later run has anything to change")];
    }
    if (!(attribute in full)) return [];
    if (attribute === type.table.identity) {
      const isFixed = type.table.attributes[attribute]?.replaces;
      return [
        this.#everyType(
          called,
          isFixed
            ? "is made anew under another path, as the gateway cannot rename it"
            : "is renamed in place, with its number",
        ),
      ];
    }
    const secrets = Object.entries(type.table.attributes).filter(
      ([one, { mode }]) => mode === "writeOnly" && one in full,
    );
    const secret = secrets.find(([one, { versionedBy }]) => one === attribute || versionedBy === attribute);
    if (secret) {
      const title = "hands %s to the gateway when it is made, and another with a new %s";
      return [this.#everyType(called, title, secret[0], secret[1].versionedBy)];
    }
    // Made, not given; the type's own tests show it.
    if (versionedBy !== undefined) return [];
    const changed = changes.find(([one]) => one === attribute);
    const seen = readable.find(([one]) => one === attribute);
    return [
      ...(changed
        ? [this.#everyType(called, "changes %s to %j in place, and back", ...changed)]
        : [made("whole")]),
      ...(seen
        ? [
            this.#everyType(
              called,
              "sees that %s was changed to %j behind its back, and nothing else",
              ...seen,
            ),
          ]
        : []),
    ];
  }

  #everyType(called: string, title: string, ...filled: readonly unknown[]): Shown {
    this.#written(EVERY_TYPE, title);
    return { file: EVERY_TYPE, name: `a ${called} › ${format(title, ...filled)}` };
  }

  /** Fails where a test is gone, or has another name. */
  #written(file: string, title: string): void {
    if (!this.#tests.some((test) => test.file === file && test.title === title)) {
      throw new Error(`${file} has no test "${title}"`);
    }
  }
}

/** Whether a value is this one, or has it in one of its objects. */
function holds(whole: unknown, [field, ...deeper]: readonly string[], value: unknown): boolean {
  if (Array.isArray(whole))
    return whole.some((one) => holds(one, field === undefined ? [] : [field, ...deeper], value));
  if (field === undefined) return whole === value;
  return isRecord(whole) && holds(whole[field], deeper, value);
}
