import { previewAsked } from "@/features/letters/schema";
import { Forbidden, Invalid } from "@/lib/errors";
import { contextOf } from "@/server/context";
import { errorResponse } from "@/server/error-answer";
import { letterPreview } from "@/server/letter-preview";
import { pdfResponse } from "@/server/pdf-response";

export const dynamic = "force-dynamic";

/** `GET ?incidentId&addressee&templateName&templateVersion&personId` (ids only): the letter as a PDF. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { actor } = await contextOf(request);
    if (!actor) throw new Forbidden("session.signed-out");
    const asked = previewAsked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new Invalid("input.invalid");
    return pdfResponse(await letterPreview(actor, asked.data), "preview.pdf");
  } catch (error) {
    return errorResponse(error);
  }
}
