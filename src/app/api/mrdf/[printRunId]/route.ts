import { Forbidden, Invalid } from "@/lib/errors";
import { contextOf } from "@/server/context";
import { errorResponse } from "@/server/error-answer";
import { mrdfResponse } from "@/server/mrdf-response";

export const dynamic = "force-dynamic";

/** A run's data file (MRDF) for the inserter: `?format=csv` (the default) or `json`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ printRunId: string }> },
): Promise<Response> {
  try {
    const { actor } = await contextOf(request);
    if (!actor) throw new Forbidden("session.signed-out");
    const { printRunId } = await params;
    const format = new URL(request.url).searchParams.get("format") ?? "csv";
    if (!/^[0-9a-f-]{36}$/.test(printRunId) || (format !== "csv" && format !== "json"))
      throw new Invalid("input.invalid");
    return await mrdfResponse(actor, printRunId, format);
  } catch (error) {
    return errorResponse(error);
  }
}
