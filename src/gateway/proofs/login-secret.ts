import type { SecretText } from "../../domain/secret-text.js";

/** A job of GitHub Actions, which may ask GitHub for a token that says which job it is. */
export interface GitHubJob {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL` of the job. */
  readonly requestUrl: string;
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN` of the job. */
  readonly requestToken: SecretText;
  /** For whom the token is to be. Null: GitHub's own choice, the URL of the repository's owner. */
  readonly audience: string | null;
}

/** A file that holds a credential; it is read for each login, because whoever keeps it replaces it. */
export interface SecretFile {
  readonly file: string;
}

/** What a login shows: a credential that is held, or where one is had from for each login. */
export type LoginSecret = SecretText | SecretFile | GitHubJob;
