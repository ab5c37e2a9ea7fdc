import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageTexts, SEVERAL, standardTexts } from "./license-texts.mjs";

const inside = JSON.parse(readFileSync(new URL("inside-bun.json", import.meta.url), "utf8"));

/**
 * The npm packages of which something is in a bundle.
 *
 * @param root the project
 * @param metafiles what esbuild told of each bundle
 */
export function bundledPackages(root, metafiles) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const folders = new Set(metafiles.flatMap(inputsOf).flatMap(packageFolder));
  const packages = new Map();
  for (const folder of [...folders].sort()) {
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const { name, version, license } = manifest;
    const purl = npmUrl(name, version);
    // The same version may lie in two folders.
    if (packages.has(purl)) continue;
    const { integrity } = lock.packages[folder];
    packages.set(purl, {
      name,
      version,
      license,
      purl,
      integrity,
      texts: packageTexts(join(root, folder), manifest),
    });
  }
  return [...packages.values()];
}

/** Only what has left something in the bundle: not what was looked at and shaken off. */
function inputsOf({ outputs }) {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => file),
  );
}

function packageFolder(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [];
}

/** A runtime of Bun, as npm has it, with all that is linked into it. */
export function runtimeComponent(name, { version, license, integrity }) {
  const parts = inside.parts.map((part) => ({
    ...part,
    texts: part.license === SEVERAL ? [`See ${part.address}`] : standardTexts(part.license),
  }));
  const text = `Bun itself, by Oven. What is linked into it is listed at\n${inside.source}\n\n${standardTexts(license).join("\n\n")}`;
  return { name, version, license, integrity, purl: npmUrl(name, version), texts: [text], parts };
}

/** A library that lies beside the executable. */
export function libraryComponent({ name, version, license }) {
  return {
    name,
    version,
    license,
    purl: `pkg:apk/alpine/${encodeURIComponent(name)}@${version}`,
    texts: standardTexts(license),
  };
}

function npmUrl(name, version) {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}
