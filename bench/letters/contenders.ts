import { chromium } from "./chromium";
import type { Contender } from "./contender";
import { floor } from "./floor";
import { ours } from "./ours";
import { pdfkitRun, pdfkitSingle } from "./plain-pdfkit";
import { reactPdf } from "./react-pdf";
import { lualatex, uplatex } from "./tex";
import { typst } from "./typst";
import { weasyprint } from "./weasyprint";

/** Who sets the letters, by the name the table gives them; ours first, the floor below it. */
export const contenders: Record<string, Contender> = {
  owabi: ours,
  "floor (deflate, hash, write)": floor,
  "upLaTeX + dvipdfmx": uplatex,
  "LuaLaTeX + LuaTeX-ja": lualatex,
  "Typst (batch)": typst,
  "pdfkit, one document": pdfkitRun,
  "pdfkit, a document a letter": pdfkitSingle,
  "@react-pdf/renderer": reactPdf,
  WeasyPrint: weasyprint,
  Chromium: chromium,
};
