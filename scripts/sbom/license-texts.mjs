import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const texts = new URL("texts/", import.meta.url);
const standard = new Set(readdirSync(texts).map((file) => file.replace(/\.txt$/, "")));
/** Licences that are the text of whoever gives them, kept at that address. */
export const SEVERAL = "several";

/** The texts of a licence as SPDX writes it, without the name of who gives it. @throws for one of which there is no text */
export function standardTexts(license) {
  const names = license.split(/\s+(?:AND|OR|WITH)\s+|[()]/).filter((name) => name !== "");
  return names.map((name) => {
    if (!standard.has(name)) throw new Error(`scripts/sbom/texts has no ${name}.txt`);
    return readFileSync(new URL(`${name}.txt`, texts), "utf8").trim();
  });
}

/**
 * The texts under which a package is given: the ones that it brings, else what its readme says of it, else the standard
 * text with its author's name.
 */
export function packageTexts(folder, { license, author }) {
  const files = readdirSync(folder).sort();
  const brought = files.filter((file) => /^(licen[cs]e|copying|notice|copyrightnotice)/i.test(file));
  const read = (file) => readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim();
  if (brought.length > 0) return [...new Set(brought.map(read))];
  const readme = files.find((file) => /^readme/i.test(file));
  const said =
    readme && /\(The MIT License\)\n([\s\S]*?OTHER DEALINGS IN THE\s+SOFTWARE\.)/i.exec(read(readme))?.[1];
  if (said) return [said.replaceAll("&lt;", "<").replaceAll("&gt;", ">").trim()];
  const who = typeof author === "string" ? author : author?.name;
  const [first, ...rest] = standardTexts(license);
  return [who ? `Copyright ${who}\n\n${first}` : first, ...rest];
}
