"use client";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import { rolesInDocument, sensitivityNames } from "@/features/documents/schema";
import type { ElementField } from "./use-class-form";

type ElementFieldsProps = {
  element: ElementField;
  isWrong: (part: "ja" | "en" | "code") => boolean;
  set: (change: Partial<ElementField>) => void;
  remove: (() => void) | null;
};

/** One item of information a paper tells: its names, how carefully it is to be held, whose it is. */
export function ElementFields({ element, isWrong, set, remove }: ElementFieldsProps) {
  const t = useTranslations("documents");
  return (
    <li className="grid items-start gap-x-3 gap-y-2 rounded-md border border-line px-3 py-2 sm:grid-cols-[1fr_1fr_auto]">
      <TextField
        label={t("element.ja")}
        value={element.ja}
        error={isWrong("ja") ? t("classes.fill-in") : undefined}
        onChange={(event) => set({ ja: event.target.value })}
        maxLength={60}
      />
      <TextField
        label={t("element.en")}
        value={element.en}
        error={isWrong("en") || isWrong("code") ? t("element.en-missing") : undefined}
        onChange={(event) => set({ en: event.target.value })}
        maxLength={60}
      />
      <Button
        tone="quiet"
        size="sm"
        className="sm:row-span-2 sm:mt-6"
        icon={<Trash2 />}
        aria-label={t("element.remove", { name: element.ja || element.en })}
        disabled={remove === null}
        onClick={remove ?? undefined}
      />
      <Select
        label={t("element.sensitivity")}
        value={element.sensitivity}
        emptyChoice={false}
        options={sensitivityNames.map((value) => ({ value, label: t(`sensitivity.${value}`) }))}
        onChange={(event) => set({ sensitivity: event.target.value as ElementField["sensitivity"] })}
      />
      <Select
        label={t("element.of")}
        value={element.of}
        emptyChoice={false}
        options={rolesInDocument.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={(event) => set({ of: event.target.value as ElementField["of"] })}
      />
    </li>
  );
}
