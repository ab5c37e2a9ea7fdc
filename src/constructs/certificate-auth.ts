import type { Construct } from "constructs";
import { AuthMethodBase, type AuthMethodProps, commonArguments, isBound } from "./auth-method.js";
import { LatchkeyAuthMethodCert } from "./bindings/index.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";

/** Properties of a {@link CertificateAuth}. */
export interface CertificateAuthProps extends AuthMethodProps {
  /** The certificates of the authority that issues those of the callers: PEM, or that in base64. */
  readonly authority: string;
  /** What of a certificate tells one caller from another. @default common_name */
  readonly uniqueIdentifier?: "common_name" | "organizational_unit" | undefined;
  /** Common names of which a certificate has to have one; `*` stands for anything. @default - any */
  readonly commonNames?: string[] | undefined;
  /** DNS names of which a certificate has to have one. @default - any */
  readonly dnsNames?: string[] | undefined;
  /** URIs, such as SPIFFE ids, of which a certificate has to have one. @default - any */
  readonly uris?: string[] | undefined;
  /** Organizational units of which a certificate has to have one. @default - any */
  readonly organizationalUnits?: string[] | undefined;
  /** Says that the bearer of any of the authority's certificates may log in: without it an auth method with no bound is refused. @default false */
  readonly anyOfAuthority?: boolean | undefined;
}

/** Lets the bearers of an authority's certificates log in: they sign a challenge, and their keys stay where they are. */
export class CertificateAuth extends AuthMethodBase {
  protected readonly resource: LatchkeyAuthMethodCert;

  constructor(scope: Construct, id: string, props: CertificateAuthProps) {
    super(scope, id, props);
    const { authority, uniqueIdentifier = "common_name", provider } = props;
    const { commonNames, dnsNames, uris, organizationalUnits, anyOfAuthority = false } = props;
    if (!isBound(commonNames, dnsNames, uris, organizationalUnits) && !anyOfAuthority) {
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "commonNames",
        "should name who may log in, or another bound should, got nothing, so that the bearer of any certificate of the authority might",
        "Give the names that a certificate has to have. If it is meant to be every one of the authority's, say so with anyOfAuthority: true.",
      );
    }
    this.resource = new LatchkeyAuthMethodCert(this, "Resource", {
      ...given(commonArguments(props)),
      name: props.name,
      certificateData: authority,
      uniqueIdentifier,
      ...given({
        boundCommonNames: commonNames,
        boundDnsSans: dnsNames,
        boundUriSans: uris,
        boundOrganizationalUnits: organizationalUnits,
        provider,
      }),
    });
  }
}
