import { generateKeyPairSync, sign } from "node:crypto";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

jest.setTimeout(240_000);

const TARGET = "/prod/aws";
/** What every encoding changes. */
const PASSWORDS = ['p4ss/w+rd "of" <the> & $${first} é\\n', "a second\none, over\ttwo lines \u2028 💣"];
const DOCUMENT = JSON.stringify({ user: "someone@example.com", password: "in a document/of+its own" });

const STDERR = { TF_LOG: "TRACE", TF_LOG_CORE: "TRACE", TF_LOG_PROVIDER: "TRACE" };
/** Every log that Terraform and the provider can write. */
const TRACE = { ...STDERR, TF_LOG_PATH: "trace.log" };

const variable = (name: string) => `variable "${name}" {
  type      = string
  ephemeral = true
}
`;

const everything = (arn: string, elsewhere: string, version: number) => `
  ${["gateway_key", "password", "document", "secret", "session"].map(variable).join("")}
  provider "latchkey" {
    access_key = var.gateway_key
  }
  resource "latchkey_target_aws" "seeded" {
    name          = "${TARGET}"
    seed_user_arn = "${arn}"
  }
  resource "latchkey_rotated_secret_aws" "it" {
    name   = "/prod/rotator"
    target = latchkey_target_aws.seeded.name
  }
  resource "latchkey_dynamic_secret_aws" "it" {
    name        = "/prod/admin"
    target      = latchkey_target_aws.seeded.name
    access_mode = "assume_role"
    role_arns   = ["arn:aws:iam::000000424242:role/admin"]
  }
  resource "latchkey_seed_retirement" "it" {
    target               = latchkey_target_aws.seeded.name
    rotator              = latchkey_rotated_secret_aws.it.name
    seed_user_arn        = "${arn}"
    seed_key_id          = latchkey_target_aws.seeded.seed_key_id
    quiet_period_seconds = 0
  }
  resource "latchkey_target_aws" "elsewhere" {
    name                         = "/prod/elsewhere"
    access_key_id                = "${elsewhere}"
    secret_access_key_wo         = var.secret
    session_token_wo             = var.session
    secret_access_key_wo_version = ${version}
  }
  resource "latchkey_static_secret" "password" {
    name             = "/prod/password"
    value_wo         = var.password
    value_wo_version = ${version}
  }
  resource "latchkey_static_secret" "document" {
    name             = "/prod/document"
    format           = "json"
    value_wo         = var.document
    value_wo_version = ${version}
  }
  output "retirement" {
    value = latchkey_seed_retirement.it
  }
  output "everything" {
    value     = [latchkey_target_aws.seeded, latchkey_target_aws.elsewhere, latchkey_static_secret.document]
    sensitive = true
  }`;

