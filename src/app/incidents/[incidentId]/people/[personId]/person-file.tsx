"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { DescriptionList } from "@/components/description-list";
import { Section } from "@/components/section";
import { formatPostcode, parsePostcode } from "@/lib/japan/postcode";
import { Loaded } from "../../../../loaded";
import { useTRPC } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { SubPage } from "../../../sub-page";
import { LostDocuments } from "./lost-documents";
import { LostElements } from "./lost-elements";
import { LostWords } from "./lost-words";
import { OtherParties } from "./other-parties";
import { PersonLetterWish } from "./person-letter-wish";
import { PersonRecords } from "./person-records";
import { StandingMerges } from "./standing-merges";
import { StandingWishes } from "./standing-wishes";
import { SuppressDialog } from "./suppress-dialog";

type PersonFileProps = { incidentId: string; personId: string };

/** One person: what of theirs was on which medium, and the rows that say so, back to the file and line. */
export function PersonFile({ incidentId, personId }: PersonFileProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const person = useQuery(trpc.people.get.queryOptions({ id: personId }));
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/people`, label: t("person.back") }}>
      <Loaded query={person}>
        {(file) => (
          <>
            {file.person.mergedInto ? <StandingMerges incidentId={incidentId} file={file} /> : null}
            <StandingWishes personId={personId} />
            <Section
              title={
                <span className="flex flex-wrap items-baseline gap-x-3">
                  <span className="text-xl">{file.person.name || t("people.no-name")}</span>
                  <span className="text-base font-normal text-ink-soft">{file.person.kana}</span>
                  {file.person.deceasedOn ? <Badge>{t("people.deceased")}</Badge> : null}
                  {file.person.guardianName ? <Badge>{t("people.guardian")}</Badge> : null}
                </span>
              }
              actions={<SuppressDialog incidentId={incidentId} personId={personId} />}
            >
              <div className="grid items-start gap-6 lg:grid-cols-2">
                <PersonFacts person={file.person} />
                <LostElements elements={file.elements} documents={file.documents.length} />
              </div>
            </Section>
            <PersonLetterWish incidentId={incidentId} personId={personId} />
            <LostWords incidentId={incidentId} documents={file.documents} />
            <LostDocuments incidentId={incidentId} documents={file.documents} evidence={file.evidence} />
            <OtherParties incidentId={incidentId} personId={personId} />
            {file.person.mergedInto ? null : <StandingMerges incidentId={incidentId} file={file} />}
            <PersonRecords records={file.records} />
          </>
        )}
      </Loaded>
    </SubPage>
  );
}

function PersonFacts({ person }: { person: Outputs["people"]["get"]["person"] }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const day = (iso: string | null) =>
    iso ? <span className="figures">{format.dateTime(new Date(iso), "date")}</span> : null;
  const sex = person.sex === "male" || person.sex === "female" ? t(`sex.${person.sex}`) : null;
  const consent = t("person.email-consent", { consent: String(person.emailConsent) });
  return (
    <DescriptionList
      items={[
        { term: t("people.insured-number"), value: <span className="code">{person.insuredNumber}</span> },
        { term: t("person.policy-number"), value: <span className="code">{person.policyNumber}</span> },
        { term: t("people.birth"), value: day(person.birthDate) },
        { term: t("person.sex"), value: sex },
        {
          term: t("people.address"),
          value: [postcodeOf(person.postcode), person.address].filter(Boolean).join("　"),
        },
        { term: t("person.phone"), value: person.phone },
        { term: t("person.email"), value: person.email ? `${person.email}${consent}` : null },
        { term: t("person.policyholder"), value: person.policyholderName },
        { term: t("person.guardian"), value: person.guardianName },
        { term: t("person.deceased-on"), value: day(person.deceasedOn) },
        { term: t("person.bereaved"), value: person.bereavedName },
        { term: t("person.proxy"), value: person.proxyName },
      ]}
    />
  );
}

/** 〒 and hyphen where the master gave seven digits; otherwise as it stands there. */
function postcodeOf(received: string | null): string | null {
  const digits = parsePostcode(received ?? "");
  return digits ? `〒${formatPostcode(digits)}` : received;
}
