import type { CatalogEntry } from "../catalog-entry.js";

/** The conversation with Terraform, below the level of any resource. */
export const protocolFaults = {
  NOT_STARTED_BY_TERRAFORM: {
    summary: "Not started by Terraform",
    advice:
      "This program is a Terraform plugin: list it in required_providers and run terraform, which starts it. To debug it, start it with --reattach and give Terraform the line that it prints as TF_REATTACH_PROVIDERS.",
  },
  PLUGIN_PROTOCOL_UNSUPPORTED: {
    summary: "Plugin protocol not supported",
    advice: "Use Terraform 1.11 or newer, or OpenTofu 1.11 or newer.",
  },
  PLUGIN_CONNECTION_UNPROTECTED: {
    summary: "Unprotected plugin connection refused",
    advice:
      "Let Terraform start the provider, which gives it a client certificate. To debug without TLS, set TF_DISABLE_PLUGIN_TLS for both.",
  },
  PLUGIN_SOCKET_UNAVAILABLE: {
    summary: "No socket to listen on",
    advice: "Set TMPDIR to a short path of a directory that can be written to.",
  },
  RESOURCE_TYPE_UNKNOWN: {
    summary: "Resource type unknown",
    advice: "Check which version of the provider is installed: terraform version lists it.",
  },
  ACTION_TYPE_UNKNOWN: {
    summary: "Action type unknown",
    advice: "Check which version of the provider is installed: terraform version lists it.",
  },
  DATA_SOURCE_UNKNOWN: {
    summary: "Data source unknown",
    advice: "Check which version of the provider is installed: terraform version lists it.",
  },
  EPHEMERAL_RESOURCE_UNKNOWN: {
    summary: "Ephemeral resource unknown",
    advice: "Check which version of the provider is installed: terraform version lists it.",
  },
  LIST_RESOURCE_UNKNOWN: {
    summary: "List resource unknown",
    advice: "Check which version of the provider is installed: terraform version lists it.",
  },
  FUNCTION_UNKNOWN: {
    summary: "Function unknown",
    advice: "Check which version of the provider is installed: terraform version lists it.",
  },
  VALUE_UNREADABLE: {
    summary: "Value from Terraform cannot be read",
    advice: "This is a defect in the provider or in Terraform: please report it with both versions.",
  },
  VALUE_TOO_LARGE: {
    summary: "Value too large",
    advice:
      "Keep what is so large elsewhere, for example in a bucket, and let the resource name the place. If the state holds it already, terraform state rm takes it out.",
  },
  VALUE_UNSENDABLE: {
    summary: "Value cannot be handed to Terraform",
    advice: "This is a defect in the provider: please report it with its version.",
  },
  PROVIDER_DEFECT: {
    summary: "Unexpected failure in the provider",
    advice:
      "This is a defect in the provider: please report it with its version. With TF_LOG=DEBUG the log shows where it happened.",
  },
} as const satisfies Record<string, CatalogEntry>;
