import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { formats } from "./formats";
import { loadMessages } from "./load-messages";
import { localeCookie, localeOf, timeZone } from "./locale";

export default getRequestConfig(async () => {
  const locale = localeOf((await cookies()).get(localeCookie)?.value);
  return { locale, timeZone, formats, messages: await loadMessages(locale) };
});
