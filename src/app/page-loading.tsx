import { getTranslations } from "next-intl/server";
import { Spinner } from "@/components/spinner";

/**
 * For a desk's `loading.tsx`: `export { PageLoading as default } from "../page-loading"`. Never at the root: a
 * boundary above the desks' layouts would send 200 before they can send a stranger to the sign-in page.
 */
export async function PageLoading() {
  const t = await getTranslations("common");
  return (
    <p role="status" className="flex items-center gap-2 py-10 text-ink-soft">
      <Spinner />
      {t("loading")}
    </p>
  );
}
