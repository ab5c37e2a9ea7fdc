/** The version that the provider and the clients report; a test holds it against package.json. */
export const VERSION = "0.1.0";
