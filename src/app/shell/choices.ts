"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { MenuGroup } from "@/components/menu";
import { type Locale, localeCookie, locales } from "../i18n/locale";
import type { Translator } from "../i18n/translator";
import { rememberChoice } from "../remember-choice";
import { type Theme, themeCookie, themes } from "../theme";

/** Changes the language of the screens in place; what is typed into open forms stays. */
export function useChooseLocale(): (locale: Locale) => void {
  const router = useRouter();
  return (locale) => {
    rememberChoice(localeCookie, locale);
    router.refresh();
  };
}

/** The look in force and how to change it; it changes at once, without asking the server. */
export function useChooseTheme(initial: Theme): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    rememberChoice(themeCookie, next);
    document.documentElement.dataset.theme = next;
    setTheme(next);
  };
  return [theme, choose];
}

/** The languages as entries of a menu. */
export function localeGroup(
  t: Translator<"shell">,
  current: Locale,
  choose: (locale: Locale) => void,
): MenuGroup {
  return {
    id: "language",
    label: t("language"),
    entries: locales.map((locale) => ({
      id: locale,
      label: t(`locale.${locale}`),
      checked: locale === current,
      onSelect: () => choose(locale),
    })),
  };
}

/** The looks as entries of a menu. */
export function themeGroup(
  t: Translator<"shell">,
  current: Theme,
  choose: (theme: Theme) => void,
): MenuGroup {
  return {
    id: "appearance",
    label: t("appearance"),
    entries: themes.map((theme) => ({
      id: theme,
      label: t(`theme.${theme}`),
      checked: theme === current,
      onSelect: () => choose(theme),
    })),
  };
}
