import { join } from "node:path";
import { AMBIENT } from "../../support/aws/deployer.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { thrownBy } from "../../support/gateway/client.js";
import { Authority, type Wish } from "../../support/net/authority.js";
import { awsAt } from "../../support/net/every-client.js";
import { Everything } from "../../support/net/everything.js";
import { callback, everyClient } from "../../support/net/tested-clients.js";
import { TlsFront } from "../../support/net/tls-front.js";

const company = Authority.root("Example Corp Root");
const stranger = Authority.root("Somebody Else");
const folder = temporaryFolder();
const [companyFile, strangerFile] = [company, stranger].map(({ pem }, at) =>
  file(folder, `${at}.pem`, pem),
) as [string, string];
const companyFolder = join(folder, "authorities");
file(companyFolder, "README", "no certificate");
file(companyFolder, "corp.crt", `# ours\n${company.pem.replaceAll("\n", "\r\n")}`);

let everything: Everything;
const fronts: TlsFront[] = [];
beforeAll(async () => {
  everything = await Everything.open();
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const front of fronts.splice(0)) front.close();
});
afterAll(() => everything.close());

/** A server with a certificate of the company's, and an environment in which it is asked. */
async function origin(environment: NodeJS.ProcessEnv, wish: Wish = {}, authority = company): Promise<string> {
  const front = await TlsFront.open(everything.url, authority.issue({ names: ["localhost"], ...wish }));
  fronts.push(front);
  jest.replaceProperty(process, "env", { ...AMBIENT, ...environment });
  return `https://localhost:${front.port}`;
}

const VARIABLES: readonly [name: string, environment: NodeJS.ProcessEnv][] = [
  ["SSL_CERT_FILE", { SSL_CERT_FILE: companyFile }],
  ["SSL_CERT_DIR", { SSL_CERT_DIR: companyFolder }],
  ["a second folder of SSL_CERT_DIR", { SSL_CERT_DIR: `${join(folder, "nothing")}:${companyFolder}` }],
  ["SSL_CERT_DIR beside a file of others", { SSL_CERT_DIR: companyFolder, SSL_CERT_FILE: strangerFile }],
  ["NODE_EXTRA_CA_CERTS", { NODE_EXTRA_CA_CERTS: companyFile }],
  ["NODE_EXTRA_CA_CERTS beside others", { NODE_EXTRA_CA_CERTS: companyFile, SSL_CERT_FILE: strangerFile }],
];

describe.each(everyClient)("$name", ({ ask, isOfAws }) => {
  test.each(VARIABLES)("believes the authorities of %s", async (_name, environment) => {
    expect(await ask(await origin(environment))).toBe("answered");
  });

  test("does not believe an authority that nothing names, asks once, and says which variables help", async () => {
    const asked = everything.asked.length;
    const told = await ask(await origin({ SSL_CERT_FILE: strangerFile }));
    expect(told).toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
    const { text } = told as { text: string };
    expect(text).toContain(`localhost:${fronts[0]?.port}`);
    expect(text).toContain('issued by "Example Corp Root"');
    for (const name of ["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS"]) expect(text).toContain(name);
    expect(text.includes("AWS_CA_BUNDLE")).toBe(isOfAws);
    expect(text).toMatch(/Nothing was changed/);
    expect(text).not.toMatch(/REJECT_UNAUTHORIZED|insecure/i);
    expect(everything.asked).toHaveLength(asked);
  });

  test("says where a variable names no authorities", async () => {
    const environment = {
      SSL_CERT_FILE: "/nonexistent/corp.pem",
      SSL_CERT_DIR: "/nonexistent",
      NODE_EXTRA_CA_CERTS: folder,
    };
    const told = await ask(await origin(environment));
    expect(told).toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
    const { text } = told as { text: string };
    expect(text).toContain('SSL_CERT_FILE names "/nonexistent/corp.pem", which does not exist.');
    expect(text).toContain('SSL_CERT_DIR names "/nonexistent", which does not exist.');
    expect(text).toContain(`NODE_EXTRA_CA_CERTS names ${JSON.stringify(folder)}, which is a folder.`);
  });

  test.each<[string, Wish, RegExp]>([
    ["has expired", { until: new Date(Date.now() - 60_000) }, /has expired \(CERT_HAS_EXPIRED\).*clock/s],
    ["is not valid yet", { from: new Date(Date.now() + 86_400_000) }, /is not valid yet.*clock/s],
    ["is for another name", { names: ["gw.example.com"] }, /is for "gw\.example\.com".*name/s],
  ])("says that a certificate %s, and names no variable", async (_what, wish, words) => {
    const told = await ask(await origin({ SSL_CERT_FILE: companyFile }, wish));
    expect(told).toMatchObject({ code: "CERTIFICATE_UNFIT", text: expect.stringMatching(words) });
    expect((told as { text: string }).text).not.toMatch(/SSL_CERT|CA_BUNDLE|NODE_/);
  });

  test("believes an authority below another one by itself", async () => {
    const issuing = Authority.root("Example Corp Root").below("Example Corp Issuing");
    const SSL_CERT_FILE = file(temporaryFolder(), "issuing.pem", issuing.pem);
    expect(await ask(await origin({ SSL_CERT_FILE }, {}, issuing))).toBe("answered");
  });

  test(`${isOfAws ? "believes" : "does not believe"} the authorities of AWS_CA_BUNDLE`, async () => {
    const told = await ask(await origin({ AWS_CA_BUNDLE: companyFile }));
    expect(told === "answered").toBe(isOfAws);
  });
});

