import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { AWS_HOST, CompanyNetwork, GATEWAY_HOST } from "../support/acceptance/company-network.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { PROXY_PASSWORD } from "../support/net/corporate-proxy.js";

jest.setTimeout(300_000);

const example = join(__dirname, "..", "..", "examples", "terraform", "main.tf");
const TARGET = "/prod/aws";
const seeded = (arn: string) => `
  resource "latchkey_target_aws" "it" {
    name          = "${TARGET}"
    seed_user_arn = "${arn}"
  }`;

let network: CompanyNetwork | undefined;
afterEach(async () => {
  await network?.close();
  network = undefined;
});

const LOGIN = Buffer.from(`me:${PROXY_PASSWORD}`).toString("base64");

(awsProviderOrNotice() ? test : test.skip)(
  "behind a company's proxy and its authorities the example works by what the AWS provider needs, and nothing more",
  async () => {
    network = await CompanyNetwork.open({ aws: await chooseAwsProviderSource({ env: process.env }) });
    const { bench, proxy } = network;
    copyFileSync(example, join(bench.terraform.folder, "main.tf"));
    await bench.terraform.succeed("init", "-input=false");
    const log = join(bench.terraform.folder, "trace.log");
    const logged = { TF_LOG: "TRACE", TF_LOG_PATH: log };
    const { code } = await bench.terraform.start(["apply", "-auto-approve", "-input=false"], logged).ended;
    expect(code).toBe(0);
    const held = bench.sandbox.gateway.heldKeyId("/services/products/production/aws");
    expect(bench.keys("gateway")).toEqual([`${held} Active`]);
    expect(new Set(proxy.asked)).toEqual(new Set([`${GATEWAY_HOST}:443`, `${AWS_HOST}:443`]));
    expect((await bench.terraform.plan()).changes).toEqual([]);
    expect(await bench.leaks(PROXY_PASSWORD, LOGIN)).toEqual([]);
    await bench.terraform.destroy();
    expect(bench.sandbox.aws.accessKeys()).toEqual([]);
  },
);

describeIf(terraformMissing())("behind a company's proxy", () => {
  test("a proxy that is busy now and then delays a run, and nothing is done twice", async () => {
    let count = 0;
    const everySecond = () => {
      count += 1;
      return count % 2 === 0 ? undefined : 503;
    };
    network = await CompanyNetwork.open({ refuse: everySecond });
    const { bench } = network;
    const arn = await bench.user("gw", TARGET);
    bench.news();
    await bench.terraform.configure(seeded(arn));
    await bench.terraform.apply();
    expect(bench.news().aws).toEqual(["CreateAccessKey"]);
    expect(bench.keys("gw")).toEqual([`${bench.sandbox.gateway.heldKeyId(TARGET)} Active`]);
    expect((await bench.terraform.plan()).changes).toEqual([]);
  });

  test("a proxy that allows no way to AWS is named, nothing is changed, and the next run goes on", async () => {
    let allowed = false;
    network = await CompanyNetwork.open({
      refuse: (target) => (target.startsWith(AWS_HOST) && !allowed ? 403 : undefined),
    });
    const { bench, proxy } = network;
    const arn = await bench.user("gw", TARGET);
    bench.news();
    await bench.terraform.configure(seeded(arn));
    const told = await bench.terraform.failingApply();
    expect(told).toContain(`the proxy 127.0.0.1:${proxy.port} refuses the way to ${AWS_HOST}:443 (403)`);
    expect(told).toContain("[PROXY_REFUSED]");
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(await bench.leaks(PROXY_PASSWORD, LOGIN)).toEqual([]);
    allowed = true;
    await bench.terraform.apply();
    expect(bench.keys("gw")).toEqual([`${bench.sandbox.gateway.heldKeyId(TARGET)} Active`]);
  });

  test.each<
    [
      what: string,
      changed: (known: CompanyNetwork["authorities"]) => Record<string, string>,
      words: RegExp[],
      code: string,
    ]
  >([
    [
      "an authority of the gateway that nothing names",
      () => ({ SSL_CERT_FILE: "" }),
      [/certificate of gateway\.corp\.test:443, issued by "Corp Gateways",/, /SSL_CERT_FILE/],
      "CERTIFICATE_UNTRUSTED",
    ],
    [
      "an authority of AWS that AWS_CA_BUNDLE does not hold",
      ({ gateway }) => ({ AWS_CA_BUNDLE: gateway }),
      [/certificate of aws\.corp\.test:443, issued by "Corp Inspection",/, /AWS_CA_BUNDLE/],
      "CERTIFICATE_UNTRUSTED",
    ],
    [
      "a bundle for AWS that is not there",
      () => ({ AWS_CA_BUNDLE: "/nonexistent/corp.pem" }),
      [/AWS_CA_BUNDLE names "\/nonexistent\/corp\.pem", which does not exist/],
      "CA_BUNDLE_UNREADABLE",
    ],
    [
      "a proxy that wants another login",
      () => ({ HTTPS_PROXY: `http://me:other-${PROXY_PASSWORD}@127.0.0.1:PORT` }),
      [/the proxy 127\.0\.0\.1:\d+ refuses the way to \S+ \(407\)/],
      "PROXY_REFUSED",
    ],
  ])(
    "%s ends a plan and a command before anything is touched, and is told in both",
    async (_what, changed, words, code) => {
      network = await CompanyNetwork.open();
      const { bench, authorities, proxy } = network;
      const arn = await bench.user("gw", TARGET);
      bench.news();
      await bench.terraform.configure(seeded(arn));
      const given = Object.fromEntries(
        Object.entries(changed(authorities)).map(([name, value]) => [
          name,
          value.replace("PORT", `${proxy.port}`),
        ]),
      );
      const told = await bench.terraform.failingApply(given);
      const latchkey = network.latchkey(given);
      const status = await latchkey.run("status", "--target", TARGET, "--user", arn);
      const data = await latchkey.run("status", "--target", TARGET, "--user", arn, "--json");
      expect(told).toContain(`[${code}]`);
      expect(data.stdout).toContain(`"${code}"`);
      for (const word of words) {
        expect(told).toMatch(word);
        expect(status.stdout + status.stderr).toMatch(word);
      }
      expect(status.code).not.toBe(0);
      for (const secret of [PROXY_PASSWORD, LOGIN]) {
        expect(told + status.stdout + status.stderr + data.stdout + data.stderr).not.toContain(secret);
      }
      expect(bench.news()).toEqual({ aws: [], gateway: [] });
    },
  );

  test("latchkey status reaches both sides", async () => {
    network = await CompanyNetwork.open();
    const { bench, proxy } = network;
    const arn = await bench.user("gw", TARGET);
    await bench.terraform.configure(seeded(arn));
    await bench.terraform.apply();
    const before = proxy.asked.length;
    const { stdout } = await network.latchkey().run("status", "--target", TARGET, "--user", arn, "--json");
    expect(new Set(proxy.asked.slice(before))).toEqual(new Set([`${GATEWAY_HOST}:443`, `${AWS_HOST}:443`]));
    expect(stdout).not.toMatch(/"(?:PROXY|CERTIFICATE|CA)_/);
    expect(stdout).toContain(TARGET);
  });
});
