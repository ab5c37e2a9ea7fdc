/** The first of these environment variables that holds anything but white space. An empty one counts as not set. */
export type ReadEnvironment = (...names: string[]) => string | undefined;

/** Reads from these variables. */
export function environment(env: NodeJS.ProcessEnv): ReadEnvironment {
  return (...names) => names.map((name) => env[name]?.trim()).find((value) => value);
}
