import { Readable } from "node:stream";
import { Forbidden, Invalid } from "@/lib/errors";
import { contextOf } from "@/server/context";
import { errorResponse } from "@/server/error-answer";
import { pdfResponse } from "@/server/pdf-response";
import { printRunPdf } from "@/server/print-run-pdf";

export const dynamic = "force-dynamic";

/** A run's PDF for the mailroom: inline in a frame, or `?download` as a file. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ printRunId: string }> },
): Promise<Response> {
  try {
    const { actor } = await contextOf(request);
    if (!actor) throw new Forbidden("session.signed-out");
    const { printRunId } = await params;
    if (!/^[0-9a-f-]{36}$/.test(printRunId)) throw new Invalid("input.invalid");
    const { content, bytes, fileName } = await printRunPdf(actor, printRunId);
    const disposition = new URL(request.url).searchParams.has("download") ? "attachment" : "inline";
    const stream = Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>;
    return pdfResponse(stream, fileName, disposition, bytes);
  } catch (error) {
    return errorResponse(error);
  }
}
