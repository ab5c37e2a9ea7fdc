import { MACHINE_GRACE_SECONDS } from "./changes.js";
import type { Stack } from "./stack.js";
import type { Waits } from "./waits.js";

const PACE = 10;

/**
 * A machine user and the secret of Secrets Manager in which its key lies. A person has made both before, and tagged the
 * user: the provider does what it does with an access key, and nothing else.
 */
export function machineStack(name = "machine"): Stack {
  const userName = `${name}-user`;
  const secret = `ci/${name}`;
  let userArn = "";
  return {
    userName,
    successors: [],
    target: secret,
    home: "secret",
    rotator: "",
    producer: "",
    folder: `/${name}`,
    managesUser: false,
    pace: PACE,
    secrets: {},
    cliConfig: async (provider) =>
      `provider_installation {\n  dev_overrides {\n    "latchkey/latchkey" = ${JSON.stringify(provider)}\n  }\n  direct {}\n}\n`,
    async prepare(person) {
      userArn = await person.makeMachineUser(userName, secret);
    },
    configure: (terraform, waits, { trigger = "1" }) =>
      terraform.configure(configuration({ secret, userArn, trigger }, waits)),
  };
}

interface Wanted {
  readonly secret: string;
  readonly userArn: string;
  readonly trigger: string;
}

function configuration({ secret, userArn, trigger }: Wanted, waits: Waits): object {
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
          user_arn: userArn,
          trigger,
          grace_period_seconds: MACHINE_GRACE_SECONDS,
          quiet_period_seconds: waits.quietPeriodSeconds,
        },
      },
    },
  };
}
