import type { ResourceAddress } from "../state/resource-address.js";

const INSTANCE_KEY = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/;

/** Terraform takes `import` blocks there only. */
export const ROOT = "# In the root module:";

/** The parts of an address: `module.a[0].` or nothing, the name, and `["key"]` or nothing. */
export function addressPartsOf({
  address: { text },
  type,
}: {
  readonly address: ResourceAddress;
  readonly type: string;
}) {
  const key = INSTANCE_KEY.exec(text)?.[0] ?? "";
  const rest = text.slice(0, text.length - key.length);
  const name = rest.slice(rest.lastIndexOf(".") + 1);
  return { module: rest.slice(0, rest.length - name.length - type.length - 1), name, key };
}

/** A name for a resource, from the address of an instance. */
export function labelFrom(address: string): string {
  return address.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^_+|_+$/g, "");
}

/** A text of these lines, without those that are undefined. */
export function lines(...all: readonly (string | undefined)[]): string {
  return `${all.filter((line) => line !== undefined).join("\n")}\n`;
}
