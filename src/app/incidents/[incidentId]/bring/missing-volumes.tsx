"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { FormError } from "@/components/form-error";
import { Section } from "@/components/section";
import { TextField } from "@/components/text-field";
import { useTRPC } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { useRegisterMedia } from "../media/use-register-media";

type Volume = Outputs["catalog"]["volumes"][number];

/** The tapes the catalog knows and nobody registered yet: a tick says that one is missing. */
export function MissingVolumes({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const volumes = useQuery(trpc.catalog.volumes.queryOptions({ incidentId }));
  const unregistered = volumes.data?.filter(({ registered }) => !registered) ?? [];
  if (unregistered.length === 0) return null;
  return <VolumeForm incidentId={incidentId} volumes={unregistered} />;
}

function VolumeForm({ incidentId, volumes }: { incidentId: string; volumes: readonly Volume[] }) {
  const t = useTranslations("bring");
  const formId = useId();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [round, setRound] = useState(1);
  const form = useRegisterMedia(incidentId, () => {
    setChosen(new Set());
    setRound((before) => before + 1);
  });
  const toggle = (volume: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(volume)) after.add(volume);
      return after;
    });
  const [first] = volumes.filter(({ volume }) => chosen.has(volume));
  return (
    <Section title={t("volumes.title")} lead={t("volumes.lead")}>
      <form
        key={round}
        id={formId}
        noValidate
        className="grid max-w-3xl gap-4"
        onSubmit={(event: FormEvent<HTMLFormElement>) => form.submit(event)}
      >
        <FormError
          problems={form.problems.map(({ name, text }) => ({ fieldId: `${formId}-${name}`, text }))}
        />
        <input type="hidden" name="labels" value={[...chosen].join("\n")} />
        <input type="hidden" name="mediaType" value={first?.mediaType ?? ""} />
        <ul id={`${formId}-labels`} className="grid gap-2">
          {volumes.map((volume) => (
            <li key={volume.volume}>
              <VolumeChoice volume={volume} chosen={chosen.has(volume.volume)} onToggle={toggle} />
            </li>
          ))}
        </ul>
        <div className="grid gap-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <TextField type="date" name="since" label={t("volumes.since")} figures />
          <TextField
            id={`${formId}-reason`}
            name="reason"
            label={t("volumes.reason")}
            hint={t("volumes.reason-hint")}
            maxLength={500}
            required
          />
        </div>
        <div>
          <Button
            type="submit"
            tone="primary"
            busy={form.isBusy}
            blockedBecause={chosen.size === 0 ? t("volumes.none-yet") : undefined}
          >
            {t("volumes.report", { count: chosen.size })}
          </Button>
        </div>
      </form>
    </Section>
  );
}

type VolumeChoiceProps = { volume: Volume; chosen: boolean; onToggle: (volume: string) => void };

function VolumeChoice({ volume, chosen, onToggle }: VolumeChoiceProps) {
  const t = useTranslations("bring");
  const format = useFormatter();
  const { lastWritten, jobs } = volume;
  // The director's local time without a zone: its day is what the label on the tape says too.
  const day = lastWritten ? format.dateTime(new Date(`${lastWritten.slice(0, 10)}T00:00:00Z`), "day") : null;
  return (
    <Checkbox
      label={<span className="figures">{volume.volume}</span>}
      hint={
        day
          ? t("volumes.facts", { jobs, day })
          : jobs > 0
            ? t("volumes.jobs", { jobs })
            : t("volumes.never-written")
      }
      checked={chosen}
      onChange={() => onToggle(volume.volume)}
    />
  );
}
