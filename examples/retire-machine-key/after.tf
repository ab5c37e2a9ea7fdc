terraform {
  required_version = ">= 1.11"
  required_providers {
    aws      = { source = "hashicorp/aws" }
    latchkey = { source = "latchkey/latchkey" }
  }
}

resource "aws_iam_user" "pusher" {
  name = "pusher"
  path = "/machines/"
  tags = { "latchkey:secret" = "ci/pusher" }
}

resource "aws_secretsmanager_secret" "pusher" {
  name                    = "ci/pusher"
  recovery_window_in_days = 0
}

# The key is replaced. Both blocks may stay for good, or go after the first apply.
removed {
  from = aws_iam_access_key.pusher
  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_secretsmanager_secret_version.pusher
  lifecycle {
    destroy = false
  }
}

resource "latchkey_machine_key" "pusher" {
  secret_id = aws_secretsmanager_secret.pusher.arn
  user_arn  = aws_iam_user.pusher.arn
}

import {
  to = latchkey_machine_key.pusher
  id = "arn:aws:secretsmanager:us-east-1:000000424242:secret:ci/pusher-AbCdEf,user_arn=arn:aws:iam::000000424242:user/machines/pusher"
}
