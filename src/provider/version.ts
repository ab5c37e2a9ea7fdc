/** The version that the provider reports; a test holds it against package.json. */
export const VERSION = "0.1.0";
