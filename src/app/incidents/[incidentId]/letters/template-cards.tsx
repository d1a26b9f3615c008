"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { Section } from "@/components/section";
import type { TemplateOfAddressee } from "@/features/letters/schema";
import { TemplateCard } from "./template-card";

type TemplateCardsProps = { incidentId: string; templates: readonly TemplateOfAddressee[] };

const keyOf = ({ addressee, variant }: TemplateOfAddressee) => `${addressee} ${variant}`;

/** The words that are needed or chosen, and the way to have others ready before somebody asks for them. */
export function TemplateCards({ incidentId, templates }: TemplateCardsProps) {
  const t = useTranslations("incidents");
  const words = useTranslations("words");
  const [opened, setOpened] = useState<readonly string[]>([]);
  const isShown = (one: TemplateOfAddressee) =>
    one.notices > 0 || one.chosen !== null || opened.includes(keyOf(one));
  const owedTo = new Set(templates.filter((one) => one.notices > 0).map(({ addressee }) => addressee));
  const others = templates.filter(
    (one) => !isShown(one) && one.choices.length > 0 && owedTo.has(one.addressee),
  );
  return (
    <>
      {templates.filter(isShown).map((template) => (
        <TemplateCard key={keyOf(template)} incidentId={incidentId} template={template} />
      ))}
      {others.length > 0 ? (
        <Section title={words("card.more")} lead={words("card.more-why")}>
          <div className="flex flex-wrap gap-2">
            {others.map((one) => (
              <Button key={keyOf(one)} size="sm" onClick={() => setOpened([...opened, keyOf(one)])}>
                {words("card.title", {
                  addressee: t(`addressee.${one.addressee}`),
                  variant: words(`variant.${one.variant}`),
                })}
              </Button>
            ))}
          </div>
        </Section>
      ) : null}
    </>
  );
}
