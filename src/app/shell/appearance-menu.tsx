"use client";
import { Languages } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { buttonLook } from "@/components/button-look";
import { Menu } from "@/components/menu";
import type { Theme } from "../theme";
import { useChoices } from "./choices";

/** Language and look, for pages without a signed-in person. */
export function AppearanceMenu({ theme }: { theme: Theme }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const choices = useChoices(theme);
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={buttonLook("quiet", "sm", false)}>
          <Languages aria-hidden="true" className="size-4" />
          {t(`locale.${locale}`)}
          <span className="sr-only">
            {t("language")} / {t("appearance")}
          </span>
        </button>
      }
      groups={choices}
    />
  );
}
