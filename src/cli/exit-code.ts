import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";

/** The exit codes of `latchkey`; a script may branch on them. */
export const EXIT = {
  /** Everything that was asked for was done, and every promise held. */
  ok: 0,
  /** A promise did not hold, or an operation failed. */
  failed: 1,
  /** The command was used wrongly, or the machine lacks something; nothing was started. */
  usage: 2,
  /** Ended by Ctrl-C or SIGTERM before it was done. */
  interrupted: 130,
} as const;

/** The exit codes of `latchkey audit`, which a pipeline has to tell apart. */
export const AUDIT_EXIT = {
  /** No key was found that matters, and everything could be read. */
  clean: 0,
  /** At least one key lives. */
  live: 1,
  /** No key is known to live, but something could not be found out or read. */
  unknown: 2,
  /** The command was used wrongly; nothing was scanned. */
  usage: 3,
} as const;

/** The exit code of a program that `latchkey exec` has run, from 0 to 255, as it is passed on. */
export type ProgramCode = number & { readonly of: "program" };

export type ExitCode =
  | ProgramCode
  | (typeof EXIT)[keyof typeof EXIT]
  | (typeof AUDIT_EXIT)[keyof typeof AUDIT_EXIT];

/** Faults that are found before anything is started, and that only the person at the machine can mend. */
const ABOUT_THE_MACHINE: ReadonlySet<FaultCode> = new Set([
  "COMMAND_MISUSED",
  "TERRAFORM_MISSING",
  "TERRAFORM_UNUSABLE",
  "TERRAFORM_TOO_OLD",
  "PROVIDER_MIRROR_UNSUITABLE",
  "AWS_PROVIDER_OUT_OF_REACH",
  "PROVIDER_NOT_BUILT",
  "PROVIDER_PACKAGE_UNUSABLE",
  "PROVIDER_MIRROR_UNWRITABLE",
  "OUTPUT_FILE_UNWRITABLE",
  "QUICKSTART_NOT_FOUND",
  "WORK_FOLDER_OCCUPIED",
  "SANDBOX_PORT_TAKEN",
  "SANDBOX_DATA_IN_USE",
  "SANDBOX_DATA_UNUSABLE",
  "CONFIRMATION_IMPOSSIBLE",
  "VALUE_INPUT_UNUSABLE",
  "STATE_UNREADABLE",
  "STATE_PULL_FAILED",
  "HOOK_KEY_MISSING",
  "HOOK_TARGETS_UNREADABLE",
  "HOOK_TARGETS_MALFORMED",
  "HOOK_ADDRESS_TAKEN",
  "TRIAL_AUTH_PORT_TAKEN",
  "TRIAL_PAYLOAD_UNREADABLE",
  "TRIAL_PAYLOAD_UNWRITABLE",
  "GATEWAY_URL_MISSING",
  "GATEWAY_URL_MALFORMED",
  "GATEWAY_LOGIN_MISSING",
  "GATEWAY_LOGIN_CONTRADICTING",
  "GATEWAY_PROFILE_UNUSABLE",
  "GATEWAY_PROOF_UNUSABLE",
  "AWS_SETTINGS_MALFORMED",
  "AWS_NO_CREDENTIALS",
  "CA_BUNDLE_UNREADABLE",
  "PROXY_MALFORMED",
  "HCP_TOKEN_MISSING",
  "HCP_TOKEN_REFUSED",
  "HCP_WORKSPACE_NOT_FOUND",
]);

/** The exit code for something that was thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (Fault.is(error, "INTERRUPTED")) return EXIT.interrupted;
  return Fault.is(error) && ABOUT_THE_MACHINE.has(error.code) ? EXIT.usage : EXIT.failed;
}
