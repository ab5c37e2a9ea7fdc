import { attr } from "../vocabulary/index.js";
import { notEmpty } from "./attributes/texts.js";
import {
  allowedRedirects,
  authMethod,
  ofAuthMethods,
  subclaimsDelimiters,
  uniqueIdentifier,
} from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text } from "./wire/index.js";

const { family, commands, at } = authMethod("saml");

/** Lets those log in whom a SAML identity provider knows. */
export const authMethodSaml = gatewayType({
  type: "auth_method_saml",
  noun: "SAML auth method",
  doc: "Lets those log in whom a SAML identity provider knows.",
  family,
  commands,
  attributes: {
    ...ofAuthMethods,
    unique_identifier: uniqueIdentifier(at),
    idp_metadata_url: attr.optional.string({
      doc: "URL of the identity provider's metadata. Default: none; `idp_metadata_xml_data` may give them.",
      ...notEmpty,
      examples: ["https://idp.example.com/metadata", "https://idp.example.com/other-metadata"],
      wire: text("idp-metadata-url", { told: at("idp_metadata_url") }),
    }),
    idp_metadata_xml_data: attr.optional.string({
      doc: "The identity provider's metadata themselves, as XML. They are public. Default: none.",
      ...notEmpty,
      examples: ["<EntityDescriptor/>", '<EntityDescriptor entityID="idp"/>'],
      wire: text("idp-metadata-xml-data", { told: at("idp_metadata_xml") }),
    }),
    allowed_redirect_uri: allowedRedirects(at),
    subclaims_delimiters: subclaimsDelimiters,
  },
});
