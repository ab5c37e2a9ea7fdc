const LINE = "=".repeat(100);

/** All licence texts of the components as one text; what has the same text is named before it together. */
export function notices({ name, version, license, text }, components) {
  const all = components.flatMap((component) => [component, ...(component.parts ?? [])]);
  const groups = new Map();
  for (const component of all) {
    const texts = component.texts.join("\n\n");
    groups.set(texts, [...(groups.get(texts) ?? []), component]);
  }
  const sections = [...groups].map(([texts, given]) => `${given.map(titleOf).join("\n")}\n\n${texts}\n`);
  const own = `${name} ${version} (${license})\n\n${text.trim()}\n`;
  const head = `This is ${name} ${version}, with all that is in it and the licences under which it is given.\n`;
  return [head, own, ...sections].join(`\n${LINE}\n\n`);
}

function titleOf({ name, version, license, address }) {
  return [name, version, `(${license})`, address].filter((part) => part !== undefined).join(" ");
}
