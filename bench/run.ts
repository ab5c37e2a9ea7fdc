import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "../src/cli/terraform/find-terraform.js";
import { builtProvider } from "../src/cli/terraform/own-provider.js";
import { terraformPlatform } from "../src/cli/terraform/platform.js";
import { AWS_PROVIDER, addressesOf } from "../src/cli/terraform/provider-address.js";
import { chooseAwsProviderSource, findProviderMirror } from "../src/cli/terraform/provider-mirror.js";
import { audit } from "./audit.js";
import { constructLibrary } from "./construct-library.js";
import { planShare } from "./plan-share.js";
import { providerStart } from "./provider-start.js";
import type { Row } from "./row.js";

/** `npm run bench`: the numbers that the README quotes, as ratios within one run. `npm run build` comes first. */
async function main(): Promise<void> {
  const rows: Row[] = [];
  const say = (text: string) => process.stderr.write(`${text}\n`);

  say("construct library: import and synth");
  rows.push(...(await constructLibrary()));

  say("audit of a large state");
  rows.push(...(await audit()));

  const ours = program(builtProvider());
  const aws = awsProgram();
  if (aws === undefined) say("SKIPPED: provider start; the AWS provider is in no mirror on this machine");
  else {
    say("provider start");
    rows.push(...(await providerStart(ours, aws)));
  }

  say("terraform plan of the quickstart");
  rows.push(
    ...(await planShare(
      await findTerraform(process.env),
      await chooseAwsProviderSource({ env: process.env }),
    )),
  );

  process.stdout.write("| what | ours | beside | ratio |\n|---|---|---|---|\n");
  for (const { what, ours: mine, beside, ratio } of rows) {
    process.stdout.write(`| ${what} | ${mine} | ${beside} | ${ratio.toFixed(2)} |\n`);
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

void main();
