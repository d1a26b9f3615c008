/**
 * Where to go after signing in: a path of ours, or "/". Anything a browser could read as another site
 * ("//host", "/\host", "https:…", tabs and line ends inside) is refused.
 */
export function nextPathOf(value: string | string[] | undefined): string {
  if (typeof value !== "string" || !/^\/(?![/\\])[\w\-./~%?=&]*$/.test(value)) return "/";
  return value.startsWith("/sign-in") ? "/" : value;
}
