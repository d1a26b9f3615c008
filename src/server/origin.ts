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
  if (saysItIsForeign(request)) return false;
  const origin = request.headers.get("origin");
  if (!origin || !allowedOrigins().includes(origin)) return false;
  return request.headers.get("x-owabi") === "1";
}

/** Does the browser say that another site caused this request? For reads, which carry no `Origin`. */
export function saysItIsForeign(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin";
}

/** Is the body of this type, parameters (`charset`) aside? No other type is read: forms can send three of them. */
export function hasContentType(request: Request, type: string): boolean {
  const given = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  return given === type;
}
