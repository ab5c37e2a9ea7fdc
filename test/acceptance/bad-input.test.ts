import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { eventually } from "../support/protocol/eventually.js";

jest.setTimeout(120_000);

const TARGET = "/prod/aws";
const ACCOUNT = "000000424242";
const NOTHING = { aws: [], gateway: [] };

const target = (body: string) =>
  `resource "latchkey_target_aws" "it" {\n  name = "${TARGET}"\n  ${body}\n}\n`;
const seeded = (arn: string) => target(`seed_user_arn = "${arn}"`);
const ownIdentity = target("use_gateway_identity = true");
const rotator = (body: string) => `resource "latchkey_rotator_aws" "it" {
  name   = "/prod/rotator"
  target = "${TARGET}"
  ${body}
}`;
const producer = (body: string) => `resource "latchkey_dynamic_producer_aws" "it" {
  name   = "/prod/admin"
  target = latchkey_target_aws.it.name
  ${body}
}`;
const assumeRole = (ttl: number) =>
  producer(
    `access_mode = "assume_role"\nrole_arns = ["arn:aws:iam::${ACCOUNT}:role/a"]\nttl_seconds = ${ttl}`,
  );

let bench: Bench;

describeIf(terraformMissing())("bad input ends in an error of the catalogue, and nothing is touched:", () => {
  beforeAll(async () => {
    bench = await Bench.open();
    await bench.terraform.configure("");
    bench.news();
  });
  afterAll(() => bench?.close());

  test.each<[string, string, string]>([
    ["no credential source", target(""), "CREDENTIAL_SOURCE_UNCLEAR"],
    [
      "two credential sources",
      target(`use_gateway_identity = true\nseed_user_arn = "arn:aws:iam::${ACCOUNT}:user/gw"`),
      "CREDENTIAL_SOURCE_UNCLEAR",
    ],
    [
      "a key without its secret",
      target('access_key_id = "AKIA0123456789ABCDEF"'),
      "CREDENTIAL_SOURCE_UNCLEAR",
    ],
    [
      "a secret without its version",
      target('access_key_id = "AKIA0123456789ABCDEF"\nsecret_access_key_wo = "not a real one"'),
      "WRITE_ONLY_VERSION_MISSING",
    ],
    ["an ARN that is no user's", seeded(`arn:aws:iam::${ACCOUNT}:role/gw`), "ARN_MALFORMED"],
    ["a name with //", ownIdentity.replace(TARGET, "/prod//aws"), "PATH_MALFORMED"],
    ["a name with a space at its end", ownIdentity.replace(TARGET, "/prod/aws "), "PATH_MALFORMED"],
    ["a name with a space at its beginning", ownIdentity.replace(TARGET, " prod/aws"), "PATH_MALFORMED"],
    ["a TTL under 15 minutes for a role", ownIdentity + assumeRole(899), "TTL_OUT_OF_RANGE"],
    ["a TTL over 12 hours for a role", ownIdentity + assumeRole(43_201), "TTL_OUT_OF_RANGE"],
    [
      "a TTL under a minute for a user",
      ownIdentity + producer('access_mode = "iam_user"\nttl_seconds = 59'),
      "TTL_OUT_OF_RANGE",
    ],
    ["an interval of 0 days", rotator("interval_days = 0"), "VALUE_NOT_ALLOWED"],
    ["an interval of 366 days", rotator("interval_days = 366"), "VALUE_NOT_ALLOWED"],
    ["an hour of 24", rotator("rotation_hour = 24"), "VALUE_NOT_ALLOWED"],
    [
      "a role for a temporary user",
      ownIdentity + producer('access_mode = "iam_user"\nrole_arns = ["arn:x"]'),
      "ACCESS_MODE_MISMATCH",
    ],
    [
      "a gateway URL that is none",
      `provider "latchkey" {\n  gateway_url = "gw.example.com"\n}\n${ownIdentity}`,
      "VALUE_NOT_ALLOWED",
    ],
  ])("%s", async (_what, configuration, code) => {
    bench.terraform.reconfigure(configuration);
    await expect(bench.terraform.failingApply()).resolves.toContain(`[${code}]`);
    expect(bench.news()).toEqual(NOTHING);
  });

  test("and a later apply goes through", async () => {
    bench.terraform.reconfigure(ownIdentity + assumeRole(900));
    await bench.terraform.apply();
    expect(bench.news().gateway).toEqual(["target-create-aws", "dynamic-secret-create-aws"]);
  });

  test("a TTL over an hour for a role through the gateway's own identity", async () => {
    bench.terraform.reconfigure(ownIdentity + assumeRole(3601));
    await expect(bench.terraform.failingApply()).resolves.toContain("[TTL_OUT_OF_RANGE]");
    expect(bench.news()).toEqual(NOTHING);
    bench.terraform.reconfigure(ownIdentity + assumeRole(3600));
    await bench.terraform.apply();
  });
});

