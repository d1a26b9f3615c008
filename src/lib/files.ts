import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "./env";
import { Internal, Invalid } from "./errors";

export type StoredFile = { storedAs: string; bytes: number; sha256: string };

/**
 * Files on this machine's disk below one folder. A file appears whole or not at all: bytes go to a temporary
 * name, are flushed, and are renamed last; nobody but this account can read them. Names are relative paths of `[a-z0-9-_./]`, never given by people.
 */
export class FileStore {
  constructor(private readonly folder: string) {}

  private place(storedAs: string): string {
    if (!/^[a-z0-9][a-z0-9\-_./]*$/.test(storedAs) || storedAs.includes("..")) {
      throw new Internal("files.bad-name");
    }
    return path.join(this.folder, storedAs);
  }

  /**
   * Writes a stream under `storedAs`, replacing what was there. Stops with `file.too-large` past `maxBytes`.
   */
  async put(
    storedAs: string,
    content: AsyncIterable<Uint8Array>,
    maxBytes = Number.MAX_SAFE_INTEGER,
  ): Promise<StoredFile> {
    const target = this.place(storedAs);
    const temporary = `${target}.${randomUUID()}.part`;
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const hash = createHash("sha256");
    let bytes = 0;
    const file = await open(temporary, "wx", 0o600);
    try {
      for await (const chunk of content) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) throw new Invalid("file.too-large", { maxBytes });
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
      await file.close();
      await rename(temporary, target);
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(temporary, { force: true });
      throw error;
    }
    return { storedAs, bytes, sha256: hash.digest("hex") };
  }

  /** The bytes of a stored file, streamed. */
  read(storedAs: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.place(storedAs), { highWaterMark: 256 * 1024 });
  }

  /** Size in bytes, or null where there is no such file. */
  async size(storedAs: string): Promise<number | null> {
    try {
      return (await stat(this.place(storedAs))).size;
    } catch {
      return null;
    }
  }

  /** Removes a file; a missing one is no error. */
  async remove(storedAs: string): Promise<void> {
    await rm(this.place(storedAs), { force: true });
  }
}

/** The store of this installation, in `FILES_DIR`. */
export function fileStore(): FileStore {
  return new FileStore(env().FILES_DIR);
}
