# terraform query -generate-config-out=found.tf
list "latchkey_role" "prod" {
  provider         = latchkey
  include_resource = true

  config {
    path = "/prod"
  }
}

list "latchkey_static_secret" "ours" {
  provider         = latchkey
  include_resource = true
  limit            = 500

  config {
    path = "/prod"
    tags = ["team-a"]
  }
}
