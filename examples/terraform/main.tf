terraform {
  required_version = ">= 1.11"
  required_providers {
    aws      = { source = "hashicorp/aws" }
    latchkey = { source = "latchkey/latchkey" }
  }
}

locals {
  target = "/services/products/production/aws"
}

# The user is dedicated to one target by its tag; no key of any other user is ever touched.
resource "aws_iam_user" "gateway" {
  name = "gateway"
  path = "/latchkey/"
  tags = { "latchkey:target" = local.target }
}

# All that a rotation needs, on this one user.
resource "aws_iam_user_policy" "rotation" {
  user = aws_iam_user.gateway.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:GetUser"]
      Resource = aws_iam_user.gateway.arn
    }]
  })
}

# Mints the seed key and hands it over; no secret of it is ever stored.
resource "latchkey_target_aws" "aws" {
  name          = local.target
  seed_user_arn = aws_iam_user.gateway.arn
  depends_on    = [aws_iam_user_policy.rotation]
}

resource "latchkey_rotated_secret_aws" "daily" {
  name          = "/services/products/production/aws-rotator"
  target        = latchkey_target_aws.aws.name
  interval_days = 1
}

# Rotates, proves the working key, deactivates the seed, waits, proves again, deletes.
resource "latchkey_seed_retirement" "seed" {
  target        = latchkey_target_aws.aws.name
  rotator       = latchkey_rotated_secret_aws.daily.name
  seed_user_arn = aws_iam_user.gateway.arn
  seed_key_id   = latchkey_target_aws.aws.seed_key_id
}
