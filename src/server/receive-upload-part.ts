import { receivePart } from "@/features/incidents/receive-part";
import { Forbidden, Invalid } from "@/lib/errors";
import { contextOf } from "./context";
import { errorResponse, refusal } from "./error-answer";
import { hasContentType, isFromOurPages } from "./origin";

/**
 * Answers `PUT /api/uploads/:uploadId/parts/:partNumber`: the part's raw bytes as the body, their SHA-256 (hex)
 * in `x-part-sha256`. Not tRPC, because the bytes stream to disk and never stand in memory. Its own session,
 * role and origin check, since no middleware stands before it.
 */
export async function receiveUploadPart(
  request: Request,
  params: { uploadId: string; partNumber: string },
): Promise<Response> {
  try {
    if (!isFromOurPages(request)) throw new Forbidden("request.foreign-origin");
    if (!hasContentType(request, "application/octet-stream")) return refusal("request.not-understood", 415);
    const { actor } = await contextOf(request);
    if (!actor) throw new Forbidden("session.signed-out");
    if (!request.body) throw new Invalid("upload.part-size", { partNumber: Number(params.partNumber) });
    const received = await receivePart(
      actor,
      {
        uploadId: params.uploadId,
        partNumber: Number(params.partNumber),
        sha256: request.headers.get("x-part-sha256") ?? "",
      },
      chunksOf(request.body),
    );
    return Response.json(received, { headers: noStore });
  } catch (error) {
    return errorResponse(error);
  }
}

const noStore = { "cache-control": "no-store" };

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
