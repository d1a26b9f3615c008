import { receiveUploadPart } from "@/server/receive-upload-part";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export async function PUT(
  request: Request,
  context: { params: Promise<{ uploadId: string; partNumber: string }> },
): Promise<Response> {
  return receiveUploadPart(request, await context.params);
}
