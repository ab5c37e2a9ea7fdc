import { Construct, type IConstruct } from "constructs";
import { gatewayPathFlaw } from "../domain/gateway-path.js";
import type { LatchkeyProvider } from "./bindings/index.js";
import { known } from "./bindings/known.js";
import { BootstrapUser } from "./bootstrap-user.js";
import { Credentials } from "./credentials.js";
import { DynamicProducer, type DynamicProducerOptions } from "./dynamic-producer.js";
import { refusal } from "./refusal.js";
import { Rotator } from "./rotator.js";
import { SeedRetirement } from "./seed-retirement.js";
import { Target } from "./target.js";

/** Properties of an {@link AwsAccess}. */
export interface AwsAccessProps {
  /**
   * Folder in the gateway, such as `/services/production`: the target is `aws` in it, the rotator `aws-rotator`, and
   * each producer goes by its name.
   */
  readonly folder: string;
  /** Days between two rotations of the gateway's key, 1 to 365. @default 1 */
  readonly rotationIntervalDays?: number | undefined;
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. @default - the gateway's own choice */
  readonly rotationHour?: number | undefined;
  /** Seconds between the deactivation of the seed and the second proof, 0 to 3600. @default 15 */
  readonly quietPeriodSeconds?: number | undefined;
  /**
   * Raise it to ask for a fresh seed, which replaces the key that the gateway works with. @default - no fresh seed is
   * asked for
   */
  readonly seedVersion?: number | undefined;
  /** Name of the IAM user. @default - the path of the construct, joined by dashes */
  readonly userName?: string | undefined;
  /** Path of the IAM user. @default /latchkey/ */
  readonly userPath?: string | undefined;
  /** ARN of the policy that bounds what the IAM user can ever be allowed. @default - no boundary */
  readonly permissionsBoundaryArn?: string | undefined;
  /** Region in which the gateway calls AWS. @default - the gateway's own default, us-east-2 */
  readonly region?: string | undefined;
  /** The provider block of the gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
  /** The AWS provider of the account in which the IAM user lives. @default - the stack's default AWS provider */
  readonly awsProvider?: IConstruct | undefined;
}

/**
 * Gives a gateway access to an AWS account: an IAM user that may do nothing but replace its own keys, a target seeded
 * with it, a rotation on a schedule and the end of the seed key. Add producers for what is to be issued.
 */
export class AwsAccess extends Construct {
  readonly user: BootstrapUser;
  readonly target: Target;
  readonly rotator: Rotator;
  readonly retirement: SeedRetirement;
  readonly #folder: string;

  constructor(scope: Construct, id: string, props: AwsAccessProps) {
    super(scope, id);
    const { folder, provider } = props;
    const path = known(folder);
    const flaw = typeof path === "string" ? gatewayPathFlaw(path) : undefined;
    if (flaw) throw refusal(this, "PATH_MALFORMED", "folder", flaw);

    this.#folder = folder;
    this.user = new BootstrapUser(this, "User", {
      userName: props.userName,
      path: props.userPath,
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      awsProvider: props.awsProvider,
    });
    this.target = new Target(this, "Target", {
      name: `${folder}/aws`,
      credentials: Credentials.seededBy(this.user, { version: props.seedVersion }),
      region: props.region,
      provider,
    });
    this.rotator = new Rotator(this, "Rotator", {
      name: `${folder}/aws-rotator`,
      target: this.target,
      intervalDays: props.rotationIntervalDays,
      rotationHour: props.rotationHour,
    });
    this.retirement = new SeedRetirement(this, "Retirement", {
      target: this.target,
      rotator: this.rotator,
      quietPeriodSeconds: props.quietPeriodSeconds,
    });
  }

  /**
   * Adds a dynamic producer of this name to the folder, and allows the IAM user what the producer needs.
   *
   * @param name Name of the producer in the folder, which is also its construct id.
   */
  addProducer(name: string, options: DynamicProducerOptions): DynamicProducer {
    return new DynamicProducer(this, name, {
      ...options,
      name: `${this.#folder}/${name}`,
      target: this.target,
    });
  }
}
