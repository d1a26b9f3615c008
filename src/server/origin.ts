import { env } from "@/lib/env";

/** The origins our own pages have: `APP_URL`, and its loopback twin where that is this machine. */
export function allowedOrigins(): string[] {
  const url = new URL(env().APP_URL);
  const twin = { localhost: "127.0.0.1", "127.0.0.1": "localhost" }[url.hostname];
  if (!twin) return [url.origin];
  const other = new URL(url);
  other.hostname = twin;
  return [url.origin, other.origin];
}

/**
 * May this request change anything? Only one that our own page sent: a known `Origin` (never `null`) and, where
 * the browser says so, same-origin. A custom header makes any cross-site attempt ask first (CORS), and be refused.
 */
export function isFromOurPages(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site && site !== "same-origin") return false;
  const origin = request.headers.get("origin");
  if (!origin || !allowedOrigins().includes(origin)) return false;
  return request.headers.get("x-owabi") === "1";
}
