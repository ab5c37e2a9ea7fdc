/** What is wrong with an external id for AssumeRole, in words that complete "… should …"; undefined when nothing is. */
export function externalIdFlaw(id: string): string | undefined {
  if (id.length < 2 || id.length > 1224) return `should have 2 to 1224 characters, got ${id.length}`;
  return /^[\w+=,.@:/-]+$/.test(id)
    ? undefined
    : "should be made of letters, digits and any of _+=,.@:/-, as AWS takes no other external id";
}
