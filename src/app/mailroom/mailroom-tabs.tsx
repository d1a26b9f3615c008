"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { TabLinks } from "@/components/tab-links";
import { useMay } from "../incidents/signed-in-context";
import { useTRPC } from "../trpc";
import { useMailroom } from "./mailroom-context";

/** The mailroom's pages, with what waits in each. */
export function MailroomTabs() {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const may = useMay();
  const { incident } = useMailroom();
  const asked = { incidentId: incident.id };
  const spoils = useQuery({ ...trpc.bench.spoils.queryOptions(asked), enabled: may("bench.spoils") });
  const stops = useQuery({ ...trpc.mailStops.list.queryOptions(asked), enabled: may("mailStops.list") });
  const returned = useQuery(trpc.returnedMail.counts.queryOptions(asked));
  const post = useTranslations("returned");
  const path = usePathname();
  const waiting = spoils.data?.filter(({ state }) => state === "waiting").length;
  const inForce = stops.data?.filter(({ endedAt }) => endedAt === null).length;
  const toLookFor = returned.data && returned.data.tasks.open + returned.data.tasks.proposed;
  const link = (href: string, label: string, count?: number) => ({
    href,
    label,
    count: count ? count : undefined,
    current: href === "/mailroom" ? isBench(path) : path.startsWith(href),
  });
  return (
    <div className="print:hidden">
      <TabLinks
        label={t("tabs.label")}
        links={[
          link("/mailroom", t("tabs.bench")),
          link("/mailroom/reconciliation", t("tabs.reconciliation")),
          link("/mailroom/spoils", t("tabs.spoils"), waiting),
          link("/mailroom/stops", t("tabs.stops"), inForce),
          link("/mailroom/postage", post("tab.postage")),
          link("/mailroom/returned", post("tab.returned")),
          link("/mailroom/addresses", post("tab.addresses"), toLookFor),
        ]}
      />
    </div>
  );
}

/** The bench is also where its runs, stations and held letters are. */
function isBench(path: string): boolean {
  return path === "/mailroom" || /^\/mailroom\/(runs|bench|held)(\/|$)/.test(path);
}
