/**
 * A name that tells namesakes from strangers and no more: the family name and dots ("山田 ●●"). Without a
 * blank between the parts only the first character stays.
 */
export function maskName(name: string): string {
  const [family = "", ...given] = name.trim().split(/[\s　]+/u);
  if (given.length > 0) return `${family} ●●`;
  const [first = ""] = family;
  return first ? `${first}●●` : "●●";
}
