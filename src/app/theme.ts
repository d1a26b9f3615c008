/** How the screens look: as the computer is set, or always light or dark. */
export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

/** Name of the cookie that keeps the choice; the server writes it into `<html>`, so nothing flashes. */
export const themeCookie = "owabi-theme";

/** The theme a cookie value names, or "system". */
export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}
