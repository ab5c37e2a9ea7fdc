import { isIP } from "node:net";
import { isLoopback } from "../domain/loopback.js";
import { isExempt } from "./no-proxy.js";
import { hindered } from "./obstacle.js";

/** A proxy that the environment names. */
export interface NamedProxy {
  /** Whether it is spoken to in TLS. */
  readonly secure: boolean;
  /** As a socket takes it: an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Host and port, as it is shown; its login never is. */
  readonly name: string;
  /** The credentials that the proxy is given. */
  readonly authorization?: string;
  /** The variable that names it. */
  readonly variable: string;
}

/**
 * The proxy that a request to `url` goes through, as Terraform's own requests would: HTTPS_PROXY for https, HTTP_PROXY
 * for http, unless NO_PROXY exempts the host; in capital letters or in small ones. This machine's own servers are asked
 * directly, and ALL_PROXY does not count.
 *
 * @throws an error that tells PROXY_MALFORMED
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): NamedProxy | undefined {
  const names = url.protocol === "https:" ? ["HTTPS_PROXY", "https_proxy"] : ["HTTP_PROXY", "http_proxy"];
  const variable = names.find((name) => env[name]?.trim());
  if (variable === undefined || isLoopback(url.hostname)) return undefined;
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  if (isExempt(url.hostname, port, env.NO_PROXY || env.no_proxy || "")) return undefined;
  return parsed(env[variable]?.trim() ?? "", variable);
}

/** Where the proxy is, for a socket; no address stands as a name in TLS. */
export function addressOf({ host, port }: NamedProxy) {
  return { host, port, servername: isIP(host) === 0 ? host : "" };
}

/** Whether the environment names a proxy for requests of this protocol, whatever is exempted. */
export function namesProxy(protocol: "https" | "http", env: NodeJS.ProcessEnv): boolean {
  const name = `${protocol}_proxy`;
  return !!(env[name.toUpperCase()]?.trim() || env[name]?.trim());
}

function parsed(text: string, variable: string): NamedProxy {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(whole)) throw malformed(variable, "is no URL");
  const { protocol, hostname, port, username, password } = new URL(whole);
  if (protocol !== "http:" && protocol !== "https:") {
    throw malformed(variable, `names a proxy of the kind ${protocol.replace(":", "")}`);
  }
  const secure = protocol === "https:";
  const number = Number(port) || (secure ? 443 : 80);
  const login = Buffer.from(`${unescaped(username)}:${unescaped(password)}`).toString("base64");
  return {
    secure,
    host: hostname.replace(/^\[|\]$/g, ""),
    port: number,
    name: `${hostname}:${number}`,
    variable,
    ...(username + password !== "" && { authorization: `Basic ${login}` }),
  };
}

/** A password may hold a percent sign that the deployer has not escaped. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The value is not shown: it may hold a password. */
function malformed(variable: string, why: string): Error {
  return hindered({
    code: "PROXY_MALFORMED",
    seen: `${variable} ${why}`,
    advice: `Write ${variable} like http://proxy.example.com:3128, with user:password@ before the host where the proxy wants a login.`,
    passing: false,
  });
}
