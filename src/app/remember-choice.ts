const oneYearSeconds = 31_536_000;

/** Keeps a choice of language or look in a cookie that the server reads with the next page. Browser only. */
export function rememberChoice(cookie: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http, where the demo runs
  document.cookie = `${cookie}=${value}; path=/; max-age=${oneYearSeconds}; samesite=lax${secure}`;
}
