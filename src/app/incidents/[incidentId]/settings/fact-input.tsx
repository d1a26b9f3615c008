"use client";
import { useTranslations } from "next-intl";
import { TextField } from "@/components/text-field";
import { Textarea } from "@/components/textarea";
import { type FactField, isSaidInLetters, kindOf } from "./letter-fields";

type FactInputProps = {
  id: string;
  field: FactField;
  value: string;
  isWrong: boolean;
  onChange: (text: string) => void;
};

/** One fact, in the box that suits it. */
export function FactInput({ id, field, value, isWrong, onChange }: FactInputProps) {
  const t = useTranslations("incidents");
  const kind = kindOf(field);
  const common = {
    id,
    label: t(`fact.${field}`),
    hint: t(`fact-hint.${field}`),
    error: isWrong ? t("facts.wrong", { field: t(`fact.${field}`) }) : undefined,
    required: isSaidInLetters(field) || field === "title" || field === "discoveredOn",
    value,
  };
  if (kind === "lines") {
    return <Textarea {...common} rows={4} onChange={(event) => onChange(event.target.value)} />;
  }
  return (
    <TextField
      {...common}
      type={kind}
      figures={kind !== "text"}
      onChange={(event) => onChange(event.target.value)}
      className={kind === "text" ? undefined : "max-w-56"}
    />
  );
}
