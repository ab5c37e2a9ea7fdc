/** What this server announces. Whatever is not announced is not served: a core never asks for it. */
export const capabilities = {
  planDestroy: true,
  getProviderSchemaOptional: true,
  moveResourceState: true,
};
