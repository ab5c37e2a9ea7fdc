/** A version of a target or an item, as the API shows it. */
export function versionReply(
  version: { readonly version: number; readonly createdAt: Date; readonly accessId: string },
  protectionKey: string,
): Record<string, unknown> {
  return {
    version: version.version,
    creation_date: version.createdAt.toISOString(),
    modification_date: version.createdAt.toISOString(),
    access_id: version.accessId,
    item_version_state: "Enabled",
    protection_key_name: protectionKey,
    with_customer_fragment: false,
  };
}
