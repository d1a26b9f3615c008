"use client";
import { useTranslations } from "next-intl";
import { Select } from "@/components/select";

const encodings = ["cp932", "utf-8", "utf-16le", "utf-16be"] as const;
type Encoding = (typeof encodings)[number];

type EncodingChoiceProps = {
  preview: { encoding: Encoding | null; rows: string[][] };
  value: Encoding | null;
  onChange: (encoding: Encoding | null) => void;
};

/** Which encoding the file is read in: what was found, unless somebody knows better. */
export function EncodingChoice({ preview, value, onChange }: EncodingChoiceProps) {
  const t = useTranslations("incidents");
  const found = preview.encoding;
  return (
    <Select
      label={t("mapping.encoding")}
      hint={preview.rows.length > 0 ? t("mapping.encoding-hint", { rows: preview.rows.length }) : undefined}
      value={value ?? ""}
      onChange={(event) => onChange((event.target.value || null) as Encoding | null)}
      emptyChoice={
        found && !value
          ? t("mapping.encoding-found", { encoding: t(`encoding.${found}`) })
          : t("mapping.encoding-automatic")
      }
      options={encodings.map((encoding) => ({ value: encoding, label: t(`encoding.${encoding}`) }))}
      className="max-w-md"
    />
  );
}
