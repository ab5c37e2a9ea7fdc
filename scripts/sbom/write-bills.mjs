import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleProvider } from "../bundle-provider.mjs";
import { bundleCommandLine } from "../executables/command-line.mjs";
import { LIBRARIES, RUNTIMES } from "../executables/pinned.mjs";
import { PLATFORMS } from "../executables/platforms.mjs";
import { bundledPackages, libraryComponent, runtimeComponent } from "./components.mjs";
import { billOfMaterials } from "./cyclonedx.mjs";
import { notices } from "./notices.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { name, version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const own = { version, license, text: readFileSync(join(root, "LICENSE"), "utf8") };

/**
 * Finds out what the bundles of both executables are made of, by making them once more. Gives a function that writes a
 * platform's bills into a folder: for each of the two `<product>.cdx.json`, and `<product>-licenses.txt` with the text
 * of every licence.
 */
export async function billWriter() {
  const folder = mkdtempSync(join(tmpdir(), "bills-"));
  try {
    const provider = await bundleProvider(folder);
    const latchkey = await bundleCommandLine(join(folder, "latchkey.js"));
    const products = [
      { product: "provider", name: `terraform-provider-${name}`, packages: bundledPackages(root, provider) },
      { product: "latchkey", name, packages: bundledPackages(root, latchkey) },
    ];
    return (platform, to) => {
      const around = surroundings(PLATFORMS[platform]);
      for (const { product, packages, ...named } of products) {
        const components = [...around, ...packages];
        writeFileSync(join(to, `${product}.cdx.json`), billOfMaterials({ ...own, ...named }, components));
        writeFileSync(join(to, `${product}-licenses.txt`), notices({ ...own, ...named }, components));
      }
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What comes with every bundle of a platform: its runtimes, and the libraries that they need. */
function surroundings({ parts }) {
  return parts.flatMap(({ runtime, libraries }) => [
    runtimeComponent(runtime, RUNTIMES[runtime]),
    ...(libraries ? LIBRARIES[libraries].files.map(libraryComponent) : []),
  ]);
}
