/** The warning for the first version after an import, as a summary and a detail. */
export function versionRecorded(version: string, secret: string): [summary: string, detail: string] {
  return [
    "Version recorded, nothing sent",
    `The object was imported, and the provider cannot tell which version of ${secret} the gateway holds: it may be newer than the one of this configuration. So this first ${version} is only recorded, and what the gateway holds stays. To have ${secret} sent, raise ${version} once more.`,
  ];
}
