interface StateFile {
  readonly resources: readonly {
    readonly module?: string;
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: number | string;
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/**
 * The attributes that a state file holds for an object of the root module; undefined when it holds no such object. Read
 * from the file, because to have Terraform show a state starts every provider.
 */
export function storedAttributes(
  state: string,
  address: string,
): Readonly<Record<string, unknown>> | undefined {
  const { resources } = JSON.parse(state) as StateFile;
  for (const { module, mode, type, name, instances } of resources) {
    if (module !== undefined) continue;
    const resource = `${mode === "data" ? "data." : ""}${type}.${name}`;
    for (const { index_key: key, attributes } of instances) {
      if (address === (key === undefined ? resource : `${resource}[${JSON.stringify(key)}]`))
        return attributes;
    }
  }
  return undefined;
}
