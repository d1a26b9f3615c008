import { open, readdir, rename } from "node:fs/promises";
import path from "node:path";

/** One message of a mailbox folder. */
export type MaildirMessage = { key: string; file: string };

const mostRead = 1_000_000;

/**
 * The messages of a Maildir that nobody read yet and those that were, by the unique part of their names. Throws what
 * the disk throws where the folder is none.
 */
export async function listMaildir(folder: string): Promise<MaildirMessage[]> {
  const found: MaildirMessage[] = [];
  for (const part of ["new", "cur"]) {
    const entries = await readdir(path.join(folder, part), { withFileTypes: true });
    // Whatever else lies there is no message, and would keep those behind it from being read.
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    for (const name of names.sort()) {
      if (name.startsWith(".")) continue;
      found.push({ key: name.split(":")[0] ?? name, file: path.join(folder, part, name) });
    }
  }
  return found;
}

/** The first megabyte of a message; null where it was moved away meanwhile. */
export async function readMaildirMessage(file: string): Promise<Uint8Array | null> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const buffer = Buffer.alloc(mostRead);
    const { bytesRead } = await handle.read(buffer, 0, mostRead, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Moves a message from `new` to `cur`, marked as seen. Where another reader was first, nothing happens. */
export async function markSeen(folder: string, { key, file }: MaildirMessage): Promise<void> {
  if (path.basename(path.dirname(file)) !== "new") return;
  await rename(file, path.join(folder, "cur", `${key}:2,S`)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}
