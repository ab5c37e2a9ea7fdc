import { type Sandbox, startSandbox } from "../../sandbox/sandbox.js";
import type { Story } from "./story.js";

/** The sandboxes of some stories, each of which has one of its own. */
export interface Sandboxes {
  of(story: Story): Sandbox;
  close(): Promise<void>;
}

/** Starts them, as each story wants its own. */
export async function startSandboxes(stories: readonly Story[]): Promise<Sandboxes> {
  const started = new Map<Story, Sandbox>();
  const close = async () => {
    for (const sandbox of started.values()) await sandbox.close();
  };
  try {
    for (const story of stories) started.set(story, await startSandbox(story.sandbox));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    of: (story) => {
      const sandbox = started.get(story);
      if (sandbox === undefined) throw new Error(`no sandbox was started for ${story.document}`);
      return sandbox;
    },
    close,
  };
}
