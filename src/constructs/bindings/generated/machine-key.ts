// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { machineKeyTable } from "../../../schema/resources/machine-key.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyMachineKeyArguments = BindingConfig<typeof machineKeyTable>;

/** Arguments of `latchkey_machine_key`. */
export interface LatchkeyMachineKeyConfig extends LatchkeyMachineKeyArguments {
  /** The secret in which the users of the key find it: in AWS Secrets Manager its ARN, or its name in the provider's region; in the gateway the path of a static secret, which the resource makes with the first key and deletes with the last. Another secret makes the key anew. */
  readonly secretId: LatchkeyMachineKeyArguments["secretId"];
  /** What the secret is in: `aws_secrets_manager`, or `gateway` for a static secret of the gateway. Default: `aws_secrets_manager`. */
  readonly secretStore?: LatchkeyMachineKeyArguments["secretStore"];
  /** ARN of the IAM user whose key it is. The user is dedicated to the secret by its tag `latchkey:secret`, whose value is the secret's name or ARN, or the path of the static secret, and has no keys but those of this resource. Another user makes the key anew. */
  readonly userArn: LatchkeyMachineKeyArguments["userArn"];
  /** Field of the secret's JSON that has the id of the key. Another one rotates the key. Default: `AWS_ACCESS_KEY_ID`. */
  readonly keyIdField?: LatchkeyMachineKeyArguments["keyIdField"];
  /** Field of the secret's JSON that has the secret access key. Another one rotates the key. Default: `AWS_SECRET_ACCESS_KEY`. */
  readonly secretField?: LatchkeyMachineKeyArguments["secretField"];
  /** Days after which a key is due, 1 to 1000: the first apply after that rotates it. Longer than the grace. Default: only another `trigger` rotates it. */
  readonly rotateEveryDays?: LatchkeyMachineKeyArguments["rotateEveryDays"];
  /** Any text; another one rotates the key. Default: none. */
  readonly trigger?: LatchkeyMachineKeyArguments["trigger"];
  /** Seconds for which a replaced key goes on working, 0 to 31536000. The first apply after that ends it, unless it was used within the last day. Default: 604800. */
  readonly gracePeriodSeconds?: LatchkeyMachineKeyArguments["gracePeriodSeconds"];
  /** Seconds between the deactivation of a replaced key and its deletion, 0 to 3600. Default: 15. */
  readonly quietPeriodSeconds?: LatchkeyMachineKeyArguments["quietPeriodSeconds"];
}

/** `latchkey_machine_key`: Mints an access key of an IAM user for machines and writes it to a secret of AWS Secrets Manager, or to a static secret of the gateway, from which alone its users read it: it is in no state and in no plan. Rotates it with overlap, and retires the key that was replaced. */
export class LatchkeyMachineKey extends bind(machineKeyTable) {
  constructor(scope: Construct, id: string, config: LatchkeyMachineKeyConfig) {
    super(scope, id, config);
  }
}
