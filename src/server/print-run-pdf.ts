import { openPrintRunPdf } from "@/features/print-runs/open-print-run-pdf";
import type { Actor } from "@/features/staff/rules";
import { env } from "@/lib/env";
import { Internal } from "@/lib/errors";
import { FileStore } from "@/lib/files";

/** The stored PDF of a run, streamed. A file that is gone or has another length is a fault of ours. */
export async function printRunPdf(actor: Actor, printRunId: string) {
  const pdf = await openPrintRunPdf(actor, { printRunId });
  const files = new FileStore(env().FILES_DIR);
  if ((await files.size(pdf.storedAs)) !== pdf.bytes) throw new Internal("print-run.file-gone");
  return { content: files.read(pdf.storedAs), bytes: pdf.bytes, fileName: pdf.fileName };
}
