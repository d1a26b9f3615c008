import { getTranslations } from "next-intl/server";
import { Spinner } from "@/components/spinner";

export default async function Loading() {
  const t = await getTranslations("common");
  return (
    <p role="status" className="flex items-center gap-2 px-6 py-10 text-ink-soft">
      <Spinner />
      {t("loading")}
    </p>
  );
}
