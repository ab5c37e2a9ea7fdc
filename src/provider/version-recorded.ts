/** The warning for the first version after an import, as a summary and a detail. */
export function versionRecorded(version: string, secret: string): [summary: string, detail: string] {
  return [
    "Version recorded, nothing sent",
    `The object was imported, and the provider cannot tell which version of ${secret} the gateway holds: it may be newer than the one of this configuration. So this first ${version} is only recorded, and what the gateway holds stays. To have ${secret} sent, raise ${version} once more.`,
  ];
}

/** The same of a secret of which the gateway tells, in the apply, whether the object has one. */
export function firstVersion(version: string, secret: string): [summary: string, detail: string] {
  return [
    "First version of a secret",
    `The state knows no ${version} so far. Where the gateway holds a ${secret} already, as after an import, it may be newer than the one of this configuration: then this first ${version} is only recorded, nothing is sent, and what the gateway holds stays. To have ${secret} sent all the same, raise ${version} once more. Where the gateway holds none, ${secret} is sent.`,
  ];
}