describe.each(everyClient.filter(({ isOfAws }) => isOfAws))("$name", ({ ask }) => {
  test("believes AWS_CA_BUNDLE and NODE_EXTRA_CA_CERTS alone where there is a bundle", async () => {
    const others = { AWS_CA_BUNDLE: strangerFile, SSL_CERT_FILE: companyFile, SSL_CERT_DIR: companyFolder };
    const told = await ask(await origin(others));
    expect(told).toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
      text: expect.stringContaining(`only the authorities of AWS_CA_BUNDLE count`),
    });
    expect(await ask(await origin({ ...others, NODE_EXTRA_CA_CERTS: companyFile }))).toBe("answered");
  });

  test.each(["config", "credentials"])(
    "believes ca_bundle of the profile, in the file of %s",
    async (which) => {
      const bundle = `ca_bundle = ${companyFile}\n`;
      const keys = `[corp]\naws_access_key_id = AKIAAMBIENTAMBIENT00\naws_secret_access_key = the-secret-key\n`;
      const files = temporaryFolder();
      const at = await origin({});
      jest.replaceProperty(process, "env", {
        AWS_PROFILE: "corp",
        AWS_CONFIG_FILE: file(files, "config", which === "config" ? `[profile corp]\n${bundle}` : ""),
        AWS_SHARED_CREDENTIALS_FILE: file(
          files,
          "credentials",
          which === "config" ? keys : `${keys}${bundle}`,
        ),
      });
      expect(await ask(at)).toBe("answered");
    },
  );

  test("asks nothing where ca_bundle of the profile names nothing", async () => {
    const AWS_CONFIG_FILE = file(
      temporaryFolder(),
      "config",
      "[default]\nca_bundle = /nonexistent/corp.pem\n",
    );
    const told = await ask(await origin({ AWS_CONFIG_FILE, SSL_CERT_FILE: companyFile }));
    expect(told).toMatchObject({
      code: "CA_BUNDLE_UNREADABLE",
      text: expect.stringContaining(
        'ca_bundle of profile "default" names "/nonexistent/corp.pem", which does not exist',
      ),
    });
  });

  test.each<[what: string, path: () => string, why: string]>([
    ["a file that is not there", () => "/nonexistent/bundle.pem", "does not exist"],
    ["a folder", () => folder, "is a folder"],
    ["an empty file", () => file(folder, "empty.pem", ""), "holds no certificate in PEM"],
    ["a key", () => file(folder, "key.pem", company.issue({}).key), "holds no certificate in PEM"],
    [
      "something that only looks like a certificate",
      () => file(folder, "odd.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
      "holds no certificate that can be read",
    ],
  ])("asks nothing where AWS_CA_BUNDLE names %s", async (_what, path, why) => {
    const asked = everything.asked.length;
    const told = await ask(await origin({ AWS_CA_BUNDLE: path(), SSL_CERT_FILE: companyFile }));
    expect(told).toMatchObject({
      code: "CA_BUNDLE_UNREADABLE",
      text: expect.stringContaining(`AWS_CA_BUNDLE names ${JSON.stringify(path())}, which ${why}`),
    });
    expect(everything.asked).toHaveLength(asked);
  });
});

describe.each<[string, (aws: ReturnType<typeof awsAt>) => Promise<unknown>]>([
  ["IAM", (aws) => aws.iam.keys("gw")],
  ["STS", (aws) => aws.sts.callerIdentity()],
  ["Secrets Manager", (aws) => aws.secrets.versionIds("s")],
])("a process that begins before its bundle is mounted asks %s once the bundle is there", (_, ask) => {
  test("that AWS_CA_BUNDLE names", async () => {
    const mount = temporaryFolder();
    const aws = awsAt(await origin({ AWS_CA_BUNDLE: join(mount, "corp.pem") }));
    expect(await thrownBy(ask(aws))).toMatchObject({ code: "CA_BUNDLE_UNREADABLE" });
    file(mount, "corp.pem", company.pem);
    await expect(ask(aws)).resolves.toBeDefined();
  });

  test("that the profile names, once a person has mended it", async () => {
    const home = temporaryFolder();
    const AWS_CONFIG_FILE = file(home, "config", "[default]\nca_bundle = /nonexistent/corp.pem\n");
    const aws = awsAt(await origin({ AWS_CONFIG_FILE }));
    expect(await thrownBy(ask(aws))).toMatchObject({ code: "CA_BUNDLE_UNREADABLE" });
    file(home, "config", `[default]\nca_bundle = ${companyFile}\n`);
    await expect(ask(aws)).resolves.toBeDefined();
  });
});

describe("the client of callbacks", () => {
  test.each(VARIABLES)("believes the authorities of %s", async (_name, environment) => {
    expect(await callback(await origin(environment))).toEqual({ ok: true });
  });

  test("says what is wrong with a certificate, and does not try again", async () => {
    const delivery = await callback(await origin({ SSL_CERT_FILE: strangerFile }));
    expect(delivery).toMatchObject({
      ok: false,
      again: false,
      why: expect.stringContaining("Example Corp Root"),
    });
  });
});

test("a bundle in which one certificate cannot be read counts for the others", async () => {
  const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  const mixed = file(folder, "mixed.pem", `${broken}${company.pem}`);
  const [gateway] = everyClient;
  expect(await gateway?.ask(await origin({ SSL_CERT_FILE: mixed }))).toBe("answered");
});
