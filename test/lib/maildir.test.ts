import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listMaildir, markSeen, readMaildirMessage } from "@/lib/maildir";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "owabi-maildir-"));
  for (const part of ["new", "cur", "tmp"]) mkdirSync(join(folder, part));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("only messages are read from a mailbox: no folder, pipe or link among them holds up the others", async () => {
  mkdirSync(join(folder, "new/0.folder"));
  execFileSync("mkfifo", [join(folder, "new/0.pipe")]);
  symlinkSync("../tmp", join(folder, "new/0.link"));
  writeFileSync(join(folder, "new/.hidden"), "x");
  writeFileSync(join(folder, "new/2.host"), Buffer.alloc(1_500_000, "x"));
  writeFileSync(join(folder, "cur/1.host:2,S"), "seen");
  const messages = await listMaildir(folder);
  expect(messages.map(({ key }) => key)).toEqual(["2.host", "1.host"]);
  const [unread] = messages;
  if (!unread) throw new Error("no message");
  expect((await readMaildirMessage(unread.file))?.byteLength).toBe(1_000_000);
  await markSeen(folder, unread);
  expect((await listMaildir(folder)).map(({ file }) => file)).toEqual([
    join(folder, "cur/1.host:2,S"),
    join(folder, "cur/2.host:2,S"),
  ]);
  expect(await readMaildirMessage(unread.file)).toBeNull();
});
