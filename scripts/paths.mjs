import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's root folder, absolute. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** An absolute path below the checkout. */
export const inRoot = (...parts) => join(root, ...parts);
