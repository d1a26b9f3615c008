import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "./env";
import { Internal, Invalid } from "./errors";
import { diskMustHaveRoom } from "./failpoint";

export type StoredFile = { storedAs: string; bytes: number; sha256: string };

const unfinishedName = /\.[0-9a-f-]{36}\.part$/;

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
        diskMustHaveRoom(chunk.byteLength);
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

  /** All bytes of a stored file and their hash: for files that fit into memory. */
  async readWhole(storedAs: string): Promise<{ bytes: Buffer; sha256: string }> {
    const bytes = await readFile(this.place(storedAs));
    return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  }

  /** Size in bytes, or null where there is no such file. */
  async size(storedAs: string): Promise<number | null> {
    try {
      return (await stat(this.place(storedAs))).size;
    } catch {
      return null;
    }
  }

  /**
   * Removes what writers that were killed left half written: nothing ever reads it, and it may hold people's names.
   * A file somebody wrote to within the last `idleMinutes` is left. Returns how many are gone.
   */
  async removeUnfinished(idleMinutes: number): Promise<number> {
    const before = Date.now() - idleMinutes * 60_000;
    let removed = 0;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const entry of await readdir(this.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !unfinishedName.test(entry.name)) continue;
      const place = path.join(entry.parentPath, entry.name);
      const written = await stat(place).catch(() => null);
      if (!written || written.mtimeMs > before) continue;
      await rm(place, { force: true });
      removed += 1;
    }
    return removed;
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
