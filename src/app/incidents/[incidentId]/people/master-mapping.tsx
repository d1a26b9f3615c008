"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { useErrorText } from "../../../error-text";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { EncodingChoice } from "./encoding-choice";
import { MappingSelects } from "./mapping-selects";
import { MasterPreviewTable } from "./master-preview-table";
import { useMappingForm } from "./use-mapping-form";
import { useMasterProblemText } from "./use-master-problem-text";

type MasterMappingProps = { incidentId: string; uploadId: string; onStarted: () => void };

/** Shows how the file's beginning reads and asks which column means what. */
export function MasterMapping(props: MasterMappingProps) {
  const trpc = useTRPC();
  const { uploadId } = props;
  const preview = useQuery(
    trpc.people.previewMaster.queryOptions({ uploadId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  return <Loaded query={preview}>{(shown) => <MappingForm {...props} preview={shown} />}</Loaded>;
}

export type MasterPreview = Outputs["people"]["previewMaster"];

function MappingForm(props: MasterMappingProps & { preview: MasterPreview }) {
  const { preview } = props;
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const problemText = useMasterProblemText();
  const form = useMappingForm(props);
  const problems = preview.problems.filter(({ reason }) => reason !== "master.field-missing");
  const hasColumns = preview.headers.length > 0;
  return (
    <Section title={t("mapping.title")} lead={t("mapping.lead")}>
      <div className="grid gap-5">
        {problems.length > 0 ? (
          <Notice tone={hasColumns ? "attention" : "danger"} title={t("mapping.problems")} live>
            <ul className="list-disc pl-5">
              {problems.map((problem) => (
                <li key={`${problem.reason} ${JSON.stringify(problem.detail)}`}>{problemText(problem)}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <EncodingChoice preview={preview} value={form.encoding} onChange={form.setEncoding} />
        {hasColumns ? (
          <>
            <MappingSelects
              preview={preview}
              mapping={form.mapping}
              problems={form.problems}
              choose={form.choose}
            />
            <MasterPreviewTable preview={preview} mapping={form.mapping} />
          </>
        ) : null}
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
      </div>
    </Section>
  );
}