describeIf(terraformMissing())(
  "with every log at TRACE, no secret is in anything that is written or printed",
  () => {
    let bench: Bench;
    afterEach(() => bench?.close());

    const run = async (args: readonly string[], { env = {}, input = "" } = {}) => {
      const { code, output } = await bench.terraform.start(args, { ...TRACE, ...env }, input).ended;
      if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${output}`);
      return output;
    };

    test("in the life of one of everything, by whatever command it is looked at", async () => {
      bench = await Bench.open({ sandbox: { foreignKeys: "leave" } });
      const arn = await bench.user("gw", TARGET);
      await bench.user("elsewhere", undefined);
      const session = await sessionOf(bench, "of-the-deployer");
      const given = {
        AKEYLESS_ACCESS_KEY: "",
        TF_VAR_gateway_key: bench.sandbox.gateway.admin.accessKey,
        TF_VAR_password: PASSWORDS[0] ?? "",
        TF_VAR_document: DOCUMENT,
        TF_VAR_secret: session.secretAccessKey,
        TF_VAR_session: session.sessionToken,
      };
      bench.terraform.give(given);
      await bench.terraform.configure(everything(arn, session.accessKeyId, 1));

      await run(["validate", "-json"]);
      await run(["providers", "schema", "-json"]);
      await run(["plan", "-out=first.plan"]);
      await run(["show", "first.plan"]);
      await run(["show", "-json", "first.plan"]);
      await applyAndKeepTheLock("-json", "first.plan");
      await bench.sandbox.clock.advance(2 * 24 * 3600);
      await run(["plan", "-json", "-refresh-only"]);
      await run(["apply", "-auto-approve", "-refresh-only"]);
      bench.terraform.give({ TF_VAR_password: PASSWORDS[1] ?? "" });
      bench.terraform.reconfigure(everything(arn, session.accessKeyId, 2));
      await run(["plan", "-json"], { env: { TF_LOG_PATH: "" } });
      await run(["apply", "-json", "-auto-approve"], { env: { TF_LOG_PATH: "" } });
      await run(["apply", "-auto-approve", "-replace=latchkey_static_secret.password"]);

      for (const looking of [
        "state pull",
        "state list",
        "show",
        "show -json",
        "output",
        "output -json",
        "graph",
      ]) {
        await run(looking.split(" "));
      }
      const addresses = (await run(["state", "list"])).trim().split("\n");
      expect(addresses).toHaveLength(7);
      for (const address of addresses) await run(["state", "show", address]);
      const asked = [
        ...addresses,
        "var.password",
        "var.gateway_key",
        "jsonencode(latchkey_target_aws.seeded)",
      ];
      await run(["console"], { input: `${asked.join("\n")}\n` });
      await run(["state", "rm", "latchkey_static_secret.document"]);
      await run(["import", "latchkey_static_secret.document", "/prod/document"]);
      await run(["destroy", "-json", "-auto-approve"]);

      expect(bench.sandbox.gateway.issuedSecrets()).toEqual(
        expect.arrayContaining([...PASSWORDS, DOCUMENT, session.sessionToken, "in a document/of+its own"]),
      );
      expect(bench.terraform.read("trace.log").length).toBeGreaterThan(1_000_000);
      expect(readFileSync(join(bench.terraform.folder, "lock.info"), "utf8")).toContain("OperationTypeApply");
      await expect(bench.leaks(...Object.values(given).filter((text) => text !== ""))).resolves.toEqual([]);
    });

    /** Applies, and keeps what Terraform writes for as long as it works on the state. */
    async function applyAndKeepTheLock(...args: readonly string[]): Promise<void> {
      const lock = join(bench.terraform.folder, ".terraform.tfstate.lock.info");
      const applying = run(["apply", ...args]);
      let over = false;
      void applying
        .catch(() => {})
        .then(() => {
          over = true;
        });
      while (!over && !existsSync(lock)) await new Promise((resolve) => setImmediate(resolve));
      copyFileSync(lock, join(bench.terraform.folder, "lock.info"));
      await applying;
    }

    describe("whatever the login:", () => {
      const keyless = `resource "latchkey_target_aws" "it" {
      name                 = "${TARGET}"
      use_gateway_identity = true
    }`;

      /** A role for an auth method that may do everything below /prod. */
      const allow = async (method: string) => {
        await bench.gateway("create-role", { name: method });
        for (const type of ["target-rule", "item-rule"]) {
          const capability = ["read", "create", "update", "delete", "list"];
          const rule = { "role-name": method, path: "/prod/*", "rule-type": type, capability };
          await bench.gateway("set-role-rule", rule);
        }
        await bench.gateway("assoc-role-am", { "role-name": method, "am-name": method });
      };

      /** What the environment holds for each kind of login. */
      const logins: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
        access_key: async () => ({}),
        "access_key in another's name": async () => {
          const made = await bench.gateway("auth-method-create-api-key", { name: "/ci" });
          await allow("/ci");
          return { AKEYLESS_ACCESS_ID: String(made.access_id), AKEYLESS_ACCESS_KEY: String(made.access_key) };
        },
        "aws_iam with a session": async () => {
          const bounds = { name: "/iam", "bound-aws-account-id": [bench.sandbox.aws.accountId] };
          const made = await bench.gateway("auth-method-create-aws-iam", bounds);
          await allow("/iam");
          const { accessKeyId, secretAccessKey, sessionToken } = await sessionOf(bench, "ci");
          return {
            LATCHKEY_ACCESS_TYPE: "aws_iam",
            AKEYLESS_ACCESS_ID: String(made.access_id),
            AKEYLESS_ACCESS_KEY: "",
            AWS_ACCESS_KEY_ID: accessKeyId,
            AWS_SECRET_ACCESS_KEY: secretAccessKey,
            AWS_SESSION_TOKEN: sessionToken,
          };
        },
        jwt: async () => {
          const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
          const keys = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k1" }] };
          const made = await bench.gateway("auth-method-create-oauth2", {
            name: "/jwt",
            "jwks-json-data": Buffer.from(JSON.stringify(keys)).toString("base64"),
            "unique-identifier": "sub",
          });
          await allow("/jwt");
          const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
          const content = `${encoded({ alg: "RS256", kid: "k1" })}.${encoded({ sub: "ci" })}`;
          const signature = sign("sha256", Buffer.from(content), privateKey).toString("base64url");
          return {
            LATCHKEY_JWT: `${content}.${signature}`,
            AKEYLESS_ACCESS_ID: String(made.access_id),
            AKEYLESS_ACCESS_KEY: "",
          };
        },
        token: async () => {
          const { accessId, accessKey } = bench.sandbox.gateway.admin;
          const { token } = await bench.gateway("auth", { "access-id": accessId, "access-key": accessKey });
          return { LATCHKEY_TOKEN: String(token), AKEYLESS_ACCESS_KEY: "" };
        },
      };

      test.each(Object.keys(logins))("%s", async (login) => {
        bench = await Bench.open();
        const env = (await logins[login]?.()) ?? {};
        bench.terraform.give(env);
        await bench.terraform.configure(keyless);
        await run(["apply", "-auto-approve"]);
        await run(["plan", "-out=plan"], { env: { TF_LOG_PATH: "" } });
        await run(["destroy", "-auto-approve"]);
        const secrets = [
          env.AWS_SECRET_ACCESS_KEY,
          env.AWS_SESSION_TOKEN,
          env.LATCHKEY_JWT,
          env.LATCHKEY_TOKEN,
        ];
        await expect(bench.leaks(...secrets.filter((text) => text !== undefined))).resolves.toEqual([]);
      });
    });
  },
);

/** Credentials of a role's session, as deployers have them who assume a role. */
async function sessionOf({ sandbox, iam }: Bench, name: string) {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: sandbox.aws.accountId } }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const sts = new STSClient({
    endpoint: sandbox.aws.url,
    region: "us-east-1",
    credentials: sandbox.aws.deployer,
  });
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "deploy" }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
  } finally {
    sts.destroy();
  }
}
