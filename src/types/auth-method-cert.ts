import { attr } from "../vocabulary/index.js";
import { keptTexts } from "./attributes/elements.js";
import { pem } from "./attributes/pem.js";
import { anyOf, authMethod, ofAuthMethods, uniqueIdentifier } from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { pemText, texts } from "./wire/index.js";

const { family, commands, at } = authMethod("cert");

/** Lets the bearers of an authority's certificates log in. */
export const authMethodCert = gatewayType({
  type: "auth_method_cert",
  noun: "certificate auth method",
  doc: "Lets the bearers of certificates log in that an authority has issued. They sign a challenge, and their private keys stay where they are.",
  family,
  commands,
  attributes: {
    ...ofAuthMethods,
    unique_identifier: uniqueIdentifier(at),
    certificate_data: attr.required.string({
      doc: "The certificates of the authority: PEM, or that in base64. They are public.",
      ...pem,
      examples: [
        "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCmIyNWwKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQ==",
        "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCmRIZHYKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQ==",
      ],
      wire: pemText("certificate-data", { told: at("certificate") }),
    }),
    bound_common_names: anyOf(
      "Common names of which a certificate has to have one.",
      "bound-common-names",
      at("bound_common_names"),
      "build-*",
      "deploy",
    ),
    bound_dns_sans: anyOf(
      "DNS names of which a certificate has to have one.",
      "bound-dns-sans",
      at("bound_dns_sans"),
      "a.example.com",
      "b.example.com",
    ),
    bound_email_sans: anyOf(
      "Addresses of e-mail of which a certificate has to have one.",
      "bound-email-sans",
      at("bound_email_sans"),
      "a@example.com",
      "b@example.com",
    ),
    bound_uri_sans: anyOf(
      "URIs of which a certificate has to have one.",
      "bound-uri-sans",
      at("bound_uri_sans"),
      "spiffe://example.com/a",
      "spiffe://example.com/b",
    ),
    bound_organizational_units: anyOf(
      "Organizational units of which a certificate has to have one.",
      "bound-organizational-units",
      at("bound_organizational_units"),
      "ci",
      "ops",
    ),
    bound_extensions: anyOf(
      "Extensions that a certificate has to have, each as `oid:value`.",
      "bound-extensions",
      at("bound_extensions"),
      "1.2.3.4:a",
      "1.2.3.5:b",
    ),
    revoked_cert_ids: attr.optional.set("string", {
      doc: "Ids of certificates that are not let in any more. Default: none.",
      each: keptTexts,
      examples: [["01AB"], ["01AB", "02CD"]],
      wire: texts("revoked-cert-ids", { told: at("revoked_cert_ids") }),
    }),
  },
});
