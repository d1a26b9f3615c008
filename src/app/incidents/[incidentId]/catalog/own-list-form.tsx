"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import { type OwnField, ownFields } from "@/features/catalog/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { ColumnSelects } from "../columns/column-selects";
import { ColumnsPreview } from "../columns/columns-preview";
import type { OwnListProps } from "./own-list";
import { type OwnListState, useOwnList } from "./use-own-list";

/** The columns of a list, chosen; then it is read, and its columns are kept for the next one where that is wished. */
export function OwnListForm(props: OwnListProps) {
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const { preview, saved } = props.list;
  const form = useOwnList(props);
  const { columns } = form;
  const nameOf = useCallback((field: OwnField) => t(`own-field.${field}`), [t]);
  const fieldOf = useCallback(
    (column: number) => {
      const field = ownFields.find((known) => columns[known] === column);
      return field ? nameOf(field) : null;
    },
    [columns, nameOf],
  );
  return (
    <>
      {saved ? <Notice tone="ok">{t("own-list.as-saved", { name: saved.name })}</Notice> : null}
      <ColumnSelects
        preview={preview}
        fields={ownFields}
        required={form.required}
        nameOf={nameOf}
        hintOf={(field) => (field === "path" ? t("own-list.path-hint") : undefined)}
        mapping={columns}
        problems={form.problems.filter(({ field }) => field !== "volume" || !form.needsVolume)}
        choose={form.choose}
      />
      {form.needsVolume ? <VolumeSelect incidentId={props.incidentId} form={form} /> : null}
      <ColumnsPreview preview={preview} fieldOf={fieldOf} />
      {props.hasNoHeader ? null : (
        <TextField
          label={t("own-list.name")}
          hint={t("own-list.name-hint")}
          value={form.name}
          maxLength={100}
          onChange={(event) => form.setName(event.target.value)}
          className="max-w-md"
        />
      )}
      <FormError>{form.error ? errorText(form.error) : null}</FormError>
      <div>
        <Button
          tone="primary"
          busy={form.isBusy}
          blockedBecause={form.problems.length > 0 ? t("mapping.not-yet") : undefined}
          onClick={form.start}
        >
          {t("mapping.start")}
        </Button>
      </div>
    </>
  );
}

/** A list that names no volume is one medium's; which one, a person says. */
function VolumeSelect({ incidentId, form }: { incidentId: string; form: OwnListState }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const media = useQuery(trpc.media.list.queryOptions({ incidentId }));
  const labels = media.data?.map(({ label }) => label) ?? [];
  const hasNone = media.data?.length === 0;
  return (
    <Select
      label={t("own-list.volume")}
      hint={t("own-list.volume-hint")}
      required
      className="max-w-md"
      options={labels.map((label) => ({ value: label, label }))}
      value={form.volume}
      error={hasNone ? t("own-list.no-media") : form.volume === "" ? t("own-list.volume-missing") : undefined}
      onChange={(event) => form.setVolume(event.target.value)}
    />
  );
}
