import { and, asc, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { uploadParts, uploads } from "@/db/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Invalid, NotAllowedNow } from "@/lib/errors";
import { type FileStore, fileStore } from "@/lib/files";
import { parseInput } from "@/lib/parse-input";
import { type Upload, uploadById } from "./queries";
import { partName, uploadName, uploadPlan } from "./rules";
import { type CompleteUpload, completeUploadInput } from "./schema";

export type CompletedUpload = { id: string; bytes: number; sha256: string };

/**
 * Joins the parts of an upload into one file, streaming, and checks its length and, where given, its hash.
 * Doing it again answers the same. Throws NotAllowedNow `upload.parts-missing` { missing, first },
 * Invalid `upload.hash-differs`, `upload.part-damaged`.
 */
export async function completeUpload(actor: Actor, input: CompleteUpload): Promise<CompletedUpload> {
  const by = authorizeStaff(actor, "uploads.complete");
  const { id, sha256 } = parseInput(completeUploadInput, input);
  const upload = await uploadById(id);
  const done = completed(upload);
  if (done) return done;

  const parts = await partsInOrder(upload);
  const store = fileStore();
  const names = parts.map((part) => partName(id, part.partNumber, part.sha256));
  const whole = await store.put(uploadName(id), joined(store, names), upload.bytesExpected);
  if (whole.bytes !== upload.bytesExpected) throw new Invalid("upload.part-damaged");
  if (sha256 && sha256 !== whole.sha256) throw new Invalid("upload.hash-differs");

  const answer = await inTransaction(async (tx) => {
    const [complete] = await tx
      .update(uploads)
      .set({ state: "complete", sha256: whole.sha256, storedAs: whole.storedAs })
      .where(and(eq(uploads.id, id), eq(uploads.state, "receiving")))
      .returning();
    // Somebody else completed it meanwhile, from the same parts.
    if (!complete) return completed(await uploadById(id, tx));
    await recordEvent(tx, {
      incidentId: upload.incidentId,
      actor: by,
      action: "upload.completed",
      subject: { type: "upload", id },
      detail: { bytes: whole.bytes, sha256: whole.sha256 },
    });
    return completed(complete);
  });
  for (const name of names) await store.remove(name);
  if (!answer) throw new NotAllowedNow("upload.not-receiving");
  return answer;
}

function completed(upload: Upload): CompletedUpload | null {
  if (upload.state !== "complete" || !upload.sha256) return null;
  return { id: upload.id, bytes: upload.bytesExpected, sha256: upload.sha256 };
}

async function partsInOrder(upload: Upload) {
  const parts = await database()
    .select({ partNumber: uploadParts.partNumber, sha256: uploadParts.sha256 })
    .from(uploadParts)
    .where(eq(uploadParts.uploadId, upload.id))
    .orderBy(asc(uploadParts.partNumber));
  const expected = uploadPlan(upload.bytesExpected, upload.partBytes).parts;
  const gap = parts.findIndex((part, i) => part.partNumber !== i + 1);
  if (parts.length !== expected)
    throw new NotAllowedNow("upload.parts-missing", {
      missing: expected - parts.length,
      first: gap === -1 ? parts.length + 1 : gap + 1,
    });
  return parts;
}

async function* joined(store: FileStore, names: string[]): AsyncGenerator<Uint8Array> {
  for (const name of names) yield* store.read(name);
}
