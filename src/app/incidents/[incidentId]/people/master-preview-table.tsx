"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type MasterMapping, masterFields } from "@/features/people/rules";
import { ColumnsPreview } from "../columns/columns-preview";
import type { MasterPreview } from "./master-mapping";

type MasterPreviewTableProps = { preview: MasterPreview; mapping: MasterMapping };

/** The master's first rows as they read now; above each column what it was matched to. */
export function MasterPreviewTable({ preview, mapping }: MasterPreviewTableProps) {
  const t = useTranslations("incidents");
  const fieldOf = useCallback(
    (column: number) => {
      const field = masterFields.find((known) => mapping[known] === column);
      return field ? t(`field.${field}`) : null;
    },
    [mapping, t],
  );
  return <ColumnsPreview preview={preview} fieldOf={fieldOf} />;
}
