import { attr } from "../vocabulary/index.js";
import { givenSecret } from "./attributes/given-secret.js";
import { sentBackSecret } from "./attributes/write-only.js";
import { heldIn, ofTarget, targetFamily } from "./families/target.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { int } from "./wire/index.js";

const held = heldIn("github_target_details");

const attributes = {
  ...ofTarget,
  github_app_id: attr.required.int({
    doc: "Number of the GitHub App by which tokens are issued.",
    min: 1,
    wire: int("github-app-id", held.of("github_app_id")),
  }),
  ...sentBackSecret(
    "github_app_private_key_wo",
    "github-app-private-key",
    held.of("github_app_private_key").told,
    "Private key of the GitHub App.",
  ),
  github_base_url: held.textOrUsual(
    ...(["github-base-url", "github_base_url"] as const),
    "URL of GitHub's API.",
    "https://api.github.com/",
  ),
};

/** A GitHub App, by which tokens are issued. */
export const targetGithub = gatewayType({
  type: "target_github",
  noun: "GitHub target",
  doc: "A GitHub App, by which tokens are issued.",
  family: targetFamily("github"),
  commands: { create: "target-create-github", update: "target-update-github" },
  attributes,
  rules: givenSecret(attributes, {
    secret: "github_app_private_key_wo",
    version: "github_app_private_key_wo_version",
    of: "target",
  }),
});
