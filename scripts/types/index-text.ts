/** `static-secret` → `staticSecret`. */
export function constantOf(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The list of all types, from the names of their files. */
export function indexText(names: readonly string[]): string {
  const constants = names.map(constantOf);
  return `${[
    "// Written by `npm run docs` from the files of src/types.",
    ...names.map((name) => `import { ${constantOf(name)} } from "../${name}.js";`),
    "",
    `export { ${constants.join(", ")} };`,
    "",
    "/** Every type that is described by one file of src/types. */",
    `export const gatewayTypes = [${constants.join(", ")}] as const;`,
  ].join("\n")}\n`;
}
