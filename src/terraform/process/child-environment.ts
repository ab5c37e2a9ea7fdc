/** Variables of these families would change what a run does; a run gets only those that it is given. */
const FAMILIES =
  /^(AWS_|AKEYLESS_|LATCHKEY_|TF_|TFC_|TFE_|CDKTF_|TERRAFORM_CONFIG|LOG_LEVEL$|DEBUG$|FORCE_COLOR$|NO_COLOR$)/;

/**
 * The environment for a program of the run: the surroundings' (PATH, proxies, certificates, languages) without
 * anything that configures AWS, the gateway, Terraform or CDKTF, and then `own`.
 */
export function childEnvironment(
  surroundings: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(surroundings).filter(([name]) => !FAMILIES.test(name));
  return { ...Object.fromEntries(kept), ...own };
}