describeIf(terraformMissing())(
  "a user that must not be touched is not, and a later apply goes through:",
  () => {
    let arn: string;
    beforeEach(async () => {
      bench = await Bench.open();
    });
    afterEach(() => bench?.close());

    async function refused(configuration: string, code: string): Promise<void> {
      bench.news();
      await bench.terraform.configure(configuration);
      await expect(bench.terraform.failingApply()).resolves.toContain(`[${code}]`);
      expect(bench.news()).toEqual(NOTHING);
    }

    async function laterApply(): Promise<void> {
      await bench.terraform.apply();
      expect(bench.keys("gw")).toEqual([`${bench.sandbox.gateway.heldKeyId(TARGET)} Active`]);
    }

    test("one without the dedication tag", async () => {
      arn = await bench.user("gw", undefined);
      await refused(seeded(arn), "SEED_USER_NOT_DEDICATED");
      await bench.tag("gw", TARGET);
      await laterApply();
    });

    test("one with another target's tag", async () => {
      arn = await bench.user("gw", "/prod/another");
      const stray = await bench.strayKey("gw");
      await refused(seeded(arn), "SEED_USER_NOT_DEDICATED");
      expect(bench.keys("gw")).toEqual([`${stray.id} Active`]);
      await bench.tag("gw", TARGET);
      await laterApply();
    });

    test("one of another account", async () => {
      arn = await bench.user("gw", TARGET);
      await refused(seeded(arn.replace(ACCOUNT, "111111111111")), "SEED_ACCOUNT_MISMATCH");
      bench.terraform.reconfigure(seeded(arn));
      await laterApply();
    });

    test("one that does not exist", async () => {
      await refused(seeded(`arn:aws:iam::${ACCOUNT}:user/latchkey/gw`), "SEED_USER_MISSING");
      await bench.user("gw", TARGET);
      await laterApply();
    });

    test("one whose two keys are not all known, while its target exists", async () => {
      arn = await bench.user("gw", TARGET);
      const [one, other] = [await bench.strayKey("gw"), await bench.strayKey("gw")];
      const elsewhere = {
        name: TARGET,
        "access-key-id": "AKIA0123456789ABCDEF",
        "access-key": "x".repeat(40),
      };
      await bench.gateway("target-create-aws", elsewhere);
      await refused(seeded(arn), "SEED_TARGET_EXISTS");
      expect(bench.keys("gw")).toEqual([`${one.id} Active`, `${other.id} Active`]);
      await bench.gateway("target-delete", { name: TARGET });
      await laterApply();
    });

    test("two keys of a dedicated user without a target are orphans, and are removed before a third is made", async () => {
      arn = await bench.user("gw", TARGET);
      await bench.strayKey("gw");
      await bench.strayKey("gw");
      bench.news();
      await bench.terraform.configure(seeded(arn));
      await laterApply();
      expect(bench.news().aws.at(-1)).toBe("CreateAccessKey");
    });
  },
);

describeIf(terraformMissing())(
  "a gateway that cannot be talked to is named as such, and a later apply goes through:",
  () => {
    let wrongUrl: string;
    let html: { url: string; close(): void };

    beforeAll(async () => {
      bench = await Bench.open();
      await bench.terraform.configure(
        `variable "url" {}\nprovider "latchkey" {\n  gateway_url = var.url\n}\n${ownIdentity}`,
      );
      bench.news();
      const server = createServer((_request, response) => {
        response.writeHead(200, { "content-type": "text/html" }).end("<html><title>Welcome</title></html>");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      html = {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => server.close(),
      };
    });
    afterAll(async () => {
      html?.close();
      await bench?.close();
    });

    test.each<[string, () => string, string]>([
      ["a port on which nobody listens", () => "http://127.0.0.1:1/api/v2", "GATEWAY_UNREACHABLE"],
      ["a port of something else", () => `${bench.sandbox.aws.url}/api/v2`, "GATEWAY_WRONG_URL"],
      ["a wrong path", () => bench.sandbox.gateway.url.replace("/api/v2", "/nowhere"), "GATEWAY_WRONG_URL"],
      ["a page instead of an API", () => html.url, "GATEWAY_WRONG_URL"],
    ])("%s", async (_what, url, code) => {
      wrongUrl = url();
      const said = await bench.terraform.failingApply({ TF_VAR_url: wrongUrl });
      expect(said).toContain(`[${code}]`);
      expect(bench.news()).toEqual(NOTHING);
    });

    test("and a later apply goes through", async () => {
      await bench.terraform.apply(`-var=url=${bench.sandbox.gateway.url}`);
      expect(bench.news().gateway).toEqual(["target-create-aws"]);
    });
  },
);

describeIf(terraformMissing())("a token that expires in the middle of an apply", () => {
  afterEach(() => bench?.close());

  /** Begins an apply and lets every token expire while the new key is being proven. */
  async function applyWithExpiry(env: Record<string, string>) {
    bench = await Bench.open({ env: { LATCHKEY_KEY_SETTLE_SECONDS: "3", ...env } });
    const arn = await bench.user("gw", TARGET);
    await bench.terraform.configure(seeded(arn));
    const running = bench.terraform.start(["apply", "-auto-approve", "-input=false"]);
    await eventually(() => expect(bench.keys("gw")).toHaveLength(1));
    bench.sandbox.gateway.expireTokens();
    return running.ended;
  }

  test("is renewed, and the apply goes through", async () => {
    await expect(applyWithExpiry({})).resolves.toMatchObject({ code: 0 });
    expect(bench.sandbox.gateway.calls().filter(({ status }) => status === 401)).toHaveLength(1);
    expect(bench.keys("gw")).toHaveLength(1);
  });
});
