import { and, eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { uploads } from "@/db/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { incidentMustBeOpen } from "./queries";
import { uploadPlan } from "./rules";
import { type BeginUpload, beginUploadInput, uploadPartBytes } from "./schema";

export type BegunUpload = { id: string; partBytes: number; parts: number };

/**
 * Makes room for a file that arrives in parts of `partBytes`. The same `id` again answers the same upload.
 * The file's name may hold a person's name, so no event repeats it.
 */
export async function beginUpload(actor: Actor, input: BeginUpload): Promise<BegunUpload> {
  const by = authorizeStaff(actor, "uploads.begin");
  const { bytes, ...given } = parseInput(beginUploadInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, given.incidentId);
    const [begun] = await tx
      .insert(uploads)
      .values({ ...given, bytesExpected: bytes, partBytes: uploadPartBytes, byStaffId: by.staffId })
      .onConflictDoNothing()
      .returning({ id: uploads.id, partBytes: uploads.partBytes });
    if (begun) {
      await recordEvent(tx, {
        incidentId: given.incidentId,
        actor: by,
        action: "upload.begun",
        subject: { type: "upload", id: begun.id },
        detail: { bytes },
      });
      return { ...begun, parts: uploadPlan(bytes, begun.partBytes).parts };
    }
    const [same] = await tx
      .select({ id: uploads.id, partBytes: uploads.partBytes })
      .from(uploads)
      .where(
        and(
          eq(uploads.id, given.id ?? ""),
          eq(uploads.incidentId, given.incidentId),
          eq(uploads.bytesExpected, bytes),
        ),
      );
    if (!same) throw new Conflict("upload.id-taken");
    return { ...same, parts: uploadPlan(bytes, same.partBytes).parts };
  });
}
