import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The modules by which programs of constructs come to their classes. Others import what they need by themselves. */
const INDEXES = ["index.js", "constructs/bindings/index.js", "constructs/bindings/generated/index.js"];

/**
 * Has the library load a class when a program first uses it: a program makes objects of a few types, and the files of
 * all of them cost it more than cdktf itself. Only what the compiler writes for `export { A } from "./a.js"` changes:
 *
 *     var a_js_1 = require("./a.js");
 *     Object.defineProperty(exports, "A", { enumerable: true, get: function () { return a_js_1.A; } });
 *
 * becomes, in its first line, `var a_js_1 = { get A() { return require("./a.js").A; } };`. The second line stays, because
 * Node finds the names for `import` in it.
 */
export function loadWhenUsed(compiled) {
  for (const index of INDEXES) {
    const file = join(compiled, index);
    const text = readFileSync(file, "utf8");
    const lazy = text.replace(/^var (\w+) = (require\("[^"]+"\));$/gm, (_, module, load) => {
      const names = [...text.matchAll(new RegExp(`return ${module}\\.(\\w+);`, "g"))].map(([, name]) => name);
      const uses = text.split(new RegExp(`\\b${module}\\b`)).length - 2;
      if (names.length !== uses) throw new Error(`${index} uses ${module} for more than to export it`);
      return `var ${module} = { ${names.map((name) => `get ${name}() { return ${load}.${name}; }`).join(", ")} };`;
    });
    if (lazy === text)
      throw new Error(`${index} exports nothing in the way in which the compiler used to write it`);
    writeFileSync(file, lazy);
  }
}
