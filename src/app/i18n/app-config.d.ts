import type account from "../../../messages/ja/account.json";
import type answer from "../../../messages/ja/answer.json";
import type bench from "../../../messages/ja/bench.json";
import type bring from "../../../messages/ja/bring.json";
import type common from "../../../messages/ja/common.json";
import type documents from "../../../messages/ja/documents.json";
import type emails from "../../../messages/ja/emails.json";
import type envelope from "../../../messages/ja/envelope.json";
import type errors from "../../../messages/ja/errors.json";
import type gaiji from "../../../messages/ja/gaiji.json";
import type hotline from "../../../messages/ja/hotline.json";
import type incidents from "../../../messages/ja/incidents.json";
import type lists from "../../../messages/ja/lists.json";
import type mailroom from "../../../messages/ja/mailroom.json";
import type matching from "../../../messages/ja/matching.json";
import type mends from "../../../messages/ja/mends.json";
import type postage from "../../../messages/ja/postage.json";
import type returned from "../../../messages/ja/returned.json";
import type scope from "../../../messages/ja/scope.json";
import type shell from "../../../messages/ja/shell.json";
import type signIn from "../../../messages/ja/sign-in.json";
import type words from "../../../messages/ja/words.json";
import type { formats } from "./formats";
import type { Locale as OurLocale } from "./locale";

declare module "next-intl" {
  interface AppConfig {
    Locale: OurLocale;
    Formats: typeof formats;
    Messages: {
      common: typeof common;
      shell: typeof shell;
      errors: typeof errors;
      emails: typeof emails;
      envelope: typeof envelope;
      "sign-in": typeof signIn;
      incidents: typeof incidents;
      hotline: typeof hotline;
      mailroom: typeof mailroom;
      bench: typeof bench;
      returned: typeof returned;
      postage: typeof postage;
      gaiji: typeof gaiji;
      answer: typeof answer;
      account: typeof account;
      documents: typeof documents;
      matching: typeof matching;
      scope: typeof scope;
      lists: typeof lists;
      bring: typeof bring;
      mends: typeof mends;
      words: typeof words;
    };
  }
}
