"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Loaded } from "../../../loaded";
import { AddressDesk } from "../../../mailroom/addresses/address-desk";
import { ReturnedSums } from "../../../mailroom/returned/returned-sums";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { Substitutes } from "./substitutes";

/** What came back of the incident's letters, who is being looked for, and who cannot be told. */
export function ReturnedOfIncident({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("returned");
  const may = useMay();
  const counts = useQuery(trpc.returnedMail.counts.queryOptions({ incidentId }));
  return (
    <>
      <Loaded query={counts}>
        {(known) => (
          <>
            <ReturnedSums counts={known} addressesHref="#addresses" />
            {known.substitutes > 0 && may("returnedMail.substitutes") ? (
              <Substitutes incidentId={incidentId} total={known.substitutes} />
            ) : null}
          </>
        )}
      </Loaded>
      <div id="addresses" className="mt-8 scroll-mt-4">
        <Section title={t("addresses.title")}>
          <AddressDesk incidentId={incidentId} />
        </Section>
      </div>
    </>
  );
}
