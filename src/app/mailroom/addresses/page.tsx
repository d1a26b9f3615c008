import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddressesOnBench } from "./addresses-on-bench";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("returned");
  return { title: t("addresses.title") };
}

export default function AddressesPage() {
  return <AddressesOnBench />;
}
