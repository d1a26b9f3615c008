import { certificatePdfAsked } from "@/features/scope/absence/schema";
import { Forbidden, Invalid } from "@/lib/errors";
import { absenceCertificatePdf } from "@/server/absence-certificate-pdf";
import { contextOf } from "@/server/context";
import { errorResponse } from "@/server/error-answer";
import { pdfResponse } from "@/server/pdf-response";

export const dynamic = "force-dynamic";

type Place = { params: Promise<{ certificateId: string }> };

/** `GET ?language=ja|en`: the certificate as a PDF, for the screen or, with `download`, to keep. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  try {
    const { actor } = await contextOf(request);
    if (!actor) throw new Forbidden("session.signed-out");
    const query = new URL(request.url).searchParams;
    const asked = certificatePdfAsked.safeParse({
      ...(await params),
      language: query.get("language") ?? "ja",
    });
    if (!asked.success) throw new Invalid("input.invalid");
    const pdf = await absenceCertificatePdf(actor, asked.data);
    return pdfResponse(
      pdf,
      `certificate-${asked.data.certificateId}.pdf`,
      query.has("download") ? "attachment" : "inline",
    );
  } catch (error) {
    return errorResponse(error);
  }
}
