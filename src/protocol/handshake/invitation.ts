import { Fault } from "../../errors/fault.js";

/** What Terraform asks of a plugin that it starts, told by environment variables. */
export interface Invitation {
  /** The certificate (PEM) that Terraform will present; null for a plaintext connection. */
  readonly clientCertificate: string | null;
  /** Where to make the socket, if Terraform says it. */
  readonly socketDirectory: string | null;
  /** Ports to choose from where there are no unix sockets. */
  readonly ports: { readonly min: number; readonly max: number };
  /** Whether the handshake line is to say that connections are not multiplexed. */
  readonly asksForMultiplexing: boolean;
}

type Environment = { readonly [name: string]: string | undefined };

/** Shows that the caller is Terraform and means a provider. Not a secret: it guards against a start by hand. */
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const PROTOCOL = "6";

/**
 * Reads the invitation.
 * @throws Fault NOT_STARTED_BY_TERRAFORM, PLUGIN_PROTOCOL_UNSUPPORTED, PLUGIN_CONNECTION_UNPROTECTED
 */
export function readInvitation(env: Environment): Invitation {
  if (env.TF_PLUGIN_MAGIC_COOKIE !== COOKIE) {
    throw refusal("NOT_STARTED_BY_TERRAFORM", "there is no invitation from Terraform in the environment");
  }
  const versions = (env.PLUGIN_PROTOCOL_VERSIONS ?? PROTOCOL).split(",").map((version) => version.trim());
  if (!versions.includes(PROTOCOL)) {
    throw refusal(
      "PLUGIN_PROTOCOL_UNSUPPORTED",
      `this Terraform speaks plugin protocol ${versions.join(" and ")}, the provider speaks ${PROTOCOL}`,
    );
  }
  const clientCertificate = env.PLUGIN_CLIENT_CERT || null;
  if (clientCertificate === null && !env.TF_DISABLE_PLUGIN_TLS) {
    throw refusal("PLUGIN_CONNECTION_UNPROTECTED", "there is no client certificate in the environment");
  }
  return {
    clientCertificate,
    socketDirectory: env.PLUGIN_UNIX_SOCKET_DIR || null,
    ports: { min: port(env.PLUGIN_MIN_PORT, 10_000), max: port(env.PLUGIN_MAX_PORT, 25_000) },
    asksForMultiplexing: env.PLUGIN_MULTIPLEX_GRPC !== undefined,
  };
}

function port(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return text !== undefined && Number.isInteger(number) && number > 0 && number < 65_536 ? number : otherwise;
}

function refusal(code: ConstructorParameters<typeof Fault>[0], seen: string): Fault {
  return new Fault(code, { doing: "starting the provider", seen, state: "Nothing was started." });
}
