/** What the little YAML here can hold. */
export type Yaml = string | Yaml[] | { [name: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly number: number;
}

/**
 * Reads the part of YAML that the examples are written in: nested maps and lists in block style, plain and quoted
 * scalars, `|` blocks and comments on lines of their own. Scalars are texts. Throws, naming the line, for everything else.
 */
export function parseYaml(source: string): Yaml {
  const lines = source.split("\n").map((raw, index) => {
    const text = raw.trimStart();
    return { indent: raw.length - text.length, text: text.trimEnd(), number: index + 1 };
  });
  const reader = new Reader(lines);
  const value = reader.block(0);
  reader.expectEnd();
  return value;
}

class Reader {
  readonly #lines: readonly Line[];
  #at = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  expectEnd(): void {
    const rest = this.#peek();
    if (rest) throw flaw(rest, "is indented in an unexpected way");
  }

  /** A map or a list whose lines begin at this column. */
  block(indent: number): Yaml {
    const first = this.#peek();
    if (first?.indent !== indent) throw flaw(first ?? END, "should begin a block");
    return first.text.startsWith("- ") ? this.#list(indent) : this.#map(indent);
  }

  #list(indent: number): Yaml[] {
    const items: Yaml[] = [];
    for (
      let line = this.#peek();
      line?.indent === indent && line.text.startsWith("- ");
      line = this.#peek()
    ) {
      const inner = { ...line, indent: indent + 2, text: line.text.slice(2) };
      if (KEY.test(inner.text)) items.push(this.#map(indent + 2, inner));
      else {
        this.#at++;
        items.push(scalar(inner));
      }
    }
    return items;
  }

  /** @param first the line with which it begins, where that is a part of a list's line */
  #map(indent: number, first?: Line): { [name: string]: Yaml } {
    const map: { [name: string]: Yaml } = {};
    let line = first ?? this.#peek();
    for (; line?.indent === indent && !line.text.startsWith("- "); line = this.#peek()) {
      const [, name = "", rest = ""] = KEY.exec(line.text) ?? [];
      if (name === "" || name in map) throw flaw(line, "should be a new member of a map");
      this.#at++;
      map[name] = this.#value({ ...line, text: rest }, indent);
    }
    return map;
  }

  #value(line: Line, indent: number): Yaml {
    if (line.text === "|") return this.#text(indent);
    if (line.text !== "") return scalar(line);
    const next = this.#peek();
    return next && next.indent > indent ? this.block(next.indent) : "";
  }

  #text(indent: number): string {
    const first = this.#lines.slice(this.#at).find(({ text }) => text !== "")?.indent ?? 0;
    if (first <= indent) throw flaw(this.#lines[this.#at] ?? END, "should be indented");
    const texts: string[] = [];
    for (; this.#at < this.#lines.length; this.#at++) {
      const { indent: own, text } = this.#lines[this.#at] as Line;
      if (text !== "" && own < first) break;
      texts.push(text === "" ? "" : " ".repeat(own - first) + text);
    }
    return `${texts.join("\n").trimEnd()}\n`;
  }

  #peek(): Line | undefined {
    while (this.#at < this.#lines.length && /^(?:#|$)/.test(this.#lines[this.#at]?.text ?? "")) this.#at++;
    return this.#lines[this.#at];
  }
}

const END: Line = { indent: 0, text: "", number: 0 };
const KEY = /^([\w-]+):(?: +(.*))?$/;

function scalar(line: Line): string {
  if (/^".*"$/.test(line.text)) return JSON.parse(line.text);
  // What would be anything but a plain text, or begin one of the forms that are not understood here.
  if (/^[&*!|>%@`"'[{?]|: | #|^- |:$/.test(line.text)) throw flaw(line, "is not understood");
  return line.text;
}

function flaw({ number, text }: Line, what: string): Error {
  return new Error(`line ${number} ${what}: ${text}`);
}
