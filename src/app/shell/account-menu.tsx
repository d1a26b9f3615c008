"use client";
import { ChevronDown, LogOut, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { buttonLook } from "@/components/button-look";
import { Menu } from "@/components/menu";
import type { Role } from "@/features/staff/rules";
import { signOut } from "../sign-in/sign-out";
import type { Theme } from "../theme";
import { useChoices } from "./choices";

type AccountMenuProps = { name: string; role: Role; theme: Theme };

/** Who is signed in; language, look, sign-out. */
export function AccountMenu({ name, role, theme }: AccountMenuProps) {
  const t = useTranslations("shell");
  const router = useRouter();
  const choices = useChoices(theme);
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={buttonLook("quiet", "sm", false, "text-ink font-normal")}>
          <span className="sr-only">{t("account", { name })}</span>
          <span aria-hidden="true" className="text-left leading-snug">
            {name}
            <span className="block text-xs text-ink-soft">{t(`role.${role}`)}</span>
          </span>
          <ChevronDown aria-hidden="true" className="size-4 text-ink-soft" />
        </button>
      }
      groups={[
        ...choices,
        {
          id: "account",
          entries: [
            {
              id: "own-account",
              label: t("own-account"),
              icon: <UserRound aria-hidden="true" className="size-4" />,
              onSelect: () => router.push("/account"),
            },
            {
              id: "sign-out",
              label: t("sign-out"),
              icon: <LogOut aria-hidden="true" className="size-4" />,
              onSelect: () => void signOut(),
            },
          ],
        },
      ]}
    />
  );
}
