import { MACHINE_GRACE_SECONDS } from "./changes.js";
import type { Stack } from "./stack.js";
import type { Waits } from "./waits.js";

const PACE = 10;

type Store = "aws_secrets_manager" | "gateway";

/**
 * A machine user and the secret in which its key lies. A person has made the user before, tagged it, and made the secret
 * where Secrets Manager holds it: the provider does what it does with an access key, and nothing else.
 */
export function machineStack(store: Store = "aws_secrets_manager", name = "machine"): Stack {
  const userName = `${name}-user`;
  const folder = `/${name}`;
  const secret = store === "aws_secrets_manager" ? `ci/${name}` : `${folder}/key`;
  let userArn = "";
  return {
    userName,
    successors: [],
    target: secret,
    home: store === "aws_secrets_manager" ? "secret" : "static secret",
    rotator: "",
    producer: "",
    folder,
    managesUser: false,
    pace: PACE,
    secrets: {},
    cliConfig: async (provider) =>
      `provider_installation {\n  dev_overrides {\n    "latchkey/latchkey" = ${JSON.stringify(provider)}\n  }\n  direct {}\n}\n`,
    async prepare(person) {
      if (store === "aws_secrets_manager") await person.secrets.makeEmpty(secret);
      userArn = await person.makeMachineUser(userName, secret);
    },
    configure: (terraform, waits, { trigger = "1" }) =>
      terraform.configure(configuration({ secret, store, userArn, trigger }, waits)),
  };
}

interface Wanted {
  readonly secret: string;
  readonly store: Store;
  readonly userArn: string;
  readonly trigger: string;
}

function configuration({ secret, store, userArn, trigger }: Wanted, waits: Waits): object {
  return {
    terraform: { required_providers: { latchkey: { source: "latchkey/latchkey" } } },
    provider: {
      latchkey: {
        key_settle_seconds: waits.keySettleSeconds,
        request_timeout_seconds: waits.requestTimeoutSeconds,
      },
    },
    resource: {
      latchkey_machine_key: {
        key: {
          secret_id: secret,
          secret_store: store,
          user_arn: userArn,
          trigger,
          grace_period_seconds: MACHINE_GRACE_SECONDS,
          quiet_period_seconds: waits.quietPeriodSeconds,
        },
      },
    },
  };
}
