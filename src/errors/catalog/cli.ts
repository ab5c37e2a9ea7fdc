import type { CatalogEntry } from "../catalog-entry.js";

/** The command line, the sandbox and the installation. */
export const cliFaults = {
  COMMAND_MISUSED: {
    summary: "Command not understood",
    advice: "Run the command with --help to see what it takes.",
  },
  INTERRUPTED: {
    summary: "Interrupted",
    advice: "Run the command again; nothing has to be cleaned up by hand.",
  },
  PROGRAM_NOT_STARTED: {
    summary: "Program not started",
    advice: "Check its name and the PATH, and that it may be executed.",
  },
  SECRET_VERSION_UNSEEN: {
    summary: "Secret at a version that was not seen",
    advice:
      "Look at what is there, and run the command again with --over and that version if it is to be replaced.",
  },
  VALUE_INPUT_UNUSABLE: {
    summary: "No value on standard input",
    advice: "Give the value by a pipe or from a file: `latchkey put PATH < FILE`.",
  },
  SECRET_FIELD_MISSING: {
    summary: "Secret without this part",
    advice: "Name a part that it has, or leave --field away to get all of it.",
  },
  TERRAFORM_MISSING: {
    summary: "Terraform not found",
    advice:
      "Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) so that `terraform` is on the PATH, or name another binary in TERRAFORM_BINARY_NAME, such as `tofu` for OpenTofu 1.11 or newer.",
  },
  TERRAFORM_UNUSABLE: {
    summary: "Terraform does not answer",
    advice:
      "Run `terraform version -json` (or that of the binary in TERRAFORM_BINARY_NAME) by hand; it should print a JSON object with terraform_version.",
  },
  TERRAFORM_TOO_OLD: {
    summary: "Terraform too old",
    advice:
      "Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install), or OpenTofu 1.11 or newer: older versions would store write-only values.",
  },
  PROVIDER_MIRROR_UNSUITABLE: {
    summary: "Provider mirror unsuitable",
    advice:
      "Let LATCHKEY_PROVIDER_MIRROR name the folder that holds registry.terraform.io/hashicorp/aws (or registry.opentofu.org/hashicorp/aws: either serves both programs), or unset it to install from the registry.",
  },
  AWS_PROVIDER_OUT_OF_REACH: {
    summary: "No way to the hashicorp/aws provider",
    advice:
      "Give the machine a way to the registry (registry.terraform.io for Terraform, registry.opentofu.org for OpenTofu), or let LATCHKEY_PROVIDER_MIRROR name a filesystem mirror that holds hashicorp/aws under either host (`terraform providers mirror` and `tofu providers mirror` make one).",
  },
  PROVIDER_NOT_BUILT: {
    summary: "Provider not built",
    advice: "Run `npm run build` first.",
  },
  PROVIDER_PACKAGE_UNUSABLE: {
    summary: "Not a package of the provider",
    advice:
      "Let --from name a zip of a release (terraform-provider-latchkey_<version>_<os>_<arch>.zip), a folder of such zips, or the folder of an unpacked provider.",
  },
  PROVIDER_MIRROR_UNWRITABLE: {
    summary: "Provider mirror cannot be written to",
    advice: "Make room and give the right to write there, or name another folder by --mirror.",
  },
  OUTPUT_FILE_UNWRITABLE: {
    summary: "File not written",
    advice: "Name a file that is not there, in a folder that is and that may be written to, by --out.",
  },
  QUICKSTART_NOT_FOUND: {
    summary: "Quickstart not found",
    advice: "Run this command from a checkout of the repository, after `npm ci`.",
  },
  WORK_FOLDER_OCCUPIED: {
    summary: "Work folder occupied",
    advice: "Name an empty folder, a new one, or one that an earlier run has left.",
  },
  SANDBOX_PORT_TAKEN: {
    summary: "Port taken",
    advice: "Choose another port, or 0 for any free one.",
  },
  SANDBOX_DATA_IN_USE: {
    summary: "Data folder in use",
    advice:
      "Name another folder, or end the sandbox that has it. If no sandbox runs and another program has got that process's id, delete the lock file.",
  },
  SANDBOX_DATA_UNUSABLE: {
    summary: "Data folder unusable",
    advice:
      "Name a new folder, an empty one, or one in which a sandbox of this version has kept its state and that you may write.",
  },
  DEPLOYMENT_FAILED: {
    summary: "Deployment failed",
    advice: "Read the log that is named above; the error stands at its end.",
  },
  AUDIT_PATH_MISSING: {
    summary: "Nothing there to audit",
    advice: "Name files and folders that exist, `-` for standard input, or a --workspace.",
  },
  HCP_TOKEN_MISSING: {
    summary: "No token for HCP Terraform",
    advice:
      "Set TFE_TOKEN or TF_TOKEN_<host> (TF_TOKEN_app_terraform_io) to a user or team token that may read the workspace's state versions, or run `terraform login`.",
  },
  HCP_TOKEN_REFUSED: {
    summary: "HCP Terraform refuses the token",
    advice: "Renew the token in TFE_TOKEN or TF_TOKEN_<host>, and check that it belongs to this --hostname.",
  },
  HCP_WORKSPACE_NOT_FOUND: {
    summary: "Workspace not found",
    advice:
      "Check the spelling of organization and workspace, and that the token may read the workspace's state versions: HCP Terraform does not tell one from the other.",
  },
  HCP_UNREACHABLE: {
    summary: "HCP Terraform not reachable",
    advice: "Check the network and --hostname, and run the command again.",
  },
  HCP_FAILED: {
    summary: "HCP Terraform failed",
    advice: "Run the command again later.",
  },
  HCP_UNEXPECTED: {
    summary: "Answer of HCP Terraform not understood",
    advice: "Check that --hostname names HCP Terraform or a Terraform Enterprise.",
  },
  CONFIRMATION_IMPOSSIBLE: {
    summary: "No terminal to confirm at",
    advice: "Look at the plan with --dry-run; then run the command in a terminal, or with --yes.",
  },
  STATE_UNREADABLE: {
    summary: "State cannot be read",
    advice:
      "Name a state file that Terraform has written by --state, or the folder of its configuration by --terraform.",
  },
  STATE_PULL_FAILED: {
    summary: "Terraform did not give its state",
    advice:
      "Run `terraform state pull` in that folder by hand: it may want `terraform init`, a workspace or credentials first.",
  },
  RETIRE_NOTHING_FITS: {
    summary: "Nothing fits what was asked for",
    advice:
      "Look at everything that the state holds: leave out --target, --user and --key, and add --dry-run.",
  },
  RETIRE_AMBIGUOUS: {
    summary: "Not clear what is to be retired",
    advice: "Say which one is meant by --target, --user, --rotator or --key.",
  },
  RETIRE_USER_UNKNOWN: {
    summary: "IAM user of the key not found",
    advice: "Run with credentials of the user's account, or name the user by --user ARN.",
  },
  RETIRE_ROTATOR_UNKNOWN: {
    summary: "Rotator of the target not known",
    advice: "Name it by --rotator PATH; without one the gateway cannot replace the key.",
  },
  RETIRE_KEY_SHARED: {
    summary: "Another target works with the key",
    advice:
      "Give each target a user and a key of its own first: a key that one still needs cannot be retired.",
  },
  RETIRE_HOLDERS_UNSEEN: {
    summary: "Not known who else works with the key",
    advice:
      "Let the caller list the targets and items of the gateway, and read those that have changed since the key was made; or go on all the same by --despite and their paths.",
  },
  RETIRE_NOT_IN_SECRET: {
    summary: "Key is not what readers of the secret get",
    advice:
      "Let the current version of the secret hold this key, or name the secret that does by --secret. If nothing works with the key, delete it.",
  },
  RETIRE_SECRET_UNFIT: {
    summary: "Secret holds something else beside the key",
    advice:
      "Let the secret be a JSON object of two texts, the key's id and its secret, and move everything else to a secret of its own: each rotation writes the secret anew.",
  },
  RETIRE_KEY_USED_ELSEWHERE: {
    summary: "Key is used elsewhere, too",
    advice:
      "Let what uses the key have credentials of its own, and remove the key from there; or go on all the same by --despite and the address.",
  },
  STATUS_NOTHING_FOUND: {
    summary: "Nothing to look at in the state",
    advice:
      "Name a state that holds a latchkey_target_aws, a latchkey_seed_retirement or a latchkey_machine_key, or name the target by --target and --user, or the secret by --secret.",
  },
} as const satisfies Record<string, CatalogEntry>;
