"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { MenuGroup } from "@/components/menu";
import { localeCookie, locales } from "../i18n/locale";
import { rememberChoice } from "../remember-choice";
import { type Theme, themeCookie, themes } from "../theme";

/** What anybody may choose about the screens, as groups of a menu: the language, the look. */
export function useChoices(theme: Theme): MenuGroup[] {
  return [useLanguages(), useLooks(theme)];
}

/** Changes the language of the screens in place; what is typed into open forms stays. */
function useLanguages(): MenuGroup {
  const t = useTranslations("shell");
  const current = useLocale();
  const router = useRouter();
  return {
    id: "language",
    label: t("language"),
    entries: locales.map((locale) => ({
      id: locale,
      label: t(`locale.${locale}`),
      checked: locale === current,
      onSelect: () => {
        rememberChoice(localeCookie, locale);
        router.refresh();
      },
    })),
  };
}

/** Changes the look at once, without asking the server. */
function useLooks(initial: Theme): MenuGroup {
  const t = useTranslations("shell");
  const [current, setCurrent] = useState(initial);
  return {
    id: "appearance",
    label: t("appearance"),
    entries: themes.map((theme) => ({
      id: theme,
      label: t(`theme.${theme}`),
      checked: theme === current,
      onSelect: () => {
        rememberChoice(themeCookie, theme);
        document.documentElement.dataset.theme = theme;
        setCurrent(theme);
      },
    })),
  };
}
