"use client";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { LetterWish } from "../../../../letter-wish";
import { useBlocked } from "../../../signed-in-context";
import { useChanged } from "../../../use-changed";

type PersonLetterWishProps = { incidentId: string; personId: string };

/** In which way this person's letter is made. */
export function PersonLetterWish({ incidentId, personId }: PersonLetterWishProps) {
  const t = useTranslations("words");
  const blocked = useBlocked();
  return (
    <Section title={t("wish.title")}>
      <LetterWish
        incidentId={incidentId}
        personId={personId}
        blockedBecause={blocked("letters.setPreference")}
        onChanged={useChanged()}
      />
    </Section>
  );
}
