# The run task and the notification that call the hook. The hook has the same two secrets in its environment.

variable "hook_url" {
  description = "Where HCP Terraform reaches the hook, such as https://hook.example.com"
  type        = string
}

variable "hook_task_key" {
  description = "HMAC key of the run task: LATCHKEY_HOOK_TASK_KEY of the hook"
  type        = string
  sensitive   = true
}

variable "hook_notification_token" {
  description = "Token of the notification: LATCHKEY_HOOK_NOTIFICATION_TOKEN of the hook"
  type        = string
  sensitive   = true
}

data "tfe_workspace" "prod" {
  organization = "acme"
  name         = "prod-network"
}

resource "tfe_organization_run_task" "latchkey" {
  organization = "acme"
  name         = "latchkey"
  url          = "${var.hook_url}/run-task"
  hmac_key     = var.hook_task_key
  enabled      = true
}

resource "tfe_workspace_run_task" "latchkey" {
  workspace_id      = data.tfe_workspace.prod.id
  task_id           = tfe_organization_run_task.latchkey.id
  stages            = ["post_apply"]
  enforcement_level = "advisory"
}

resource "tfe_notification_configuration" "latchkey" {
  workspace_id     = data.tfe_workspace.prod.id
  name             = "latchkey"
  destination_type = "generic"
  url              = "${var.hook_url}/notification"
  token            = var.hook_notification_token
  triggers         = ["run:errored", "run:completed"]
  enabled          = true
}
