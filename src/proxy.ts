import { type NextRequest, NextResponse } from "next/server";

/**
 * The content policy of our pages. `nonce` is fresh for each answer. Style *attributes* are allowed because
 * positioned popups and virtual lists are drawn with them on the server; style *elements* need the nonce.
 */
export function contentPolicy(nonce: string, development: boolean): string {
  const forReactTools = development ? " 'unsafe-eval'" : "";
  const styleElements = development ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${forReactTools}`,
    `style-src 'self' ${styleElements}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}

/**
 * Headers only. Who may see what is decided in every procedure and data function, never here: a proxy has been
 * bypassed too often (CVE-2025-29927 and its successors).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = contentPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("cache-control", "no-store");
  return response;
}

/** `/api/` stays out: a proxied body is cut off at 10 MB without an error, and uploads are larger. */
export const config = {
  matcher: ["/((?!api/|_next/static/|_next/image|favicon.ico).*)"],
};
