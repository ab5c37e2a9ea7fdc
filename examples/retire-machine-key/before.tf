terraform {
  required_version = ">= 1.11"
  required_providers {
    aws      = { source = "hashicorp/aws" }
    latchkey = { source = "latchkey/latchkey" }
  }
}

# The tag is what lets `latchkey retire` touch the user's keys. A user without it is refused.
resource "aws_iam_user" "pusher" {
  name = "pusher"
  path = "/machines/"
  tags = { "latchkey:secret" = "ci/pusher" }
}

resource "aws_secretsmanager_secret" "pusher" {
  name                    = "ci/pusher"
  recovery_window_in_days = 0
}

# The key: its secret is in the state, twice, and in every older version of it.
resource "aws_iam_access_key" "pusher" {
  user = aws_iam_user.pusher.name
}

resource "aws_secretsmanager_secret_version" "pusher" {
  secret_id = aws_secretsmanager_secret.pusher.id
  secret_string = jsonencode({
    AWS_ACCESS_KEY_ID     = aws_iam_access_key.pusher.id
    AWS_SECRET_ACCESS_KEY = aws_iam_access_key.pusher.secret
  })
}
