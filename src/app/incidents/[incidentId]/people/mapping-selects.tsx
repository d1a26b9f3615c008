"use client";
import { useTranslations } from "next-intl";
import {
  type MappingProblem,
  type MasterField,
  type MasterMapping,
  masterFields,
  requiredFields,
} from "@/features/people/rules";
import { ColumnSelects } from "../columns/column-selects";
import type { MasterPreview } from "./master-mapping";

type MappingSelectsProps = {
  preview: MasterPreview;
  mapping: MasterMapping;
  problems: readonly MappingProblem[];
  choose: (field: MasterField, column: number | null) => void;
};

/** One select for each thing a customer master can tell of a person. */
export function MappingSelects(props: MappingSelectsProps) {
  const t = useTranslations("incidents");
  return (
    <ColumnSelects
      {...props}
      fields={masterFields}
      required={requiredFields}
      nameOf={(field) => t(`field.${field}`)}
    />
  );
}
