import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as latchkey from "../../src/index.js";
import { providerTable } from "../../src/schema/index.js";

const guide = readFileSync(join(__dirname, "..", "..", "docs", "logins.md"), "utf8");

test("the guide's table has every way to log in, and no other", () => {
  const told = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, type]) => type);
  const { oneOf } = providerTable.attributes.access_type;
  const ways = told.filter((type) => !/^[A-Z]|^access_type$/.test(type ?? ""));
  expect(ways.sort()).toEqual([...(oneOf ?? [])].sort());
});

test("the guide's block has only attributes that there are", () => {
  const [, block = ""] = /provider "latchkey" \{\n(.*?)\n\}/s.exec(guide) ?? [];
  const names = [...block.matchAll(/^ *(\w+) *=/gm)].map(([, name]) => name ?? "");
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) expect(Object.keys(providerTable.attributes)).toContain(name);
});

test("the guide names constructs that there are, with methods that they have", () => {
  const constructs = [
    "AwsIamAuth",
    "JwtAuth",
    "KubernetesAuth",
    "CertificateAuth",
    "OidcAuth",
    "UniversalIdentityAuth",
    "AccessRole",
  ];
  for (const name of constructs) {
    expect(guide).toContain(`\`${name}\``);
    expect(latchkey).toHaveProperty(name);
  }
  for (const method of ["associate", "grantRead", "grantUse", "grant"]) {
    expect(latchkey.AccessRole.prototype).toHaveProperty(method);
  }
});
