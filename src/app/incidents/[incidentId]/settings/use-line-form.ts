"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { mayHaveHours, tokyoDate } from "@/features/incidents/rules";
import { type HotlineLine, setHotlineLineInput } from "@/features/incidents/schema";
import type { Translator } from "../../../i18n/translator";
import { useTRPCClient } from "../../../trpc";
import { useAct } from "../../use-act";
import { useChanged } from "../../use-changed";

type Line = Omit<HotlineLine, "id">;

/** A new line begins with the hours most lines have: weekdays from nine to six, from today on. */
function newLine(t: Translator<"incidents">): Line {
  return {
    nameJa: t("line.default-name-ja"),
    nameEn: t("line.default-name-en"),
    number: "",
    charge: "free",
    audience: "everyone",
    hours: [
      {
        validFrom: tokyoDate(new Date()),
        validUntil: null,
        dayKind: "weekday",
        opens: "09:00",
        closes: "18:00",
      },
    ],
  };
}

/** The state of the form of a line; the hours are checked with the rule the server enforces. */
export function useLineForm(incidentId: string, line: HotlineLine | undefined, onDone: () => void) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const refresh = useChanged();
  const [value, setValue] = useState<Line>(line ?? newLine(t));
  const [id] = useState(() => line?.id ?? crypto.randomUUID());
  const [wrong, setWrong] = useState<string[]>([]);
  const { isBusy, problem, setProblem, run } = useAct();
  const verdict = mayHaveHours(value.hours);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { nameJa, nameEn, number, charge, audience, hours } = value;
    const given = { incidentId, id, nameJa, nameEn, number: number.trim(), charge, audience, hours };
    const checked = setHotlineLineInput.safeParse(given);
    setWrong(checked.error?.issues.map((issue) => String(issue.path[0])) ?? []);
    if (!checked.success || !verdict.ok) return setProblem(t("line.look-again"));
    await run(async () => {
      await client.incidents.setLine.mutate(checked.data);
      await refresh();
      onDone();
    });
  };
  return {
    value,
    change: (part: Partial<Line>) => setValue((before) => ({ ...before, ...part })),
    wrong,
    verdict,
    submit,
    isBusy,
    problem,
  };
}
