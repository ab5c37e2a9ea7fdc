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
const rotator = (body: string) => `resource "latchkey_rotated_secret_aws" "it" {
  name   = "/prod/rotator"
  target = "${TARGET}"
  ${body}
}`;
const producer = (body: string) => `resource "latchkey_dynamic_secret_aws" "it" {
  name   = "/prod/admin"
  target = latchkey_target_aws.it.name
  ${body}
}`;
const userProducer = (body: string) => producer(`access_mode = "iam_user"\n${body}`);
const keyOf = (id: string, secret: string) => `access_key_id = "${id}"
  secret_access_key_wo         = "${secret}"
  secret_access_key_wo_version = 1`;
const assumeRole = (ttl: number) =>
  producer(
    `access_mode = "assume_role"\nrole_arns = ["arn:aws:iam::${ACCOUNT}:role/a"]\nttl_seconds = ${ttl}`,
  );

let bench: Bench;

describeIf(terraformMissing())("bad input ends in an error of the catalogue, and nothing is touched:", () => {
  beforeAll(async () => {
    bench = await Bench.open({ attached: true });
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
    [
      "roles that are none",
      ownIdentity +
        producer(`access_mode = "assume_role"\nrole_arns = ["admin", "arn:aws:iam::${ACCOUNT}:user/x"]`),
      "ARN_MALFORMED",
    ],
    [
      "a policy with white space around it",
      ownIdentity + userProducer('policy_arns = [" arn:aws:iam::aws:policy/ReadOnlyAccess "]'),
      "ARN_MALFORMED",
    ],
    ["an empty group", ownIdentity + userProducer('user_groups = ["", "g"]'), "VALUE_NOT_ALLOWED"],
    ["a group with a comma", ownIdentity + userProducer('user_groups = ["g,h"]'), "VALUE_NOT_ALLOWED"],
    [
      "one group in two spellings",
      ownIdentity + userProducer('user_groups = ["G", "g"]'),
      "VALUE_NOT_ALLOWED",
    ],
    ["an empty tag", rotator('tags = [""]'), "VALUE_NOT_ALLOWED"],
    ["an empty region of a producer", ownIdentity + userProducer('region = ""'), "VALUE_NOT_ALLOWED"],
    ["an empty region of a target", target('use_gateway_identity = true\nregion = ""'), "VALUE_NOT_ALLOWED"],
    [
      "a zone for a region",
      target('use_gateway_identity = true\nregion = "us-east-2a"'),
      "VALUE_NOT_ALLOWED",
    ],
    [
      "a user with neither kind of access",
      ownIdentity + userProducer("programmatic_access = false"),
      "ACCESS_MODE_MISMATCH",
    ],
    ["an empty key", target(keyOf("", "")), "VALUE_NOT_ALLOWED"],
    [
      "a description that the gateway takes for none",
      target('use_gateway_identity = true\ndescription = "default_metadata"'),
      "VALUE_NOT_ALLOWED",
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

  test.each([
    ["each other's place", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AKIAIOSFODNN7EXAMPLE"],
    [
      "place of the id alone",
      "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab",
      "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ],
    ["place of the secret alone", "AKIAI44QH8DHBEXAMPLE", "AKIAIOSFODNN7EXAMPLE"],
  ])("an id and a secret in %s, of which neither is printed", async (_, id, secret) => {
    bench.terraform.reconfigure(target(keyOf(id, secret)));
    const said = await bench.terraform.failingApply();
    expect(said).toContain("[KEY_PARTS_SWAPPED]");
    expect(said).toContain('resource "latchkey_target_aws" "it"');
    for (const value of [id, secret]) expect(said).not.toContain(value);
    expect(bench.news()).toEqual(NOTHING);
  });

  test("a login with its parts in each other's place, of which neither is printed", async () => {
    const [id, secret] = ["p-abcdef123456", "mBnC4kX0cK8T0LbKrNQ1g7o1dHsSmYgDDSv0zUwQX3s="];
    const login = `provider "latchkey" {\n  access_id = "${secret}"\n  access_key = "${id}"\n}\n`;
    bench.terraform.reconfigure(login + ownIdentity);
    const said = await bench.terraform.failingApply();
    expect(said).toContain("[KEY_PARTS_SWAPPED]");
    for (const value of [id, secret]) expect(said).not.toContain(value);
    expect(bench.news()).toEqual(NOTHING);
  });

  test.each([
    [
      "a write-only value",
      `resource "latchkey_static_secret" "it" {
  name             = "/prod/db"
  type             = "password"
  password_wo      = "p"
  custom_fields_wo = jsonencode({ pin = 471147 })
  value_wo_version = 1
}\n`,
      "custom_fields_wo should",
      "471147",
    ],
    [
      "a URL without a scheme, which may begin with a password",
      `provider "latchkey" {\n  gateway_url = "me:471147@gw.example.com"\n}\n${ownIdentity}`,
      "gateway_url should begin with http:// or https://",
      "471147",
    ],
  ])("a flaw of %s is told by the attribute's name, and its line is not printed", async (...given) => {
    const [, configuration, told, secret] = given;
    bench.terraform.reconfigure(configuration);
    const said = (await bench.terraform.failingApply()).replaceAll(/\s+/g, " ");
    expect(said).toContain(told);
    expect(said).not.toContain(secret);
    expect(bench.news()).toEqual(NOTHING);
  });

  test("an element of a set is told at its attribute, by its value", async () => {
    bench.terraform.reconfigure(ownIdentity + userProducer('user_groups = ["g", "g h"]'));
    const said = await bench.terraform.failingApply();
    expect(said).toContain('user_groups = ["g", "g h"]');
    expect(said).toContain("user_groups has an element that should be the name of an IAM group");
    expect(said).toContain('got "g h"');
    expect(said).not.toContain("Use one of the allowed values");
  });

  test("what does not fit the access mode is told at its own line", async () => {
    bench.terraform.reconfigure(
      ownIdentity + assumeRole(900).replace("ttl_seconds", "console_access = true\nttl_seconds"),
    );
    const said = await bench.terraform.failingApply();
    expect(said).toContain("access_mode is assume_role, console_access is set");
    expect(said).toMatch(
      /on main\.tf line \d+, in resource "latchkey_dynamic_secret_aws" "it":\s+\d+: console_access = true/,
    );
  });

  test("an import of another kind, of which Terraform alone would say that it does not exist", async () => {
    await bench.gateway("create-secret", { name: "/prod/secret", value: "v" });
    bench.news();
    const block = 'import {\n  to = latchkey_target_aws.it\n  id = "/prod/secret"\n}\n';
    bench.terraform.reconfigure(block + ownIdentity.replace(TARGET, "/prod/secret"));
    const said = await bench.terraform.failingApply();
    expect(said).toContain("it is a static secret. Nothing was imported.");
    expect(said).toContain("to = latchkey_static_secret.LABEL");
    expect(said).toContain("[GATEWAY_OBJECT_KIND]");
    expect(bench.news()).toEqual(NOTHING);
  });

  test("ids of local stand-ins for AWS are taken", async () => {
    for (const id of ["test", "LKIAQAAAAAAABQEXAMPLE", "local-access-key-id"]) {
      bench.terraform.reconfigure(target(keyOf(id, "test")));
      await bench.terraform.succeed("validate");
    }
  });

  test("and a later apply goes through", async () => {
    bench.terraform.reconfigure(ownIdentity + assumeRole(900));
    await bench.terraform.apply();
    expect(bench.news().gateway).toEqual([
      "target-create-aws",
      "update-target",
      "dynamic-secret-create-aws",
      "update-item",
    ]);
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
      bench = await Bench.open({ attached: true });
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
      await refused(seeded(arn), "SEED_KEY_NOT_OURS");
      await bench.deleteKey("gw", stray.id);
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
      await refused(seeded(arn), "SEED_KEY_NOT_OURS");
      await Promise.all([one, other].map(({ id }) => bench.deleteKey("gw", id)));
      await laterApply();
    });

    test("one with two keys and without a target: nobody can tell what works with them, and they are named", async () => {
      arn = await bench.user("gw", TARGET);
      const [one, other] = [await bench.strayKey("gw"), await bench.strayKey("gw")];
      await refused(seeded(arn), "SEED_KEY_NOT_OURS");
      expect(bench.keys("gw")).toEqual([`${one.id} Active`, `${other.id} Active`]);
      await Promise.all([one, other].map(({ id }) => bench.deleteKey("gw", id)));
      await laterApply();
    });
  },
);

describeIf(terraformMissing())(
  "a gateway that cannot be talked to is named as such, and a later apply goes through:",
  () => {
    let wrongUrl: string;
    let html: { url: string; close(): void };

    beforeAll(async () => {
      bench = await Bench.open({ attached: true });
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
      expect(bench.news().gateway).toEqual(["target-create-aws", "update-target"]);
    });
  },
);

describeIf(terraformMissing())("a token that expires in the middle of an apply", () => {
  afterEach(() => bench?.close());

  /** Begins an apply and lets every token expire while the new key is being proven. */
  async function applyWithExpiry(env: Record<string, string>) {
    bench = await Bench.open({ attached: true, env: { LATCHKEY_KEY_SETTLE_SECONDS: "3", ...env } });
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
