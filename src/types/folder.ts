import { deleteProtection, description, fixedPath, objectNumber, tagsOf } from "./attributes/common.js";
import { gatewayType } from "./mechanism/gateway-type.js";

/** A folder, with a text and tags of its own. */
export const folder = gatewayType({
  type: "folder",
  doc: "A folder of items, with a text and tags of its own. Items make the folders that they lie in, so that one is only needed for what is said of it.",
  commands: { create: "folder-create", read: "folder-get", update: "folder-update", delete: "folder-delete" },
  attributes: {
    name: fixedPath("folder", "folder.folder_name"),
    description: description("folder", "folder.metadata"),
    tags: tagsOf("folder", "folder.tags", "change"),
    delete_protection: deleteProtection("folder", "folder.delete_protection"),
    folder_id: objectNumber("folder", "folder.folder_id"),
  },
});
