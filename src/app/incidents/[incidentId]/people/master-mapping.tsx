"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Section } from "@/components/section";
import { useErrorText } from "../../../error-text";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { EncodingChoice } from "../columns/encoding-choice";
import { MappingSelects } from "./mapping-selects";
import { MasterPreviewTable } from "./master-preview-table";
import { isAboutEncoding, isReadable, MasterProblems } from "./master-problems";
import { type Encoding, useMappingForm } from "./use-mapping-form";

type MasterMappingProps = { incidentId: string; uploadId: string; onStarted: () => void };

/** Shows how the file's beginning reads and asks which column means what. */
export function MasterMapping(props: MasterMappingProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const { uploadId } = props;
  const [encoding, setEncoding] = useState<Encoding | null>(null);
  const preview = useQuery(
    trpc.people.previewMaster.queryOptions(
      { uploadId, encoding: encoding ?? undefined },
      { staleTime: Number.POSITIVE_INFINITY, placeholderData: keepPreviousData },
    ),
  );
  return (
    <Section title={t("mapping.title")} lead={t("mapping.lead")}>
      <Loaded query={preview}>
        {(shown) => (
          <div className="grid gap-5">
            <MasterProblems preview={shown} />
            {isReadable(shown) || encoding || shown.problems.some(isAboutEncoding) ? (
              <EncodingChoice preview={shown} value={encoding} onChange={setEncoding} />
            ) : null}
            {isReadable(shown) ? (
              <MappingForm key={encoding} {...props} encoding={encoding} preview={shown} />
            ) : null}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

export type MasterPreview = Outputs["people"]["previewMaster"];

type MappingFormProps = MasterMappingProps & { preview: MasterPreview; encoding: Encoding | null };

function MappingForm(props: MappingFormProps) {
  const { preview } = props;
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const form = useMappingForm(props);
  return (
    <>
      <MappingSelects
        preview={preview}
        mapping={form.mapping}
        problems={form.problems}
        choose={form.choose}
      />
      <MasterPreviewTable preview={preview} mapping={form.mapping} />
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
