/**
 * A PDF of ours for our own pages. That it is never cached and framed only by us is said of `/api/pdf/` in
 * `next.config.js`. `fileName` is made of ids and numbers, nothing personal.
 */
export function pdfResponse(
  pdf: Uint8Array | ReadableStream<Uint8Array>,
  fileName: string,
  disposition: "inline" | "attachment" = "inline",
  bytes?: number,
): Response {
  const length = pdf instanceof Uint8Array ? pdf.byteLength : bytes;
  return new Response(pdf instanceof Uint8Array ? new Uint8Array(pdf) : pdf, {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `${disposition}; filename="${fileName}"`,
      ...(length === undefined ? {} : { "content-length": String(length) }),
    },
  });
}
