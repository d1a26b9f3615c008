"use client";
import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/section";
import type { Bundle } from "@/features/print-runs/postage/schema";

type AreaSum = { area: string; pieces: number; districts: Bundle[] };

function byArea(bundles: readonly Bundle[], nameOf: (bundle: Bundle) => string): AreaSum[] {
  const sums: AreaSum[] = [];
  for (const bundle of bundles) {
    const area = nameOf(bundle);
    const last = sums.at(-1);
    if (last?.area === area) {
      last.pieces += bundle.pieces;
      last.districts.push(bundle);
    } else sums.push({ area, pieces: bundle.pieces, districts: [bundle] });
  }
  return sums;
}

/** How many pieces go where: areas in the order of the post, and in each the districts of its bundles. */
export function SheetAreas({ areas }: { areas: readonly Bundle[] }) {
  const t = useTranslations("postage");
  const isJapanese = useLocale() === "ja";
  const sums = byArea(areas, ({ digits, areaJa, areaEn }) =>
    digits === null ? t("sheet.no-postcode") : isJapanese ? areaJa : areaEn,
  );
  return (
    <Section title={t("sheet.areas")} lead={t("sheet.areas-lead")}>
      <ul className="grid gap-x-8 gap-y-2 sm:grid-cols-2 print:grid-cols-3">
        {sums.map(({ area, pieces, districts }) => (
          <li key={`${area}${districts[0]?.digits ?? ""}`} className="border-t border-line pt-1">
            <p className="flex justify-between gap-4">
              <span className="font-bold">{area}</span>
              <span className="figures">{t("sheet.count", { pieces })}</span>
            </p>
            <p className="figures text-sm text-ink-soft">
              {districts
                .map(({ digits, pieces: of }) => (digits ? `${digits}: ${of}` : String(of)))
                .join("　")}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
