import { unsupported } from "../errors.js";

/** The facts of a request that conditions and variables can ask for. */
export interface ConditionContext {
  /** The values of a key, in any case; undefined if the request does not carry it. */
  values(key: string): readonly string[] | undefined;
}

/**
 * Keys that a request to a lone account over the network never carries: no organization, no VPC, no AWS service in
 * between, no federation, no MFA device.
 */
const NEVER_CARRIED = [
  /^aws:(multifactorauthage|federatedprovider|sourceidentity|referer)$/,
  /^aws:(principalorgid|principalorgpaths|resourceorgid|resourceorgpaths)$/,
  /^aws:(sourcevpc|sourcevpce|sourcevpcarn|vpcsourceip|ec2instancesourcevpc|ec2instancesourceprivateipv4)$/,
  /^aws:(calledvia|calledviafirst|calledvialast|sourcearn|sourceaccount|sourceorgid|sourceorgpaths)$/,
  /^aws:(principalservicename|principalservicenameslist)$/,
  /^(iam:passedtoservice|iam:associatedresourcearn|sts:sourceidentity|sts:transitivetagkeys)$/,
  /^(aws|iam):(resourcetag|requesttag|principaltag)\//,
  /^(aws:(username|tagkeys|tokenissuetime|multifactorauthpresent)|iam:(policyarn|permissionsboundary))$/,
  /^sts:(externalid|rolesessionname)$/,
  /^secretsmanager:(resourcetag\/.*|resource\/(allowrotationlambdaarn|type)|addreplicaregions|kmskeyarn|type)$/,
  /^secretsmanager:(name|description|kmskeyid|secretid|secretprimaryregion|versionid|versionstage)$/,
  /^secretsmanager:(recoverywindowindays|forcedeletewithoutrecovery|forceoverwritereplicasecret)$/,
  /^secretsmanager:(rotationlambdaarn|rotateimmediately|modifyrotationrules|blockpublicpolicy)$/,
];

/** The facts of a request to a service of the sandbox. A key of theirs that the sandbox does not know is an error, never a guess. */
export class RequestContext implements ConditionContext {
  readonly #facts = new Map<string, readonly string[]>();

  constructor(facts: Iterable<readonly [string, string | readonly string[] | undefined]>) {
    for (const [key, value] of facts) {
      if (value !== undefined)
        this.#facts.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
    }
  }

  /** @throws AwsError SandboxUnsupported for a key that AWS may know and the sandbox does not. */
  values(key: string): readonly string[] | undefined {
    const wanted = key.toLowerCase();
    const values = this.#facts.get(wanted);
    if (values) return values;
    if (
      /^(aws|iam|sts|secretsmanager|lambda):/.test(wanted) &&
      !NEVER_CARRIED.some((known) => known.test(wanted))
    ) {
      throw unsupported(`a policy that applies to this call asks for ${key}, which it cannot tell.`);
    }
    return undefined;
  }
}
