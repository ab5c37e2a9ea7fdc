/** What is wrong with the name of an IAM group, in words that complete "… should …"; undefined when nothing is. */
export function iamGroupNameFlaw(name: string): string | undefined {
  return /^[\w+=,.@-]{1,128}$/.test(name)
    ? undefined
    : `should be the name of an IAM group (1 to 128 letters, digits and any of _+=,.@-), got ${JSON.stringify(name)}`;
}
