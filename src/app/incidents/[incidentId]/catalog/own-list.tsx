"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/checkbox";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { useErrorText } from "../../../error-text";
import type { Outputs } from "../../outputs";
import { EncodingChoice } from "../columns/encoding-choice";
import type { SentCatalogProps } from "./new-catalog";
import { OwnListForm } from "./own-list-form";

export type SeenList = Extract<Outputs["catalog"]["previewFiles"], { kind: "list" }>;

export type Encoding = NonNullable<SeenList["preview"]["encoding"]>;

export type OwnListProps = SentCatalogProps & {
  list: SeenList;
  encoding: Encoding | null;
  onEncoding: (encoding: Encoding | null) => void;
  hasNoHeader: boolean;
  onNoHeader: (hasNoHeader: boolean) => void;
};

/** A list that no reader knows: how it begins, and which column means what. */
export function OwnList(props: OwnListProps) {
  const { list, encoding, onEncoding, hasNoHeader, onNoHeader } = props;
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const { preview } = list;
  const isReadable = !preview.problems.some(({ reason }) => /^(?:file|text|csv)\./.test(reason));
  return (
    <Section title={t("own-list.title")} lead={t("own-list.lead")}>
      <div className="grid gap-5">
        {preview.problems.length > 0 ? (
          <Notice
            live
            tone={isReadable ? "attention" : "danger"}
            title={isReadable ? t("mapping.problems") : t("mapping.unreadable")}
          >
            <ul className="list-disc pl-5">
              {preview.problems.map(({ reason, detail }) => (
                <li key={`${reason} ${JSON.stringify(detail)}`}>
                  {errorText({ kind: "invalid", reason, detail })}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <div className="flex flex-wrap items-end gap-x-8 gap-y-4">
          <EncodingChoice preview={preview} value={encoding} onChange={onEncoding} />
          <Checkbox
            label={t("own-list.no-header")}
            checked={hasNoHeader}
            onChange={(event) => onNoHeader(event.target.checked)}
          />
        </div>
        {isReadable ? <OwnListForm key={`${encoding} ${hasNoHeader}`} {...props} /> : null}
      </div>
    </Section>
  );
}
