terraform {
  required_version = ">= 1.11"
  required_providers {
    aws      = { source = "hashicorp/aws" }
    latchkey = { source = "latchkey/latchkey" }
  }
}

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

# The key is gone in AWS. Both blocks may stay for good, or go after the first apply.
removed {
  from = aws_iam_access_key.seed
  lifecycle {
    destroy = false
  }
}

removed {
  from = latchkey_target_aws.aws
  lifecycle {
    destroy = false
  }
}

resource "latchkey_target_aws" "aws_seeded" {
  name          = "/prod/aws"
  seed_user_arn = aws_iam_user.gateway.arn
}

import {
  to = latchkey_target_aws.aws_seeded
  id = "/prod/aws,arn:aws:iam::000000424242:user/legacy/gateway"
}

resource "latchkey_rotated_secret_aws" "daily" {
  name       = "/prod/aws-rotator"
  target     = latchkey_target_aws.aws_seeded.name
  depends_on = [aws_iam_user_policy.gateway]
}

resource "latchkey_dynamic_secret_aws" "admin" {
  name        = "/prod/aws-admin"
  target      = latchkey_target_aws.aws_seeded.name
  access_mode = "assume_role"
  role_arns   = [aws_iam_role.admin.arn]
}
