import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** Where Terraform is, for a start with another PATH. */
export function terraformFile(): string {
  const name = process.env.TERRAFORM_BINARY_NAME || "terraform";
  if (name.includes("/")) return resolve(name);
  const places = (process.env.PATH ?? "").split(delimiter).map((place) => join(place, name));
  return places.find((file) => existsSync(file)) ?? name;
}
