"use client";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { useDeriving } from "./use-deriving";

/** Says that counts are still moving, while they are. */
export function DerivingNotice({ incidentId }: { incidentId: string }) {
  const t = useTranslations("incidents");
  if (!useDeriving(incidentId)) return null;
  return (
    <Notice className="mb-5" title={t("deriving.title")}>
      {t("deriving.why")}
    </Notice>
  );
}
