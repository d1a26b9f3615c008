"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { RadioGroup } from "@/components/radio-group";
import { useToast } from "@/components/toast";
import {
  checkIndexMapping,
  type IndexField,
  type IndexMapping,
  indexFields,
  requiredIndexFields,
} from "@/features/documents/rules";
import { indexModes, type StartDocumentIndex } from "@/features/documents/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { useChanged } from "../../use-changed";
import { ColumnSelects } from "../columns/column-selects";
import { ColumnsPreview } from "../columns/columns-preview";
import type { IndexPreview } from "./index-mapping-step";

type IndexFormProps = {
  incidentId: string;
  uploadId: string;
  preview: IndexPreview;
  encoding: NonNullable<StartDocumentIndex["encoding"]> | null;
  onStarted: () => void;
};

const explained: readonly IndexField[] = ["path", "documentClass", "session", "sheet", "documentNumber"];

/** The columns and the way the list speaks; begins with the suggestion, checks with the rule the server enforces. */
export function IndexForm({ incidentId, uploadId, preview, encoding, onStarted }: IndexFormProps) {
  const trpc = useTRPC();
  const t = useTranslations("documents");
  const inIncidents = useTranslations("incidents");
  const toast = useToast();
  const changed = useChanged();
  const errorText = useErrorText();
  const [mapping, setMapping] = useState<IndexMapping>(preview.suggestedMapping);
  const [mode, setMode] = useState<StartDocumentIndex["mode"]>("complete");
  const nameOf = useCallback((field: IndexField) => t(`field.${field}`), [t]);
  const fieldOf = useCallback(
    (column: number) => {
      const field = indexFields.find((known) => mapping[known] === column);
      return field ? nameOf(field) : null;
    },
    [mapping, nameOf],
  );
  const problems = checkIndexMapping(mapping, preview.headers.length);
  const start = useMutation(
    trpc.documents.startIndex.mutationOptions({
      onSuccess: async ({ existing }) => {
        toast({
          title: existing ? inIncidents("import.existing") : inIncidents("import.started"),
          tone: existing ? "neutral" : "ok",
        });
        await changed();
        onStarted();
      },
    }),
  );
  return (
    <>
      <ColumnSelects
        preview={preview}
        fields={indexFields}
        required={requiredIndexFields}
        nameOf={nameOf}
        hintOf={(field) =>
          explained.includes(field) ? t(`field-hint.${field as "path" | "session"}`) : undefined
        }
        mapping={mapping}
        problems={problems}
        choose={(field, column) =>
          setMapping(({ [field]: _, ...rest }) => (column === null ? rest : { ...rest, [field]: column }))
        }
      />
      <ColumnsPreview preview={preview} fieldOf={fieldOf} />
      <RadioGroup
        label={t("index.mode")}
        value={mode}
        onValueChange={(value) => setMode(value as StartDocumentIndex["mode"])}
        options={indexModes.map((value) => ({
          value,
          label: t(`mode.${value}`),
          hint: t(`mode-hint.${value}`),
        }))}
      />
      <FormError>{start.error ? errorText(start.error) : null}</FormError>
      <div>
        <Button
          tone="primary"
          busy={start.isPending}
          blockedBecause={problems.length > 0 ? inIncidents("mapping.not-yet") : undefined}
          onClick={() =>
            start.mutate({ incidentId, uploadId, mapping, mode, encoding: encoding ?? undefined })
          }
        >
          {inIncidents("mapping.start")}
        </Button>
      </div>
    </>
  );
}
