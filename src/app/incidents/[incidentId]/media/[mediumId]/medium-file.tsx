"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { DescriptionList } from "@/components/description-list";
import { Section } from "@/components/section";
import { Loaded } from "../../../../loaded";
import { useTRPC } from "../../../../trpc";
import { SubPage } from "../../../sub-page";
import { mediumTones } from "../medium-tones";
import { MediumActs } from "./medium-acts";
import { MediumHistory } from "./medium-history";

type MediumFileProps = { incidentId: string; mediumId: string };

/** One medium: its state, what may be done, and everything that was written down about it. */
export function MediumFile({ incidentId, mediumId }: MediumFileProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const format = useFormatter();
  const history = useQuery(trpc.media.history.queryOptions({ id: mediumId }));
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/media`, label: t("medium.back") }}>
      <Loaded query={history}>
        {({ medium, ...rest }) => (
          <>
            <Section
              title={
                <span className="flex items-center gap-3">
                  <span className="code text-xl">{medium.label}</span>
                  <Badge tone={mediumTones[medium.state]}>{t(`medium-state.${medium.state}`)}</Badge>
                </span>
              }
              lead={t(`medium.meaning.${medium.state}`)}
              actions={<MediumActs medium={medium} />}
            >
              <DescriptionList
                items={[
                  { term: t("media.type"), value: medium.mediaType },
                  {
                    term: t("media.since"),
                    value: medium.missingSince ? format.dateTime(new Date(medium.missingSince), "day") : null,
                  },
                  { term: t("medium.note"), value: medium.note },
                ]}
              />
            </Section>
            <MediumHistory {...rest} />
          </>
        )}
      </Loaded>
    </SubPage>
  );
}
