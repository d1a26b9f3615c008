/**
 * The same request with its body in memory, or null where the body is longer than `limitBytes`. Counts the bytes
 * that come, so that a `content-length` that lies or is missing (chunked) makes no difference.
 */
export async function bodyWithin(request: Request, limitBytes: number): Promise<Request | null> {
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) break;
    bytes += value.byteLength;
    if (bytes > limitBytes) {
      await reader?.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.delete("transfer-encoding");
  const { url, method, signal } = request;
  return new Request(url, { method, headers, signal, body: Buffer.concat(chunks) });
}
