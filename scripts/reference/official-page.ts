import { resourceTables } from "../../src/schema/index.js";
import { officialTypes } from "../../src/types/mechanism/official-types.js";

/** What no resource of the official provider is like. */
const ONLY_HERE: readonly string[] = ["seed_retirement", "machine_key"];

/** Every type that takes over objects of the official provider, and from which of its types. */
export function officialPage(): string {
  const rows = resourceTables
    .filter(({ type }) => !ONLY_HERE.includes(type))
    .map(({ type, attributes }) => {
      const from = officialTypes(type).map((official) => `\`${official}\``);
      const secrets = Object.entries(attributes).flatMap(([name, { mode }]) =>
        mode === "writeOnly" ? [`\`${name}\``] : [],
      );
      return `| [latchkey_${type}](latchkey_${type}.md) | ${from.join(", ")} | ${secrets.join(", ")} |`;
    });
  return `${[
    "# Types that take over objects of the official provider",
    "",
    "How a `moved` block does it is in [moving-in.md](../moving-in.md). A write-only attribute is not carried over: the",
    "gateway keeps what it has, and a configuration names it when it is to change.",
    "",
    "| type | from | write-only |",
    "|---|---|---|",
    ...rows,
  ].join("\n")}\n`;
}
