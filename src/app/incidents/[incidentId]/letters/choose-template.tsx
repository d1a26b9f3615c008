"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { LinkButton } from "@/components/link-button";
import { RadioGroup } from "@/components/radio-group";
import type { TemplateOfAddressee } from "@/features/letters/schema";
import { readError, useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";

type ChooseTemplateProps = {
  incidentId: string;
  template: TemplateOfAddressee;
  /** "name/version" of what is looked at. */
  pick: string;
  onPick: (pick: string) => void;
};

/** Chooses words for one kind of addressee and puts them forward for a second person. */
export function ChooseTemplate({ incidentId, template, pick, onPick }: ChooseTemplateProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const words = useTranslations("words");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const changed = useChanged();
  const submit = useMutation(trpc.letters.submitTemplate.mutationOptions({ onSuccess: changed }));
  const lacksFact = submit.error && readError(submit.error).reason.startsWith("letter.constant-");
  const [templateName = "", templateVersion = ""] = pick.split("/");
  return (
    <div className="grid gap-4">
      <RadioGroup
        label={t("template.choose")}
        value={pick}
        onValueChange={onPick}
        options={template.choices.map((choice) => ({
          value: `${choice.name}/${choice.version}`,
          label: choice.title,
          hint: t("template.choice", {
            name: `${choice.name}/${choice.version}`,
            language: t(`language.${choice.language}`),
          }),
        }))}
      />
      <FormError>{submit.error ? errorText(submit.error) : null}</FormError>
      <div className="flex flex-wrap gap-2">
        <Button
          tone="primary"
          busy={submit.isPending}
          blockedBecause={blocked("letters.submitTemplate")}
          onClick={() =>
            submit.mutate({
              incidentId,
              addressee: template.addressee,
              variant: template.variant,
              templateName,
              templateVersion,
            })
          }
        >
          {t("template.submit")}
        </Button>
        <LinkButton href={`/incidents/${incidentId}/letters/words/${pick}`}>{words("card.open")}</LinkButton>
        {lacksFact ? (
          <LinkButton href={`/incidents/${incidentId}/settings`}>{t("template.to-settings")}</LinkButton>
        ) : null}
      </div>
      <p className="text-sm text-ink-soft">{t("template.submit-why")}</p>
    </div>
  );
}
