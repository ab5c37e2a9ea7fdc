/** Numbers of the seed documents, each of which asks for a system. */
export const DOCUMENTS = ["000", "001", "002", "003", "004"] as const;

export type DocumentNumber = (typeof DOCUMENTS)[number];
