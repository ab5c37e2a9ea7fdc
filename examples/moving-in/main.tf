terraform {
  required_version = ">= 1.11"
  required_providers {
    latchkey = { source = "latchkey/latchkey" }
  }
}

# Each resource stands in the place of one of the official provider, of which the state knows. When everything has been
# moved, the moved blocks may go.
resource "latchkey_static_secret" "password" {
  name        = "/prod/password"
  description = "Of the shop's database."
  tags        = ["shop", "prod"]
}

moved {
  from = akeyless_static_secret.password
  to   = latchkey_static_secret.password
}

# It keeps the key that it holds. With seed_user_arn it would be seeded by its IAM user from now on.
resource "latchkey_target_aws" "aws" {
  name        = "/prod/aws"
  description = "The account of the shop."
}

moved {
  from = akeyless_target_aws.aws
  to   = latchkey_target_aws.aws
}

resource "latchkey_target_aws" "cluster" {
  name                 = "/prod/cluster"
  use_gateway_identity = true
  region               = "eu-west-1"
}

moved {
  from = akeyless_target_aws.cluster
  to   = latchkey_target_aws.cluster
}

resource "latchkey_rotated_secret_aws" "weekly" {
  name          = "/prod/aws-rotator"
  target        = latchkey_target_aws.aws.name
  interval_days = 7
  rotation_hour = 3
}

moved {
  from = akeyless_rotated_secret_aws.weekly
  to   = latchkey_rotated_secret_aws.weekly
}

resource "latchkey_dynamic_secret_aws" "admin" {
  name        = "/prod/aws-admin"
  target      = latchkey_target_aws.aws.name
  access_mode = "assume_role"
  role_arns   = ["arn:aws:iam::000000424242:role/admin"]
}

moved {
  from = akeyless_dynamic_secret_aws.admin
  to   = latchkey_dynamic_secret_aws.admin
}
