import { SEVERAL } from "./license-texts.mjs";

/** A bill of materials of CycloneDX 1.6: the same bytes for the same components, so without a date. */
export function billOfMaterials({ name, version, license }, components) {
  const main = `pkg:generic/${name}@${version}`;
  const bill = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": main,
        name,
        version,
        licenses: licenses(license),
        purl: main,
      },
    },
    components: components.map(component),
    dependencies: [{ ref: main, dependsOn: components.map(({ purl }) => purl) }],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function component({ name, version, license, purl, integrity, address, parts }) {
  return {
    type: parts ? "platform" : "library",
    ...(purl && { "bom-ref": purl }),
    name,
    ...(version && { version }),
    ...(integrity && { hashes: [hash(integrity)] }),
    licenses: licenses(license, address),
    ...(purl && { purl }),
    ...(address && { externalReferences: [{ type: "website", url: address }] }),
    ...(parts && { components: parts.map(component) }),
  };
}

function licenses(license, address) {
  if (license === SEVERAL) return [{ license: { name: "several licences", url: address } }];
  return /[ ()]/.test(license) ? [{ expression: license }] : [{ license: { id: license } }];
}

/** The integrity of a lock file, as CycloneDX writes it. */
function hash(integrity) {
  const [algorithm, digest] = integrity.split("-");
  const content = Buffer.from(digest, "base64").toString("hex");
  return { alg: algorithm.toUpperCase().replace("SHA", "SHA-"), content };
}
