import { basename } from "node:path";

type Environment = Readonly<Record<string, string>>;

/** How a provider is told of static secrets, for those of which it is known. */
export interface Dialect {
  readonly source: string;
  /** The provider block. */
  block(env: Environment): object;
  readonly type: string;
  /** One secret of that name, as a configuration has it. */
  secret(name: string): object;
  /** What a state says of it beyond nothing. `number` is the gateway's own of it. */
  stored(name: string, number: number): object;
}

const DIALECTS: { readonly [program: string]: Dialect } = {
  "terraform-provider-latchkey": {
    source: "latchkey/latchkey",
    block: () => ({}),
    type: "latchkey_static_secret",
    secret: (name) => ({ name, value_wo: "bench-only", value_wo_version: 1 }),
    stored: (name, number) => ({ name, value_wo_version: 1, format: "text", item_id: number }),
  },
  "terraform-provider-akeyless": {
    source: "akeyless-community/akeyless",
    block: (env) => ({
      api_gateway_address: env.AKEYLESS_GATEWAY,
      api_key_login: { access_id: env.AKEYLESS_ACCESS_ID, access_key: env.AKEYLESS_ACCESS_KEY },
    }),
    type: "akeyless_static_secret",
    secret: (path) => ({ path, value: "bench-only" }),
    stored: (path) => ({ id: path, path, value: "bench-only" }),
  },
};

/** The dialect of a program; undefined for one of which none is known. */
export function dialectOf(program: string): Dialect | undefined {
  return DIALECTS[basename(program).split("_")[0] ?? ""];
}
