import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "../src/terraform/find-terraform.js";
import { builtProvider } from "../src/terraform/own-provider.js";
import { terraformPlatform } from "../src/terraform/platform.js";
import { AWS_PROVIDER, addressesOf } from "../src/terraform/provider-address.js";
import { chooseAwsProviderSource, findProviderMirror } from "../src/terraform/provider-mirror.js";
import { audit } from "./audit.js";
import { constructLibrary } from "./construct-library.js";
import { largeValues } from "./large-values.js";
import { planShare } from "./plan-share.js";
import { providerStart } from "./provider-start.js";
import type { Row } from "./row.js";
import { runtime } from "./runtime.js";
import { stateCommands } from "./state-commands.js";

const say = (text: string) => process.stderr.write(`${text}\n`);

/** What is measured, by the names by which one part alone is asked for. */
const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
  "construct-library": constructLibrary,
  audit,
  "provider-start": async () => {
    const aws = awsProgram();
    if (aws !== undefined) return providerStart(program(builtProvider()), aws);
    say("SKIPPED: provider start; the AWS provider is in no mirror on this machine");
    return [];
  },
  "large-values": () => largeValues(program(builtProvider()), say),
  "state-commands": stateCommands,
  runtime,
  "plan-share": async () =>
    planShare(await findTerraform(process.env), await chooseAwsProviderSource({ env: process.env })),
};

/**
 * `npm run bench`: the numbers that the README quotes, as ratios within one run; `npm run bench -- PART…` for some of
 * them. `npm run build` comes first.
 */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0)
    throw new Error(`there is no ${unknown.join(", ")}, only ${Object.keys(PARTS).join(", ")}`);
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    say(name);
    rows.push(...(await measure()));
  }

  process.stdout.write("| what | ours | beside | ratio |\n|---|---|---|---|\n");
  for (const { what, ours, beside, ratio } of rows) {
    process.stdout.write(`| ${what} | ${ours} | ${beside} | ${ratio.toFixed(2)} |\n`);
  }
}

function awsProgram(): string | undefined {
  const mirror = process.env.LATCHKEY_PROVIDER_MIRROR || findProviderMirror({ env: process.env });
  if (mirror === undefined) return undefined;
  const [newest] = addressesOf(AWS_PROVIDER)
    .map((address) => join(mirror, address))
    .filter((versions) => existsSync(versions))
    .flatMap((versions) => readdirSync(versions).map((name) => join(versions, name, terraformPlatform())))
    .filter((package_) => existsSync(package_))
    .sort()
    .reverse();
  return newest === undefined ? undefined : program(newest);
}

function program(folder: string): string {
  const [name] = readdirSync(folder).filter((file) => file.startsWith("terraform-provider-"));
  if (name === undefined) throw new Error(`there is no provider in ${folder}`);
  return join(folder, name);
}

void main(process.argv.slice(2));
