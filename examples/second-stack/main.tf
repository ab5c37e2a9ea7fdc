# A second stack: its AWS provider works with a credential that the dynamic secret of the first one issues. The
# credential is there while Terraform runs, and in no state, no plan and no file.
#
# The gateway is found by LATCHKEY_GATEWAY_URL (or AKEYLESS_GATEWAY) and a login; no AWS credential is needed.

terraform {
  required_version = ">= 1.10"
  required_providers {
    latchkey = { source = "latchkey/latchkey" }
    aws      = { source = "hashicorp/aws" }
  }
}

variable "dynamic_secret" {
  description = "Path of a dynamic secret that the first stack has made."
  type        = string
  default     = "/services/products/production/aws-admin"
}

# Who reads, and what is there: no secret is in these, and nothing is issued for them.
data "latchkey_caller_identity" "me" {}

data "latchkey_item" "admin" {
  name = var.dynamic_secret
}

ephemeral "latchkey_dynamic_secret" "admin" {
  name = data.latchkey_item.admin.name
}

provider "aws" {
  access_key = ephemeral.latchkey_dynamic_secret.admin.access_key_id
  secret_key = ephemeral.latchkey_dynamic_secret.admin.secret_access_key
  token      = ephemeral.latchkey_dynamic_secret.admin.session_token

  # The user is named by the credential; nothing else has to be asked for.
  skip_requesting_account_id = true
}

resource "aws_iam_user" "application" {
  name = "application"
}

output "read_as" {
  value = data.latchkey_caller_identity.me.access_id
}
