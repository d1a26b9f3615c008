/**
 * A PDF of ours for our own pages: shown in a frame of the same origin, never cached, never sniffed.
 * `fileName` is made of ids and numbers, nothing personal.
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
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      "x-frame-options": "SAMEORIGIN",
      ...(length === undefined ? {} : { "content-length": String(length) }),
    },
  });
}
