terraform {
  required_version = ">= 1.11"
  required_providers {
    aws      = { source = "hashicorp/aws" }
    latchkey = { source = "latchkey/latchkey" }
  }
}

# The tag is what lets `latchkey retire` touch the user's keys. A user without it is refused.
resource "aws_iam_user" "gateway" {
  name = "gateway"
  path = "/legacy/"
  tags = { "latchkey:target" = "/prod/aws" }
}

resource "aws_iam_user_policy" "gateway" {
  user = aws_iam_user.gateway.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:GetUser"]
        Resource = aws_iam_user.gateway.arn
      },
      { Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.admin.arn },
    ]
  })
}

resource "aws_iam_role" "admin" {
  name = "admin"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.gateway.arn } }]
  })
}

# The seed: its secret is in the state, and in every older version of it.
resource "aws_iam_access_key" "seed" {
  user = aws_iam_user.gateway.name
}

resource "latchkey_target_aws" "aws" {
  name                         = "/prod/aws"
  access_key_id                = aws_iam_access_key.seed.id
  secret_access_key_wo         = aws_iam_access_key.seed.secret
  secret_access_key_wo_version = 1
}

resource "latchkey_rotated_secret_aws" "daily" {
  name       = "/prod/aws-rotator"
  target     = latchkey_target_aws.aws.name
  depends_on = [aws_iam_user_policy.gateway]
}

resource "latchkey_dynamic_secret_aws" "admin" {
  name        = "/prod/aws-admin"
  target      = latchkey_target_aws.aws.name
  access_mode = "assume_role"
  role_arns   = [aws_iam_role.admin.arn]
}
