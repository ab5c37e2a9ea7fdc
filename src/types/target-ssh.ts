import { maySecrets } from "./attributes/write-only.js";
import { heldIn, ofTarget, targetFamily } from "./families/target.js";
import { gatewayType } from "./mechanism/gateway-type.js";

const held = heldIn("ssh_target_details");

const attributes = {
  ...ofTarget,
  host: held.text("host", "host", "Name or address of the machine. Default: none."),
  port: held.textOrUsual("port", "port", "Port of its SSH server.", "22"),
  ssh_username: held.text("ssh-username", "username", "User who logs in. Default: none."),
  ...held.secret("ssh_password_wo", "ssh-password", "password", "Password of the user."),
  ...held.secret("private_key_wo", "private-key", "private_key", "Private key of the user."),
  ...held.secret(
    "private_key_password_wo",
    "private-key-password",
    "private_key_password",
    "Passphrase of the private key.",
  ),
};

/** A machine that is reached by SSH. */
export const targetSsh = gatewayType({
  type: "target_ssh",
  noun: "SSH target",
  doc: "A machine that is reached by SSH.",
  family: targetFamily("ssh"),
  commands: { create: "target-create-ssh", update: "target-update-ssh" },
  attributes,
  rules: maySecrets(attributes, "target", "ssh_password_wo", "private_key_wo", "private_key_password_wo"),
});
