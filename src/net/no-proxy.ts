import { BlockList, isIP } from "node:net";

/**
 * Whether a list in NO_PROXY exempts a host, by the rules of Go's HTTP clients, which are those of Terraform and its
 * providers: `*`, addresses, ranges such as `10.0.0.0/8`, and names, each with a port or without. `example.com` means
 * the host and all below it, `.example.com` and `*.example.com` only those below. White space separates, too, as it does
 * for most programs that are not Go's.
 */
export function isExempt(host: string, port: number, list: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== "")
    .some((entry) => matches(entry, name, port));
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === "*") return true;
  const family = isIP(host);
  const [, range = "", bits = ""] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (isIP(range) !== 0) return family !== 0 && inRange(range, Number(bits), host);
  const { name, port: only } = hostAndPort(entry);
  if (only !== undefined && only !== port) return false;
  if (isIP(name) !== 0) return family !== 0 && inRange(name, isIP(name) === 4 ? 32 : 128, host);
  const below = name.replace(/^\*/, "");
  if (below === "") return false;
  return below.startsWith(".") ? host.endsWith(below) : host === below || host.endsWith(`.${below}`);
}

/** `name`, `name:443`, `[::1]:443`, `::1`. */
function hostAndPort(entry: string): { readonly name: string; readonly port?: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(entry) ?? [];
  const name = bracketed ?? plain;
  return name === undefined ? { name: entry } : { name, port: Number(port) };
}

function inRange(address: string, bits: number, host: string): boolean {
  const range = new BlockList();
  try {
    range.addSubnet(address, bits, familyOf(address));
  } catch {
    return false; // more bits than an address has
  }
  return range.check(host, familyOf(host));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}
