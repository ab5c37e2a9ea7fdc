import type { CatalogEntry } from "../catalog-entry.js";

/** The way out of this machine, whatever lies at its end. */
export const networkFaults = {
  PROXY_REFUSED: {
    summary: "Proxy refuses the way",
    advice:
      "Ask whoever runs the proxy, or exempt the host in NO_PROXY if it can be reached directly; docs/networks.md says what each status means.",
  },
  PROXY_MALFORMED: {
    summary: "Proxy setting malformed",
    advice:
      "Write HTTPS_PROXY and HTTP_PROXY like http://proxy.example.com:3128, with user:password@ before the host where the proxy wants a login.",
  },
  CERTIFICATE_UNTRUSTED: {
    summary: "Certificate of an unknown authority",
    advice:
      "Have the certificate of its authority in the system's store or in a file that SSL_CERT_FILE or NODE_EXTRA_CA_CERTS names; for AWS alone AWS_CA_BUNDLE or ca_bundle of the profile may name one.",
  },
  CERTIFICATE_UNFIT: {
    summary: "Certificate does not fit",
    advice:
      "Have the server given a certificate that is valid today and holds the name by which it is reached. No setting of authorities helps.",
  },
  CA_BUNDLE_UNREADABLE: {
    summary: "Certificate authorities cannot be read",
    advice:
      "Let AWS_CA_BUNDLE or ca_bundle of the profile name a file of certificates in PEM, or leave it out.",
  },
} as const satisfies Record<string, CatalogEntry>;
