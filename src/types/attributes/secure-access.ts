import { type Attribute, attr } from "../../vocabulary/index.js";
import { flag, flagText, int, rawAt, text, texts } from "../wire/index.js";
import { keptTexts } from "./elements.js";
import { notEmpty } from "./texts.js";

/**
 * Where an answer may leave it out: anywhere, or where it has what stands under this path. A list of items is read in bulk
 * only where that is told.
 */
type LeftOut = true | string;

/** How callers get to what an item opens, through the gateway's secure remote access. */
const secureAccess = (at: string, leftOut: LeftOut) => {
  const told = (name: string) => ({ told: `${at}.${name}`, leftOut }) as const;
  const mayBe = (wire: string, name: string, doc: string) =>
    attr.optional.string({ doc: `${doc} Default: none.`, ...notEmpty, wire: text(wire, told(name)) });
  const off = (wire: string, name: string, doc: string) =>
    attr.defaulted.bool({
      doc: `${doc} Default: \`false\`.`,
      default: false,
      wire: flag(wire, { ...told(name), unsaid: false }),
    });
  const offAsText = (wire: string, name: string, doc: string) =>
    attr.defaulted.bool({
      doc: `${doc} Default: \`false\`.`,
      default: false,
      wire: flagText(wire, { ...told(name), unsaid: false }),
    });
  return {
    secure_access_enable: offAsText("secure-access-enable", "enable", "Whether secure remote access is on."),
    secure_access_certificate_issuer: mayBe(
      "secure-access-certificate-issuer",
      "bastion_issuer",
      "Path of the issuer of SSH certificates for secure remote access.",
    ),
    secure_access_host: attr.optional.set("string", {
      doc: "Servers that secure remote access offers. Default: the target's own.",
      each: keptTexts,
      examples: [["one.example"], ["one.example", "two.example"]],
      wire: texts("secure-access-host", told("host")),
    }),
    secure_access_web: off("secure-access-web", "is_web", "Whether secure remote access is by a browser."),
    secure_access_web_browsing: off(
      "secure-access-web-browsing",
      "isolated",
      "Whether secure remote access is by an isolated browser.",
    ),
    secure_access_web_proxy: off(
      "secure-access-web-proxy",
      "web_proxy",
      "Whether secure remote access is by a web proxy.",
    ),
    secure_access_url: mayBe("secure-access-url", "url", "Address that secure remote access opens."),
    secure_access_db_name: mayBe(
      "secure-access-db-name",
      "db_name",
      "Database that secure remote access opens.",
    ),
    secure_access_db_schema: mayBe(
      "secure-access-db-schema",
      "schema",
      "Schema that secure remote access opens.",
    ),
    secure_access_aws_account_id: attr.optional.string({
      doc: "Id of the AWS account that secure remote access opens. Default: none.",
      flaw: (id) => (/^\d{12}$/.test(id) ? undefined : `should have 12 digits, got ${JSON.stringify(id)}`),
      examples: ["123456789012", "210987654321"],
      wire: text("secure-access-aws-account-id", told("account_id")),
    }),
    secure_access_aws_native_cli: off(
      "secure-access-aws-native-cli",
      "native",
      "Whether secure remote access is by AWS's own command line.",
    ),
    secure_access_delay_seconds: attr.optional.int({
      doc: "Seconds that secure remote access waits before it uses what was issued. Default: none.",
      min: 1,
      wire: int("secure-access-delay", { ...told("connection_delay_seconds"), nothing: 0 }),
    }),
    secure_access_ssh_user: mayBe(
      "secure-access-ssh-user",
      "ssh_user",
      "User as whom secure remote access logs in by SSH, in place of the one that the issuer of certificates names.",
    ),
    secure_access_rdp_user: mayBe(
      "secure-access-rdp-user",
      "rdp_user",
      "User as whom secure remote access logs in to Windows.",
    ),
    secure_access_rdp_domain: mayBe(
      "secure-access-rdp-domain",
      "domain",
      "Domain in which secure remote access logs in to Windows.",
    ),
    secure_access_allow_external_user: off(
      "secure-access-allow-external-user",
      "allow_providing_external_username",
      "Whether callers of secure remote access may name another user of a domain.",
    ),
    secure_access_disable_concurrent_connections: off(
      "secure-access-disable-concurrent-connections",
      "block_concurrent_connections",
      "Whether secure remote access refuses a second connection with the same secret.",
    ),
    lock_during_sra_session: offAsText(
      "lock-during-sra-session",
      "lock_during_sra_session",
      "Whether the secret can be neither read nor changed while a session of secure remote access works with it.",
    ),
    rotate_after_disconnect: offAsText(
      "rotate-after-disconnect",
      "rotate_after_disconnect",
      "Whether the secret is rotated when a session of secure remote access ends.",
    ),
  } satisfies { readonly [name: string]: Attribute };
};

/** All that can be said of it. */
export type SecureAccess = ReturnType<typeof secureAccess>;

/**
 * Those attributes of secure remote access that a kind has.
 *
 * @param at where an answer tells them
 * @param leftOut where it may leave out what is not set
 */
export function secureAccessOf<const N extends keyof SecureAccess>(
  at: string,
  names: readonly N[],
  leftOut: LeftOut = true,
): Pick<SecureAccess, N> {
  const all = secureAccess(at, leftOut);
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Pick<SecureAccess, N>;
}

/** Of a kind for which secure remote access is by a browser unless it is said otherwise. `at`: where an answer tells it. */
export function accessByBrowser(at: string) {
  return {
    secure_access_web: attr.defaulted.bool({
      doc: "Whether secure remote access is by a browser. Default: `true`. The gateway tells it while `secure_access_enable` is on.",
      default: true,
      wire: flag("secure-access-web", {
        told: `${at}.is_web`,
        unsaid: false,
        counts: (answer) => String(rawAt(answer, `${at}.enable`)) === "true",
      }),
    }),
  };
}

/** What a database can have of it. */
export const ACCESS_TO_DATABASE = [
  ...(["secure_access_enable", "secure_access_certificate_issuer", "secure_access_host"] as const),
  ...(["secure_access_web", "secure_access_db_name"] as const),
] as const;
