import { takeMrdf } from "@/features/print-runs/take-mrdf";
import type { Actor } from "@/features/staff/rules";

const types = { csv: "text/csv; charset=utf-8", json: "application/json" };

/** A run's data file to download. That it is never cached is said of `/api/` in `next.config.js`. */
export async function mrdfResponse(
  actor: Actor,
  printRunId: string,
  format: "csv" | "json",
): Promise<Response> {
  const { text, fileName } = await takeMrdf(actor, { printRunId, format });
  return new Response(text, {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="${fileName}"`,
    },
  });
}
